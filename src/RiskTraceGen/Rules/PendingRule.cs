using System.Threading.Tasks.Sources;

namespace RiskTraceGen;

/// <summary>
/// The evaluation of a rule that has to be waited for, or that may take only so long. Its verdict is given once: when the rule ends, on its thread; or when its
/// time is over, on the watch's. Pooled; one that was given up is never used again, because its rule still holds on to it.
/// </summary>
internal sealed class PendingRule<TEvent> : Watched, IValueTaskSource<RuleResult>, IThreadPoolWorkItem
{
    private readonly EventRoute<TEvent> _route;
    private readonly Action _onEnded;
    private ManualResetValueTaskSourceCore<RuleResult> _core;
    private RoutedRule<TEvent> _rule;
    private TEvent _event = default!;
    private RiskFlow _flow;
    private string? _key;
    private ExecutionContext? _context;
    private ValueTask<RuleResult> _evaluation;
    private RuleResult _verdict;
    private RuleResult _returned;
    private Exception? _failure;
    private long _startTicks;
    private long _endTicks;
    private int _lateParts;
    private int _ends;
    private bool _isLost;

    private PendingRule(EventRoute<TEvent> route)
    {
        _route = route;
        _onEnded = OnEnded;
    }

    /// <summary>The rule's place in its route.</summary>
    public int Place { get; private set; }

    /// <summary>The one that was started after it.</summary>
    public PendingRule<TEvent>? Following { get; set; }

    /// <summary>The verdict, to be awaited once.</summary>
    public ValueTask<RuleResult> Verdict => new(this, _core.Version);

    public static PendingRule<TEvent> Rent(EventRoute<TEvent> route, int place, TEvent riskEvent, in RiskFlow flow, string? key, long startTicks)
    {
        if (!route.Pending.TryRent(out PendingRule<TEvent>? pending))
            pending = new PendingRule<TEvent>(route);

        pending.Place = place;
        pending._rule = route.Rules[place];
        pending._event = riskEvent;
        pending._flow = flow;
        pending._key = key;
        pending._startTicks = startTicks;
        pending._context = ExecutionContext.Capture();
        pending._ends = 0;
        pending.Timeout = pending._rule.Timeout;
        return pending;
    }

    /// <summary>From now on the rule's time runs.</summary>
    public void Watch() => _route.Tracer.Watch.Begin(this);

    /// <summary>The rule has ended on the thread that started it. To be called instead of <see cref="End"/> and <see cref="Follow"/>.</summary>
    /// <returns><see langword="false"/> when its time was over before: the verdict is to be awaited.</returns>
    public bool TryEndAtOnce(RuleResult result, Exception? failure)
    {
        if (_route.Tracer.Watch.TryEnd(this))
        {
            Recycle();
            return true;
        }

        EndLate(result, failure);
        return false;
    }

    /// <summary>Waits for a rule that has not ended.</summary>
    public void Follow(ValueTask<RuleResult> evaluation)
    {
        _evaluation = evaluation;
        try
        {
            evaluation.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onEnded);
        }
        catch (Exception exception)
        {
            // A value task of the user's own making, or one that was awaited before: whoever made it may still call.
            _isLost = true;
            End(default, exception);
        }
    }

    RuleResult IValueTaskSource<RuleResult>.GetResult(short token)
    {
        RuleResult result = _core.GetResult(token);
        if (!HasExpired && !_isLost)
            Recycle();

        return result;
    }

    ValueTaskSourceStatus IValueTaskSource<RuleResult>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<RuleResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);

    // The remaining rules are evaluated on the shared pool, not on the watch.
    void IThreadPoolWorkItem.Execute() => _core.SetResult(_verdict);

    /// <inheritdoc/>
    protected internal override void OnExpiring() => _route.GivenUp.Add(_rule.Point.Name, _key);

    /// <inheritdoc/>
    protected internal override void OnExpired()
    {
        Conclude();
        MeetLate();
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void OnEnded()
    {
        ValueTask<RuleResult> evaluation = _evaluation;
        _evaluation = default;
        RuleResult result = default;
        Exception? failure = null;
        try
        {
            result = evaluation.GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        End(result, failure);
    }

    private void End(RuleResult result, Exception? failure)
    {
        // A broken source may call twice.
        if (Interlocked.Exchange(ref _ends, 1) != 0)
            return;

        if (Timeout != default && !_route.Tracer.Watch.TryEnd(this))
        {
            EndLate(result, failure);
            return;
        }

        Note(result, failure);
        Conclude();
        _core.SetResult(_verdict);
    }

    private void EndLate(RuleResult result, Exception? failure)
    {
        Note(result, failure);
        _route.GivenUp.Remove(_rule.Point.Name, _key);
        MeetLate();
    }

    // The rule has ended, and its verdict is recorded: whichever comes second records what the rule said, so that it stands behind the verdict.
    private void MeetLate()
    {
        if (Interlocked.Increment(ref _lateParts) == 2)
            _rule.RecordLate(_flow, _startTicks, _endTicks, _returned, _failure);
    }

    private void Note(RuleResult result, Exception? failure)
    {
        _returned = result;
        _failure = failure;
        _endTicks = _route.Tracer.Timestamp();
    }

    // Handlers see the surroundings of the dispatch, whatever thread the rule ended on.
    private void Conclude()
    {
        if (_context is { } context)
            ExecutionContext.Run(context, static state => ((PendingRule<TEvent>)state!).ConcludeHere(), this);
        else
            ConcludeHere();
    }

    private void ConcludeHere()
    {
        int outer = _route.Gate.Enter();
        try
        {
            _verdict = HasExpired ? _rule.GiveUp(_event, _flow, _startTicks) : _rule.Conclude(_event, _flow, _startTicks, _endTicks, _returned, _failure);
        }
        finally
        {
            DispatchGate.Leave(outer);
        }
    }

    private void Recycle()
    {
        _core.Reset();
        _rule = default;
        _event = default!;
        _flow = default;
        _key = null;
        _context = null;
        _failure = null;
        Following = null;
        _route.Pending.Return(this);
    }
}
