namespace RiskTraceGen;

/// <summary>Tells of each alert as soon as it is read.</summary>
internal sealed class AlertSink(TraceClock clock, Action<RiskAlert> alerted) : IRecordSink
{
    // One by one: whoever throws keeps no other from being told.
    private readonly Action<RiskAlert>[] _told = [.. alerted.GetInvocationList().Cast<Action<RiskAlert>>()];
    private long _failures;

    /// <summary>How often somebody who was told threw.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <inheritdoc/>
    public void OnRecord(in TraceRecord record, TracePointTable points)
    {
        if (record.Type != RecordType.Alert)
            return;

        RecordedAlert recorded = RecordedAlert.Of(record, points);
        string? exception = recorded.Exception is { } thrown ? $"{thrown}{(thrown.Stack.Length == 0 ? "" : Environment.NewLine)}{thrown.Stack}" : null;
        var alert = new RiskAlert(record.Header.Flow, recorded.Source, recorded.Message, exception, clock.UtcOf(record.Header.Ticks));
        foreach (Action<RiskAlert> tell in _told)
        {
            try
            {
                tell(alert);
            }
            catch (Exception)
            {
                _failures++;
            }
        }
    }
}
