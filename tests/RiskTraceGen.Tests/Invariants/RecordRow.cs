using System.Globalization;

namespace RiskTraceGen.Tests;

/// <summary>A record, as it is kept for counting.</summary>
/// <param name="Position">Where it stands: for begin records the span's id.</param>
/// <param name="Header">Its header.</param>
/// <param name="Point">The name of its trace point; empty for none.</param>
/// <param name="Values">What its payload says.</param>
internal sealed record RecordRow(long Position, RecordHeader Header, string Point, object?[] Values)
{
    private const int MaxValues = 6;

    public RecordType Type => Header.Type;

    public long Flow => Header.Flow;

    public bool IsLate => (Header.Flags & RecordFlags.Late) != 0;

    public bool IsGivenUp => (Header.Flags & RecordFlags.GivenUp) != 0;

    /// <summary>Whether a rule or an attempt was given up at its timeout: what it says when it ends comes later, <see cref="IsGivenUp"/>.</summary>
    public bool GivesUp => !IsGivenUp && Type switch
    {
        RecordType.RuleVerdict => Text(0).StartsWith("no verdict within", StringComparison.Ordinal),
        RecordType.CallEnd => Values is [TraceException { Type: "System.TimeoutException" } timeout, ..] && timeout.Message.Contains("gave no answer within", StringComparison.Ordinal),
        _ => false,
    };

    public RecordFlags Role => Header.Flags & (RecordFlags.Fallback | RecordFlags.Reconciliation);

    public HandlerOutcome HandlerOutcome => (HandlerOutcome)Header.Outcome;

    public CallOutcome CallOutcome => (CallOutcome)Header.Outcome;

    public RuleSeverity Severity => (RuleSeverity)Header.Outcome;

    public static RecordRow Of(in TraceRecord record, TracePointTable points)
    {
        RecordReader reader = record.Read(points);
        var values = new List<object?>();
        while (record.Type != RecordType.Definition && !reader.AtEnd && values.Count < MaxValues)
            values.Add(reader.ReadValue());

        return new RecordRow(record.Position, record.Header, record.Header.Point == 0 ? "" : points[record.Header.Point].Name, [.. values]);
    }

    /// <summary>A value of the payload as a number; 0 when it is none.</summary>
    public long Number(int value) => value < Values.Length && Values[value] is IConvertible number and not string ? number.ToInt64(CultureInfo.InvariantCulture) : 0;

    /// <summary>A value of the payload as text; empty when it is none.</summary>
    public string Text(int value) => value < Values.Length ? Values[value] as string ?? "" : "";

    /// <summary>A field of the object that the payload is about.</summary>
    public object? Field(int value, string name)
        => value < Values.Length && Values[value] is TraceObject made ? made.Fields.FirstOrDefault(field => field.Name == name)?.Value : null;

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Type} {Point} at {Position} of flow {Flow} (outcome {Header.Outcome}, ordinal {Header.Ordinal}, flags {Header.Flags}, reference {Header.Reference})");
}
