namespace RiskTraceGen;

/// <summary>Receives every record of a journal, in order, on the reader's thread.</summary>
internal interface IRecordSink
{
    /// <summary>Takes in one record; definitions are in <paramref name="points"/> already.</summary>
    void OnRecord(in TraceRecord record, TracePointTable points);
}
