namespace RiskTraceGen.Tests;

/// <summary>Keeps every record of a journal, definitions too. Fed by the journal's reader; read from any thread.</summary>
internal sealed class RecordLog : IRecordSink
{
    private readonly List<RecordRow> _rows = [];
    private int _handlersBegun;
    private int _handlersEnded;

    public RecordRow[] Rows
    {
        get
        {
            lock (_rows)
                return [.. _rows];
        }
    }

    /// <summary>How many records there are, and how many handlers have been started and have not ended, whether given up or not.</summary>
    public (int Records, int HandlersUnderWay) State
    {
        get
        {
            lock (_rows)
                return (_rows.Count, _handlersBegun - _handlersEnded);
        }
    }

    public void OnRecord(in TraceRecord record, TracePointTable points)
    {
        var row = RecordRow.Of(record, points);
        lock (_rows)
        {
            _rows.Add(row);
            if (row.Type == RecordType.HookBegin)
                _handlersBegun++;
            else if (row.Type == RecordType.HookEnd && row.HandlerOutcome is HandlerOutcome.Succeeded or HandlerOutcome.Failed or HandlerOutcome.EndedLate)
                _handlersEnded++;
        }
    }
}
