namespace RiskTraceGen;

/// <summary>
/// Abandons flows that nobody completes. Looks again when the oldest of those that are left will be due: in a healthy program once in that time.
/// </summary>
internal sealed class FlowSweep : Watched
{
    private readonly RiskTracer _tracer;
    private readonly FlowSlotPool _flows;
    private readonly TimeSpan _patience;

    private FlowSweep(RiskTracer tracer, FlowSlotPool flows, TimeSpan patience, TimeSpan after)
    {
        _tracer = tracer;
        _flows = flows;
        _patience = patience;
        Timeout = after;
    }

    /// <param name="tracer">Its watch tells when to look, until it stops.</param>
    /// <param name="flows">The flows.</param>
    /// <param name="patience">How old a flow may become.</param>
    public static void Begin(RiskTracer tracer, FlowSlotPool flows, TimeSpan patience) => tracer.Watch.Begin(new FlowSweep(tracer, flows, patience, patience));

    /// <inheritdoc/>
    protected internal override void OnExpired()
    {
        TimeSpan next = _patience - _flows.Abandon(_patience, $"not completed within {DurationText.Of(_patience)}");
        if (!_tracer.IsStopping)
            _tracer.Watch.Begin(new FlowSweep(_tracer, _flows, _patience, next < TimeoutWatch.Granularity ? TimeoutWatch.Granularity : next));
    }
}
