namespace RiskTraceGen.Tests;

/// <summary>Keeps every record of a journal, definitions too. Fed by the journal's reader; read from any thread.</summary>
internal sealed class RecordLog : IRecordSink
{
    private readonly List<RecordRow> _rows = [];
    private int _handlersBegun;
    private int _handlersEnded;
    private int _givenUp;

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

    /// <summary>How many rules and attempts were given up and have not ended.</summary>
    public int GivenUpUnderWay
    {
        get
        {
            lock (_rows)
                return _givenUp;
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

            if (row.GivesUp)
                _givenUp++;
            else if (row.IsGivenUp)
                _givenUp--;
        }
    }
}
