using System.Text;

namespace RiskTraceGen.Tool.Output;

/// <summary>
/// One record in words, as it is published: what a flow's tree says of a span in one line is said here when it begins and again when it ends. For the records
/// of one run, in their order.
/// </summary>
internal sealed class RecordText(TraceClock clock)
{
    private readonly OpenSpans<long> _open = new();

    /// <summary>Remembers when what the record begins began.</summary>
    public void Begin(in TraceRecord record)
    {
        if (record.Type == RecordType.FlowStart)
            _open.Begin(-record.Header.Flow, record.Header.Ticks);
        else if (record.Type is RecordType.HookBegin or RecordType.CallBegin)
            _open.Begin(record.Position, record.Header.Ticks);
    }

    /// <summary>The kind of step, the words, and whether a person should look.</summary>
    public (string Kind, string Text, bool Failed) Of(in TraceRecord record, TracePointTable points)
    {
        Begin(record);
        RecordHeader header = record.Header;
        RecordReader reader = record.Read(points);
        TracePointDefinition point = points[header.Point];
        switch (header.Type)
        {
            case RecordType.FlowStart:
                return (
                    "FLOW_START", header.Point != 0 ? $"{point.Name}{Value(reader.ReadValue())}" : $"{reader.ReadString()}{Value(reader.ReadValue())}", false);
            case RecordType.FlowEnd:
                return FlowEnd(header, ref reader);
            case RecordType.RuleVerdict:
                return ("RISK_EVAL", Verdict(header, point, ref reader), header.Outcome >= (byte)RuleSeverity.Breach);
            case RecordType.Check:
                return ("EVAL_DETAIL", Check(header, ref reader), header.Outcome != 0);
            case RecordType.Raise:
                return ("HOOK_EXEC", $"{point.Name} raised for {reader.ReadInt64()} handlers{Value(reader.ReadValue())}", false);
            case RecordType.HookBegin:
                return ("HOOK_EXEC", $"{point.Name} → {point.Member}", false);
            case RecordType.HookEnd:
                return (
                    "HOOK_EXEC",
                    $"{point.Name} → {point.Member}: {StepText.Of((HandlerOutcome)header.Outcome)}{Took(header)}{Last(record, ref reader)}",
                    header.Outcome != 0);
            case RecordType.CallBegin:
                return (
                    "API_CALL",
                    IsEnumeration(header) ? point.Name + StepText.Attempt(header) : $"{point.Name}({Arguments(point, ref reader)}){StepText.Attempt(header)}",
                    false);
            case RecordType.CallEnd:
                return (
                    "API_CALL",
                    $"{point.Name}{StepText.Attempt(header)} → {StepText.Of((CallOutcome)header.Outcome)}{Took(header)}{(IsEnumeration(header) ? Items(ref reader) : Last(record, ref reader))}",
                    ((CallOutcome)header.Outcome).IsFailure());
            case RecordType.StreamItem:
                return ("CUSTOM_EVENT", $"{point.Name} item {reader.ReadInt64()}{(reader.AtEnd ? "" : Value(reader.ReadValue()))}", false);
            case RecordType.CallConclusion:
                return (
                    "API_CALL",
                    $"{point.Name} concluded: {StepText.Conclusion((CallOutcome)header.Outcome, reader.ReadInt64(), reader.ReadString())}",
                    header.Outcome != 0);
            case RecordType.Alert:
                return ("ALERT", Alert(RecordedAlert.Of(record, points)), true);
            case RecordType.Custom:
                return ("CUSTOM_EVENT", $"{reader.ReadString()}{Value(reader.ReadValue())}", false);
            default:
                return ("", $"(record of type {(byte)header.Type}, {record.Payload.Length} bytes)", false);
        }
    }

    private (string Kind, string Text, bool Failed) FlowEnd(in RecordHeader header, ref RecordReader reader)
    {
        long completed = reader.ReadInt64();
        bool abandoned = header.Outcome != (byte)FlowOutcome.Completed;
        string took = _open.TryEnd(-header.Flow, out long start) ? $" in {DurationText.Of(clock.Between(start, completed))}" : "";
        string result = reader.ReadString();
        return ("FLOW_END", $"{(abandoned ? "abandoned" : "completed")}{took}{(abandoned && result.Length == 0 ? "" : $": {result}")}", abandoned);
    }

    private string Verdict(in RecordHeader header, TracePointDefinition rule, ref RecordReader reader)
    {
        string text = $"{rule.Name} → {StepText.Of((RuleSeverity)Math.Min(header.Outcome, (byte)RuleSeverity.Error))} in {DurationText.Of(clock.Between(header.Reference, header.Ticks))}{((header.Flags & RecordFlags.GivenUp) != 0 ? StepText.AfterGivingUp : "")}";
        if (reader.AtEnd)
            return text;

        string reason = reader.ReadString();
        return $"{text}{(reason.Length > 0 ? $": {reason}" : "")}{(reader.AtEnd ? "" : $" ({TraceText.Of(reader.ReadValue())})")}";
    }

    private static string Check(in RecordHeader header, ref RecordReader reader)
    {
        string name = reader.ReadString();
        var comparison = (Comparison)(byte)reader.ReadInt64();
        object? value = comparison == Comparison.None ? null : reader.ReadValue();
        object? limit = comparison == Comparison.None ? null : reader.ReadValue();
        return StepText.Check(name, comparison, value, limit, header.Outcome != 0);
    }

    private static string Alert(RecordedAlert alert) => alert.Exception is { } exception ? $"{alert.Text} ({exception})" : alert.Text;

    private static string Arguments(TracePointDefinition call, ref RecordReader reader)
    {
        var text = new StringBuilder();
        foreach (string parameter in call.Fields)
            text.Append(text.Length == 0 ? "" : ", ").Append(parameter).Append(": ").Append(TraceText.Of(reader.ReadValue()));
        return text.ToString();
    }

    private string Took(in RecordHeader header)
        => _open.TryEnd(header.Reference, out long begin) ? $" in {DurationText.Of(clock.Between(begin, header.Ticks))}" : "";

    private static string Last(in TraceRecord record, ref RecordReader reader) => record.Payload.IsEmpty ? "" : $": {TraceText.Of(reader.ReadValue())}";

    private static bool IsEnumeration(in RecordHeader header) => (header.Flags & RecordFlags.Enumeration) != 0;

    private static string Items(ref RecordReader reader)
    {
        long items = reader.ReadInt64();
        return $" with {items} {(items == 1 ? "item" : "items")}{(reader.AtEnd ? "" : $": {TraceText.Of(reader.ReadValue())}")}";
    }

    private static string Value(object? value) => value is null ? "" : $" {TraceText.Of(value)}";
}
