namespace RiskTraceGen;

/// <summary>
/// The slot of one flow beyond the pool's capacity. When nobody holds a handle on the flow any more, nobody can complete it: the garbage collector finds
/// that out, and the flow is recorded as abandoned.
/// </summary>
internal sealed class OverflowSlot : FlowSlot
{
    private readonly OverflowFlows _flows;

    public OverflowSlot(RiskTracer tracer, OverflowFlows flows, long id)
        : base(tracer, -1)
    {
        _flows = flows;
        Entry = new OverflowEntry(this, id);
    }

    // Nothing of the tracer has been finalized as long as the flow is listed: its threads keep it alive until it has stopped, and then nothing is listed.
    ~OverflowSlot() => _flows.Bury(this);

    public OverflowEntry Entry { get; }
}
