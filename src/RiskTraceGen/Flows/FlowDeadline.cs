namespace RiskTraceGen;

/// <summary>Watches one flow of a slot for its deadline, and then the next one. One that has passed is not used again.</summary>
internal sealed class FlowDeadline(FlowSlot slot) : Watched, IThreadPoolWorkItem
{
    private readonly TimeoutWatch _watch = slot.Tracer.Watch;

    // Weak: the watch must not keep a flow alive that nobody can complete any more.
    private readonly WeakReference<FlowSlot> _slot = new(slot);
    private FlowCancellation? _cancellation;
    private FlowSlot? _held;
    private long _flow;

    public void Begin(long flow, TimeSpan deadline, FlowCancellation cancellation)
    {
        _flow = flow;
        _cancellation = cancellation;
        Timeout = deadline;
        _watch.Begin(this);
    }

    /// <summary>The flow is complete; unless its deadline has passed before, it will not.</summary>
    public void End()
    {
        if (_watch.TryEnd(this))
            _cancellation = null;
    }

    /// <inheritdoc/>
    protected internal override void OnExpired()
    {
        // Callbacks on the token and inline handlers are the user's code: they run elsewhere, not on the watch.
        _ = _cancellation!.CancelAsync();
        if (!_slot.TryGetTarget(out _held) || !_held.TryHold(_flow))
            return;

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        var flow = new RiskFlow(_held!, _flow, 0, 0, owner: false);
        flow.Raise(new FlowTimeout(_flow, flow.Type, Timeout));
        _held!.Release(_flow);
    }
}
