namespace RiskTraceGen;

/// <summary>Abandons flows that nobody completes. Looks again when the oldest of those that are left will be due: in a healthy program once in that time.</summary>
internal sealed class FlowSweep : Watched
{
    private readonly TimeoutWatch _watch;
    private readonly FlowSlotPool _flows;
    private readonly TimeSpan _patience;

    private FlowSweep(TimeoutWatch watch, FlowSlotPool flows, TimeSpan patience, TimeSpan after)
    {
        _watch = watch;
        _flows = flows;
        _patience = patience;
        Timeout = after;
    }

    /// <param name="watch">Tells when to look.</param>
    /// <param name="flows">The flows.</param>
    /// <param name="patience">How old a flow may become.</param>
    public static void Begin(TimeoutWatch watch, FlowSlotPool flows, TimeSpan patience) => watch.Begin(new FlowSweep(watch, flows, patience, patience));

    /// <inheritdoc/>
    protected internal override void OnExpired()
    {
        TimeSpan next = _patience - _flows.Abandon(_patience, $"not completed within {DurationText.Of(_patience)}");
        _watch.Begin(new FlowSweep(_watch, _flows, _patience, next < TimeoutWatch.Granularity ? TimeoutWatch.Granularity : next));
    }
}
