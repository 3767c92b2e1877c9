namespace RiskTraceGen;

/// <summary>What the record of an alert says.</summary>
/// <param name="Source">Who raised it; may be empty.</param>
/// <param name="Message">What happened.</param>
/// <param name="Exception">What was thrown, if anything was.</param>
internal readonly record struct RecordedAlert(string Source, string Message, TraceException? Exception)
{
    /// <summary>Source and message.</summary>
    public string Text => Source.Length == 0 ? Message : $"{Source}: {Message}";

    public static RecordedAlert Of(in TraceRecord record, TracePointTable points)
    {
        RecordReader reader = record.Read(points);
        string source = reader.ReadString();
        string message = reader.ReadString();
        return new RecordedAlert(source, message, reader.AtEnd ? null : reader.ReadValue() as TraceException);
    }
}
