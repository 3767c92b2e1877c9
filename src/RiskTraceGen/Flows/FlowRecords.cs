using System.Runtime.CompilerServices;

namespace RiskTraceGen;

/// <summary>Writes the records of flows, rules, checks, hooks and alerts: payload to scratch memory first, then one append.</summary>
[SkipLocalsInit]
internal static unsafe class FlowRecords
{
    public static void FlowStart<TEvent>(RiskTracer tracer, long flow, long ticks, EventRules<TEvent> rules, TEvent riskEvent)
    {
        if (!tracer.IsRecording)
            return;

        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        try
        {
            rules.Write(ref writer, riskEvent);
        }
        catch (Exception)
        {
            writer.Break();
        }

        var header = new RecordHeader { Type = RecordType.FlowStart, Point = rules.EventPoint.Id, Flow = flow, Ticks = ticks };
        Append(tracer, ref header, scratch, ref writer, Admission.Audit);
    }

    public static void FlowStart(RiskTracer tracer, long flow, long ticks, string type, object? trigger)
    {
        if (!tracer.IsRecording)
            return;

        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        writer.String(type);
        WriteGuarded(ref writer, trigger);
        var header = new RecordHeader { Type = RecordType.FlowStart, Flow = flow, Ticks = ticks };
        Append(tracer, ref header, scratch, ref writer, Admission.Audit);
    }

    public static void FlowEnd(RiskTracer tracer, long flow, FlowOutcome outcome, long completedTicks, long ticks, string result)
    {
        if (!tracer.IsRecording)
            return;

        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        writer.Int64(completedTicks);
        writer.String(result);
        var header = new RecordHeader { Type = RecordType.FlowEnd, Outcome = (byte)outcome, Flow = flow, Ticks = ticks };
        Append(tracer, ref header, scratch, ref writer, Admission.Audit);
    }

    public static void Verdict(in RiskFlow flow, int rule, long startTicks, long endTicks, RuleResult result, Exception? exception)
    {
        RiskTracer tracer = flow.Slot!.Tracer;
        if (!tracer.IsRecording)
            return;

        RecordHeader header = OfVerdict(flow, rule, startTicks, endTicks, result, RecordFlags.None);
        if (result.IsPass)
            tracer.Journal.Append(header, null, 0, Admission.Detail);
        else
            Finding(tracer, ref header, result, exception);
    }

    /// <summary>What a rule said after it had been given up; its verdict has been recorded before.</summary>
    public static void LateVerdict(in RiskFlow flow, int rule, long startTicks, long endTicks, RuleResult result, Exception? exception)
    {
        RiskTracer tracer = flow.Slot!.Tracer;
        if (!tracer.IsRecording)
            return;

        RecordHeader header = OfVerdict(flow, rule, startTicks, endTicks, result, RecordFlags.GivenUp);
        Finding(tracer, ref header, result, exception);
    }

    private static RecordHeader OfVerdict(in RiskFlow flow, int rule, long startTicks, long endTicks, RuleResult result, RecordFlags flags) => new()
    {
        Type = RecordType.RuleVerdict,
        Outcome = (byte)result.Severity,
        Flags = flags | LateFlag(flow),
        Point = rule,
        Flow = flow.Id,
        Ticks = endTicks,
        Reference = startTicks,
    };

    // Apart from the passing path, which needs no scratch memory.
    private static void Finding(RiskTracer tracer, ref RecordHeader header, RuleResult result, Exception? exception)
    {
        byte* scratch = stackalloc byte[RecordWriter.MaxFailurePayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxFailurePayload));
        writer.String(result.Reason);
        if (exception is not null)
            writer.Exception(exception);
        Append(tracer, ref header, scratch, ref writer, Admission.Audit);
        if (tracer.FlushesCalls && result.Severity == RuleSeverity.Breach)
            tracer.Journal.FlushToDisk();
    }

    public static void Check<T>(in RiskFlow flow, string check, Comparison comparison, T value, T limit, bool breached)
    {
        RiskTracer tracer = flow.Slot!.Tracer;
        if (!tracer.IsRecording)
            return;

        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        writer.String(check);
        writer.Byte((byte)comparison);
        if (comparison != Comparison.None)
        {
            writer.Value(value);
            writer.Value(limit);
        }

        RecordHeader header = Of(flow, RecordType.Check, breached ? (byte)1 : (byte)0);
        Append(tracer, ref header, scratch, ref writer, Admission.Detail);
    }

    public static void Custom<TPayload>(in RiskFlow flow, string name, TPayload payload, Admission admission = Admission.Detail)
    {
        RiskTracer tracer = flow.Slot!.Tracer;
        if (!tracer.IsRecording)
            return;

        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        writer.String(name);
        WriteGuarded(ref writer, payload);
        RecordHeader header = Of(flow, RecordType.Custom, 0);
        Append(tracer, ref header, scratch, ref writer, admission);
    }

    /// <returns>The span of the raise; 0 when it is not recorded.</returns>
    public static long Raise<TPayload>(in RiskFlow flow, TracePoint hook, int handlers, TPayload payload)
    {
        RiskTracer tracer = flow.Slot!.Tracer;
        if (!tracer.IsRecording)
            return 0;

        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        writer.Int32(handlers);
        WriteGuarded(ref writer, payload);
        RecordHeader header = Of(flow, RecordType.Raise, 0);
        header.Point = hook.Id;
        return Append(tracer, ref header, scratch, ref writer, Admission.Audit);
    }

    /// <returns>The span of the execution; 0 when it is not recorded.</returns>
    public static long HookBegin(in RiskFlow flow, TracePoint handler)
    {
        RiskTracer tracer = flow.Slot!.Tracer;
        flow.Slot.TryEnter(flow.Id, handler.Id);
        if (!tracer.IsRecording)
            return 0;

        RecordHeader header = Of(flow, RecordType.HookBegin, 0);
        header.Point = handler.Id;
        return tracer.Journal.Append(header, null, 0, Admission.Detail);
    }

    public static void HookEnd(in RiskFlow flow, TracePoint handler, long span, HandlerOutcome outcome, Exception? exception)
    {
        RiskTracer tracer = flow.Slot!.Tracer;
        if (!tracer.IsRecording)
            return;

        RecordHeader header = Of(flow, RecordType.HookEnd, (byte)outcome);
        header.Point = handler.Id;
        header.Reference = span;
        if (exception is null)
        {
            tracer.Journal.Append(header, null, 0, outcome == HandlerOutcome.Succeeded ? Admission.Detail : Admission.Audit);
            return;
        }

        byte* scratch = stackalloc byte[RecordWriter.MaxFailurePayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxFailurePayload));
        writer.Exception(exception);
        Append(tracer, ref header, scratch, ref writer, Admission.Audit);
    }

    public static void HookSkip(in RiskFlow flow, TracePoint handler, string reason)
    {
        RiskTracer tracer = flow.Slot!.Tracer;
        if (!tracer.IsRecording)
            return;

        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        writer.String(reason);
        RecordHeader header = Of(flow, RecordType.HookEnd, (byte)HandlerOutcome.Skipped);
        header.Point = handler.Id;
        Append(tracer, ref header, scratch, ref writer, Admission.Audit);
    }

    /// <param name="flow">The flow.</param>
    /// <param name="call">The broker call.</param>
    /// <param name="first">The span of its first attempt.</param>
    /// <param name="outcome">How the call came out, all in all.</param>
    /// <param name="attempts">How many attempts there were.</param>
    /// <param name="by">What settled it; empty when nothing did.</param>
    public static void CallConclusion(in RiskFlow flow, TracePoint call, long first, CallOutcome outcome, int attempts, string by)
    {
        if (flow.Slot is not { Tracer: { IsRecording: true } tracer })
            return;

        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        writer.Int32(attempts);
        writer.String(by);
        RecordHeader header = Of(flow, RecordType.CallConclusion, (byte)outcome);
        header.Point = call.Id;
        header.Flags |= (RecordFlags)flow.Role;
        header.Reference = first;
        Append(tracer, ref header, scratch, ref writer, Admission.Audit);
    }

    /// <returns>Whether the alert is recorded.</returns>
    public static bool Alert(RiskTracer tracer, in RiskFlow flow, string source, string message, Exception? exception)
        => Alert(
            tracer,
            flow.Slot is null ? new RecordHeader { Type = RecordType.Alert, Ticks = tracer.Timestamp() } : Of(flow, RecordType.Alert, 0),
            source,
            message,
            exception);

    /// <summary>An alert about a flow as a whole, by somebody without a handle on it.</summary>
    public static void Alert(RiskTracer tracer, long flow, string source, string message)
        => Alert(tracer, new RecordHeader { Type = RecordType.Alert, Flow = flow, Ticks = tracer.Timestamp() }, source, message, null);

    private static bool Alert(RiskTracer tracer, RecordHeader header, string source, string message, Exception? exception)
    {
        if (!tracer.IsRecording)
            return true;

        byte* scratch = stackalloc byte[RecordWriter.MaxFailurePayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxFailurePayload));
        writer.String(source);
        writer.String(message);
        if (exception is not null)
            writer.Exception(exception);

        return Append(tracer, ref header, scratch, ref writer, Admission.Audit) != 0;
    }

    // The header of a record that is a child of the flow handle's span, at this moment.
    private static RecordHeader Of(in RiskFlow flow, RecordType type, byte outcome)
        => new()
        {
            Type = type,
            Outcome = outcome,
            Ordinal = flow.Depth,
            Flags = LateFlag(flow),
            Flow = flow.Id,
            Ticks = flow.Slot!.Tracer.Timestamp(),
            Reference = flow.Span,
        };

    private static RecordFlags LateFlag(in RiskFlow flow) => flow.Slot!.IsLive(flow.Id) ? RecordFlags.None : RecordFlags.Late;

    // An encoder reads collections that another thread may be changing: its failure costs the value, never the caller.
    private static void WriteGuarded<T>(ref RecordWriter writer, T value)
    {
        try
        {
            writer.Value(value);
        }
        catch (Exception)
        {
            writer.Break();
        }
    }

    private static long Append(RiskTracer tracer, ref RecordHeader header, byte* scratch, ref RecordWriter writer, Admission admission)
    {
        int length = writer.Finish();
        header.Flags |= writer.Flags;
        return tracer.Journal.Append(header, scratch, length, admission);
    }
}
