namespace ProjectX;

/// <summary>How many calls a stretch of time may have.</summary>
public readonly record struct RateLimit(int Calls, TimeSpan Window);

/// <summary>
/// Keeps a limit exactly: no window of its length, wherever it begins, has more calls than allowed. (The runtime's sliding window counts in segments, and by no clock but its own.)
/// Safe for threads.
/// </summary>
public sealed class CallWindow(RateLimit limit, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Queue<DateTimeOffset> _calls = [];

    /// <summary>Makes a call now, if the limit allows.</summary>
    public bool TryTake() => TryReserve(TimeSpan.Zero, out _);

    /// <summary>Makes a call as soon as the limit allows, in the order of asking. False, without having made it, if that would take longer than <paramref name="patience"/>.</summary>
    public async ValueTask<bool> TakeAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!TryReserve(patience, out TimeSpan wait))
            return false;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);
        return true;
    }

    private bool TryReserve(TimeSpan patience, out TimeSpan wait)
    {
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            while (_calls.TryPeek(out DateTimeOffset oldest) && oldest + limit.Window <= now)
                _calls.Dequeue();

            // Reserved calls lie in the future: the one that is as many places back as the limit allows decides when this one may be made.
            DateTimeOffset turn = _calls.Count < limit.Calls ? now : _calls.ElementAt(_calls.Count - limit.Calls) + limit.Window;
            if (turn < now)
                turn = now;
            wait = turn - now;
            if (wait > patience)
                return false;

            _calls.Enqueue(turn);
            return true;
        }
    }
}

/// <summary>The limits of a gateway, kept on this side: better to wait than to be refused.</summary>
internal sealed class CallLimits
{
    /// <summary>A request may overtake the one before it on its way; by less than this.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    private readonly CallWindow _all;
    private readonly CallWindow _queries;
    private readonly CallWindow _bars;
    private readonly TimeSpan _patience;

    public CallLimits(GatewayOptions options)
    {
        _all = Window(options.Limit);
        _queries = Window(options.Limit with { Calls = Math.Max(1, options.Limit.Calls - options.OrderReserve) });
        _bars = Window(options.BarLimit);
        _patience = options.LimitPatience;

        CallWindow Window(RateLimit limit) => new(limit with { Window = limit.Window + Margin }, options.Time);
    }

    /// <summary>Waits for the turn of a call. False if that would take too long.</summary>
    public async ValueTask<bool> TakeAsync(GatewayCall call, CancellationToken cancellationToken)
    {
        if (call == GatewayCalls.RetrieveBars)
            return await _bars.TakeAsync(_patience, cancellationToken);
        return (!call.IsQuery || await _queries.TakeAsync(_patience, cancellationToken)) && await _all.TakeAsync(_patience, cancellationToken);
    }
}
