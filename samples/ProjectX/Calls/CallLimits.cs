namespace ProjectX;

/// <summary>
/// The limits of a gateway, kept on this side: better to wait than to be refused. Searches leave a part of them to
/// orders, everything leaves a part to what closes and withdraws: no flood of other calls keeps a position open.
/// And that leaves a few to whoever asks whether there is anything to close. Safe for threads.
/// </summary>
internal sealed class CallLimits
{
    /// <summary>A request may overtake the one before it on its way; by less than this.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly CallWindow _all;
    private readonly CallWindow _closes;
    private readonly CallWindow _notClosing;
    private readonly CallWindow _searches;
    private readonly CallWindow _bars;
    private readonly GatewayOptions _options;
    private TimeSpan _pause = ShortestPause;

    public CallLimits(GatewayOptions options)
    {
        _options = options;
        _all = Window(options.Limit, reserve: 0);
        _closes = Window(options.Limit, Math.Min(options.LookReserve, options.CloseReserve));
        _notClosing = Window(options.Limit, options.CloseReserve);
        _searches = Window(options.Limit, options.CloseReserve + options.OrderReserve);
        _bars = Window(options.BarLimit, reserve: 0);

        static CallWindow Window(RateLimit limit, int reserve) => new(new RateLimit(Math.Max(1, limit.Calls - reserve), limit.Window + Margin));
    }

    /// <summary>
    /// Waits for the turn of a call. False, without having taken one, if that would take too long. A close is told
    /// so only after the patience: whoever tries it again at once would find the same.
    /// </summary>
    public async ValueTask<bool> TakeAsync(GatewayCall call, CancellationToken cancellationToken)
    {
        if (!TryTake(call, out TimeSpan wait))
        {
            if (call.Urgency == CallUrgency.Close)
                await Task.Delay(_options.LimitPatience, _options.Time, cancellationToken);
            return false;
        }

        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, _options.Time, cancellationToken);
        return true;
    }

    /// <summary>How many calls of this urgency may be made at once.</summary>
    public int Room(CallUrgency urgency)
    {
        lock (_lock)
            return WindowsOf(urgency).Min(window => window.Room(_options.Time.GetUtcNow()));
    }

    /// <summary>The gateway has answered that these were too many: nothing is sent until it takes calls again.</summary>
    /// <param name="call">The call; those for bars have a limit of their own.</param>
    /// <param name="retryAfter">When that is; null if it did not say. Then the pauses grow, up to the length of its window.</param>
    public void Refused(GatewayCall call, TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            WindowsOf(call)[0].HoldUntil(_options.Time.GetUtcNow() + (retryAfter ?? _pause));
            if (retryAfter is null)
                _pause = _pause * 2 < _options.Limit.Window ? _pause * 2 : _options.Limit.Window;
        }
    }

    /// <summary>The gateway has taken a call.</summary>
    public void Taken()
    {
        lock (_lock)
            _pause = ShortestPause;
    }

    private bool TryTake(GatewayCall call, out TimeSpan wait)
    {
        lock (_lock)
        {
            DateTimeOffset now = _options.Time.GetUtcNow();
            CallWindow[] windows = WindowsOf(call);
            DateTimeOffset turn = windows.Max(window => window.Turn(now));
            wait = turn - now;
            if (wait > _options.LimitPatience)
                return false;

            // What is urgent counts in every window: the less urgent gives way to it before the limit is used up.
            foreach (CallWindow window in call == GatewayCalls.RetrieveBars ? windows : [_all, _closes, _notClosing, _searches])
                window.Add(turn);
            return true;
        }
    }

    private CallWindow[] WindowsOf(GatewayCall call) => call == GatewayCalls.RetrieveBars ? [_bars] : WindowsOf(call.Urgency);

    private CallWindow[] WindowsOf(CallUrgency urgency) => urgency switch
    {
        CallUrgency.Decisive => [_all],
        CallUrgency.Close => [_all, _closes],
        CallUrgency.Order => [_all, _notClosing],
        _ => [_all, _notClosing, _searches],
    };
}
