using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Export;

/// <summary>
/// A trace for Perfetto: flows, rules, hooks and calls are slices, checks, alerts and events are moments, and an arrow runs from a flow through what it did.
/// </summary>
internal sealed class PerfettoExport : IFlowExport
{
    private const ulong NanosecondsPerTick = 100;

    private readonly PerfettoPackets _packets;
    private readonly PerfettoTracks _tracks;
    private bool _isBegun;

    /// <param name="file">Where to.</param>
    public PerfettoExport(Stream file)
    {
        _packets = new PerfettoPackets(file);
        _tracks = new PerfettoTracks(_packets);
    }

    /// <inheritdoc/>
    public void Write(FlowTrace flow)
    {
        ulong start = Nanoseconds(flow.StartUtc);
        if (!_isBegun)
            _packets.Clock(start);
        _isBegun = true;

        string type = flow.Type.Length > 0 ? flow.Type : flow.Id == 0 ? "(tracer)" : "(recorded after the end)";
        ulong end = EndOf(flow, start);
        ulong track = _tracks.Take(type, "flows", start, end);
        string name = flow.Trigger.Length > 0 ? flow.Trigger : type;
        _packets.Event(PerfettoPackets.EventType.SliceBegin, track, start, "flow", name, flow.Id, FieldsOf(flow));
        foreach (TraceStep step in flow.Steps)
            Write(step, flow.Id, type, track);
        _packets.End(track, end);
    }

    /// <inheritdoc/>
    public void Dispose() => _packets.Dispose();

    private void Write(TraceStep step, long flow, string type, ulong flowTrack)
    {
        ulong start = Nanoseconds(step.Time);
        (string category, string name) = step.Kind switch
        {
            StepKind.RiskEval => ("rule", "rules"),
            StepKind.HookExec => ("hook", "hooks"),
            StepKind.ApiCall => ("call", "calls"),
            _ => ("", ""),
        };
        if (name.Length == 0)
        {
            // The flow's own start and end are the slice's.
            if (step.Kind is not (StepKind.FlowStart or StepKind.FlowEnd))
                _packets.Event(PerfettoPackets.EventType.Instant, flowTrack, start, step.KindName, step.Text, 0, step.Fields);
            return;
        }

        // What did not end, as far as is known, took no time.
        ulong end = start + (ulong)Math.Max(0, step.Duration?.Ticks ?? 0) * NanosecondsPerTick;
        ulong track = _tracks.Take(type, name, start, end);
        _packets.Event(PerfettoPackets.EventType.SliceBegin, track, start, category, step.Name, flow, FieldsOf(step));
        _packets.End(track, end);
    }

    private static IEnumerable<TraceField> FieldsOf(FlowTrace flow)
        => flow.TriggerFields.Append(new TraceField("flow", flow.Id)).Append(new TraceField("result", FlowRow.OutcomeOf(flow)));

    private static IEnumerable<TraceField> FieldsOf(TraceStep step)
    {
        IEnumerable<TraceField> fields = step.Fields.Append(new TraceField("outcome", step.Outcome));
        return step.Exception is { } exception ? fields.Append(new TraceField("exception", exception)) : fields;
    }

    // The moments on the flow's track must not stand behind its end.
    private static ulong EndOf(FlowTrace flow, ulong start)
    {
        ulong end = start + (ulong)Math.Max(0, flow.Duration?.Ticks ?? 0) * NanosecondsPerTick;
        foreach (TraceStep step in flow.Steps)
            end = Math.Max(end, Nanoseconds(step.Time));
        return end;
    }

    private static ulong Nanoseconds(DateTimeOffset time) => (ulong)Math.Max(0, time.UtcTicks - DateTime.UnixEpoch.Ticks) * NanosecondsPerTick;
}
