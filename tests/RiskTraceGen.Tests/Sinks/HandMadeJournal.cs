using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

/// <summary>Writes the values of a payload.</summary>
internal delegate void Payload(ref RecordWriter writer);

/// <summary>A journal whose records are written by hand, at given milliseconds after 14:30:25.123 UTC, and read into sinks.</summary>
internal sealed class HandMadeJournal : IDisposable
{
    public static readonly TracePoint Event = TracePoint.Event("POSITION_UPDATED", "PositionUpdated");
    public static readonly TracePoint EventShape = TracePoint.Shape("PositionUpdated", "contract_id", "size");
    public static readonly TracePoint MaxContracts = TracePoint.Rule("max_contracts", "exposure", "MaxContractsRule.CheckAsync", "POSITION_UPDATED");
    public static readonly TracePoint DailyLoss = TracePoint.Rule("daily_loss", "loss", "DailyLossRule.CheckAsync", "POSITION_UPDATED");
    public static readonly TracePoint OnBreach = TracePoint.HookEvent("on_breach", "BreachDetected");
    public static readonly TracePoint Notify = TracePoint.Hook("on_breach", "Alerts.NotifyAsync");
    public static readonly TracePoint Audit = TracePoint.Hook("on_breach", "Audit.Write");
    public static readonly TracePoint Close = TracePoint.BrokerCall("close_position_direct", "ITradingSuite.ClosePositionDirectAsync", "contract_id");
    public static readonly TracePoint Cancel = TracePoint.BrokerCall("cancel_order", "ITradingSuite.CancelOrder", "order_id");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2025, 11, 21, 14, 30, 25, 123, TimeSpan.Zero));
    private readonly Journal _journal = new(1 << 20, segmentBits: 16);
    private readonly JournalCursor _cursor;
    private readonly long _start;

    public HandMadeJournal()
    {
        _cursor = new JournalCursor(_journal);
        _start = _time.GetTimestamp();
        Clock = new TraceClock(_time);
    }

    public TraceClock Clock { get; }

    public TracePointTable Points { get; } = new();

    public long Ticks(double milliseconds) => _start + (long)(milliseconds * TimeSpan.TicksPerMillisecond);

    /// <summary>Appends a record.</summary>
    /// <returns>Its position.</returns>
    public unsafe long Append(
        RecordType type, long flow, double at, Payload? payload = null, TracePoint? point = null, byte outcome = 0, long reference = 0, byte ordinal = 0, bool late = false, RecordFlags flags = RecordFlags.None)
    {
        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        payload?.Invoke(ref writer);
        int length = writer.Finish();
        var header = new RecordHeader
        {
            Type = type,
            Flow = flow,
            Ticks = Ticks(at),
            Point = point?.Id ?? 0,
            Outcome = outcome,
            Reference = reference,
            Ordinal = ordinal,
            Flags = writer.Flags | flags | (late ? RecordFlags.Late : RecordFlags.None),
        };
        long position = _journal.Append(header, scratch, length, Admission.Audit);
        Assert.NotEqual(0, position);
        return position;
    }

    public void Start(long flow, double at = 0, string contract = "CON.F.US.MNQ.Z25") => Append(RecordType.FlowStart, flow, at, (ref w) =>
    {
        w.Object(EventShape);
        w.String(contract);
        w.Int32(5);
    }, Event);

    public void End(long flow, double completed, string result, double? at = null)
        => Append(RecordType.FlowEnd, flow, at ?? completed, (ref w) =>
        {
            w.Int64(Ticks(completed));
            w.String(result);
        });

    public void Verdict(long flow, TracePoint rule, double from, double to, RuleSeverity severity, string reason = "")
        => Append(RecordType.RuleVerdict, flow, to, severity == RuleSeverity.Pass ? null : (ref w) => w.String(reason), rule, (byte)severity, Ticks(from));

    public void Check(long flow, double at, string name, int value, int limit, bool breached, long parent = 0)
        => Append(RecordType.Check, flow, at, (ref w) =>
        {
            w.String(name);
            w.Byte((byte)Comparison.Exceeds);
            w.Int32(value);
            w.Int32(limit);
        }, outcome: breached ? (byte)1 : (byte)0, reference: parent);

    public long Raise(long flow, double at, int handlers, long parent = 0)
        => Append(RecordType.Raise, flow, at, (ref w) =>
        {
            w.Int32(handlers);
            w.Null();
        }, OnBreach, reference: parent);

    public long BeginHook(long flow, double at, TracePoint handler, long raise) => Append(RecordType.HookBegin, flow, at, point: handler, reference: raise);

    public void EndHook(long flow, double at, TracePoint handler, long span, HandlerOutcome outcome = HandlerOutcome.Succeeded, Exception? exception = null, bool late = false)
        => Append(RecordType.HookEnd, flow, at, exception is null ? null : (ref w) => w.Exception(exception), handler, (byte)outcome, span, late: late);

    public long BeginCall(long flow, double at, long parent = 0, byte attempt = 1, string contract = "CON.F.US.MNQ.Z25", bool late = false)
        => Append(RecordType.CallBegin, flow, at, (ref w) => w.String(contract), Close, reference: parent, ordinal: attempt, late: late);

    public void EndCall(long flow, double at, long span, CallOutcome outcome = CallOutcome.Ok, Payload? result = null, byte attempt = 1, bool late = false)
        => Append(RecordType.CallEnd, flow, at, result, Close, (byte)outcome, span, attempt, late);

    /// <summary>Reads what was appended since the last time into sinks.</summary>
    public void ReadInto(params IRecordSink[] sinks)
    {
        while (_cursor.TryRead(out TraceRecord record))
        {
            if (record.Type == RecordType.Definition)
                Points.Add(record);
            foreach (IRecordSink sink in sinks)
                sink.OnRecord(record, Points);
        }
    }

    /// <summary>Reads everything into an assembler and returns what it hands over.</summary>
    public List<FlowTrace> Flows(bool close = false)
    {
        var sink = new CollectingSink();
        var assembler = new FlowAssembler(Clock, [sink], 0, static () => TraceLevel.Breaches);
        ReadInto(assembler);
        if (close)
            assembler.Close();

        Assert.Equal(0, assembler.SinkFailures);
        return sink.Flows;
    }

    public void Dispose() => _journal.Dispose();
}

/// <summary>Keeps what it is given.</summary>
internal sealed class CollectingSink : IFlowSink
{
    public List<FlowSummary> Summaries { get; } = [];

    public List<FlowTrace> Flows { get; } = [];

    public bool Wanting { get; set; } = true;

    public bool Wants(in FlowSummary summary, TraceLevel level)
    {
        Summaries.Add(summary);
        return Wanting;
    }

    public void OnFlow(FlowTrace flow, TraceLevel level) => Flows.Add(flow);
}
