namespace RiskTraceGen;

/// <summary>Counts and measures what the records say, in bounded memory. Fed by one thread; snapshots from any.</summary>
internal sealed class StatisticsSink(TraceClock clock) : IRecordSink
{
    private static readonly Func<int, TracePointTable, string> NameOfPoint = static (point, points) => points[point].Name;
    private static readonly Func<int, TracePointTable, string> NameOfRule = static (point, points) => $"{points[point].Field(0)} → {points[point].Name}";
    private static readonly Func<int, TracePointTable, string> NameOfHandler = static (point, points) => $"{points[point].Name} → {points[point].Member}";
    private static readonly Func<string, TracePointTable, string> NameOfType = static (type, _) => type;

    private readonly object _gate = new();
    private readonly LatencyTable<int> _events = new(LatencyKind.Flow);
    private readonly LatencyTable<string> _flowTypes = new(LatencyKind.Flow);
    private readonly LatencyTable<int> _rules = new(LatencyKind.Rule);
    private readonly LatencyTable<int> _hooks = new(LatencyKind.Hook);
    private readonly LatencyTable<int> _calls = new(LatencyKind.BrokerCall);
    private readonly OpenSpans<(long Ticks, int Event, string Type)> _openFlows = new();
    private readonly OpenSpans<long> _openSpans = new();
    private readonly long[] _verdicts = new long[4];
    private readonly long[] _handlers = new long[5];
    private readonly long[] _outcomes = new long[6];
    private FlowStatistics _flows;
    private long _raised;
    private long _callsBegun;
    private long _retries;
    private long _fallbacks;
    private long _reconciliations;
    private long _lateAnswers;
    private long _enumerations;
    private CallConclusionStatistics _conclusions;
    private long _alerts;
    private long _late;
    private long _unmeasured;

    /// <summary>Everything measured so far, entry by entry. For the thread that feeds the sink.</summary>
    public IEnumerable<LatencyEntry> Entries
        => _events.Entries.Concat(_flowTypes.Entries).Concat(_rules.Entries).Concat(_hooks.Entries).Concat(_calls.Entries);

    /// <inheritdoc/>
    public void OnRecord(in TraceRecord record, TracePointTable points)
    {
        // Not contended but by snapshots.
        lock (_gate)
        {
            if ((record.Header.Flags & RecordFlags.Late) != 0)
                _late++;

            Take(record, points);
        }
    }

    /// <summary>Everything counted so far, beside what others count, which the caller reads at the same moment.</summary>
    public TraceStatistics Snapshot(JournalStatistics journal, SinkStatistics sinks, long unroutedEvents)
    {
        lock (_gate)
        {
            return new TraceStatistics(
                _flows,
                new EvaluationStatistics(_verdicts[0], _verdicts[1], _verdicts[2], _verdicts[3]),
                new HookStatistics(_raised, _handlers[0], _handlers[1], _handlers[2], _handlers[3], _handlers[4]),
                new BrokerCallStatistics(_callsBegun, _outcomes[0], _outcomes[1], _outcomes[2], _outcomes[3])
                {
                    Retries = _retries,
                    Fallbacks = _fallbacks,
                    Reconciliations = _reconciliations,
                    LateAnswers = _lateAnswers,
                    HandedOver = _outcomes[4],
                    Stopped = _outcomes[5],
                    Enumerations = _enumerations,
                    Conclusions = _conclusions,
                },
                _alerts,
                _late,
                _unmeasured,
                unroutedEvents,
                journal,
                sinks,
                Latencies());
        }
    }

    /// <summary>Begins anew. Flows and broker calls that are under way count as begun, and are measured from their own begin.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _flows = new FlowStatistics(_flows.Active, 0, 0);
            _callsBegun = Math.Max(0, _callsBegun - _outcomes.Sum());
            _retries = _fallbacks = _reconciliations = _lateAnswers = _enumerations = 0;
            _conclusions = default;
            _raised = _alerts = _late = _unmeasured = 0;
            Array.Clear(_verdicts);
            Array.Clear(_handlers);
            Array.Clear(_outcomes);
            _events.Clear();
            _flowTypes.Clear();
            _rules.Clear();
            _hooks.Clear();
            _calls.Clear();
        }
    }

    private LatencyStatistics[] Latencies()
        => [.. Entries
            .Select(entry => entry.ToStatistics())
            .OrderBy(latency => latency.Kind)
            .ThenBy(latency => latency.Name, StringComparer.Ordinal)];

    private void Take(in TraceRecord record, TracePointTable points)
    {
        RecordHeader header = record.Header;
        switch (header.Type)
        {
            case RecordType.FlowStart:
                StartFlow(record, points);
                break;
            case RecordType.FlowEnd:
                EndFlow(record, points);
                break;
            case RecordType.RuleVerdict when (header.Flags & RecordFlags.GivenUp) != 0:
                // Its verdict was counted when it was given up.
                break;
            case RecordType.RuleVerdict:
                Count(_verdicts, header.Outcome);
                _rules[header.Point, NameOfRule, points].Record(
                    clock.NanosecondsBetween(header.Reference, header.Ticks), header.Outcome >= (byte)RuleSeverity.Error);
                break;
            case RecordType.Raise:
                _raised++;
                break;
            case RecordType.CallBegin:
                BeginCall(record);
                break;
            case RecordType.HookBegin:
                _openSpans.Begin(record.Position, header.Ticks);
                break;
            case RecordType.CallEnd when (header.Flags & RecordFlags.GivenUp) != 0:
                // Its attempt was measured, as ambiguous, when it was given up.
                _lateAnswers++;
                break;
            case RecordType.CallEnd:
                Count(_outcomes, header.Outcome);
                End(header, _calls[header.Point, NameOfPoint, points], ((CallOutcome)header.Outcome).IsFailure());
                break;
            case RecordType.CallConclusion:
                ConcludeCall(record, points);
                break;
            case RecordType.HookEnd:
                EndHook(header, points);
                break;
            case RecordType.Alert:
                _alerts++;
                break;
        }
    }

    private void StartFlow(in TraceRecord record, TracePointTable points)
    {
        RecordHeader header = record.Header;
        _flows = _flows with { Started = _flows.Started + 1 };
        _openFlows.Begin(header.Flow, (header.Ticks, header.Point, header.Point != 0 ? "" : record.Read(points).ReadString()));
    }

    private void EndFlow(in TraceRecord record, TracePointTable points)
    {
        bool abandoned = record.Header.Outcome != (byte)FlowOutcome.Completed;
        _flows = abandoned ? _flows with { Abandoned = _flows.Abandoned + 1 } : _flows with { Completed = _flows.Completed + 1 };
        // To the completion: handlers that go on for longer are measured by themselves.
        if (!_openFlows.TryEnd(record.Header.Flow, out (long Ticks, int Event, string Type) start))
        {
            _unmeasured++;
            return;
        }

        LatencyEntry entry = start.Event != 0 ? _events[start.Event, NameOfPoint, points] : _flowTypes[start.Type, NameOfType, points];
        entry.Record(clock.NanosecondsBetween(start.Ticks, record.Read(points).ReadInt64()), abandoned);
    }

    private void BeginCall(in TraceRecord record)
    {
        RecordHeader header = record.Header;
        _callsBegun++;
        _openSpans.Begin(record.Position, header.Ticks);
        if ((header.Flags & RecordFlags.Enumeration) != 0)
            _enumerations++;
        else if (header.Ordinal > 1)
            _retries++;
        else if ((header.Flags & RecordFlags.Fallback) != 0)
            _fallbacks++;
        else if ((header.Flags & RecordFlags.Reconciliation) != 0)
            _reconciliations++;
    }

    private void ConcludeCall(in TraceRecord record, TracePointTable points)
    {
        RecordHeader header = record.Header;
        RecordReader reader = record.Read(points);
        reader.ReadInt64();
        string by = reader.ReadString();
        _conclusions = (CallOutcome)header.Outcome switch
        {
            CallOutcome.Ok when by == CallResolution.Reconciliation => _conclusions with { Reconciled = _conclusions.Reconciled + 1 },
            CallOutcome.Ok when by == CallResolution.Fallback => _conclusions with { FellBack = _conclusions.FellBack + 1 },
            CallOutcome.Ok => _conclusions with { Retried = _conclusions.Retried + 1 },
            _ when (header.Flags & (RecordFlags.Fallback | RecordFlags.Reconciliation)) != 0
                => _conclusions with { Substitutes = _conclusions.Substitutes + 1 },
            CallOutcome.Ambiguous => _conclusions with { Ambiguous = _conclusions.Ambiguous + 1 },
            _ => _conclusions with { Failed = _conclusions.Failed + 1 },
        };
    }

    private void End(in RecordHeader header, LatencyEntry entry, bool failed)
    {
        if (_openSpans.TryEnd(header.Reference, out long begin))
        {
            entry.Record(clock.NanosecondsBetween(begin, header.Ticks), failed);
            return;
        }

        _unmeasured++;
        if (failed)
            entry.Fail();
    }

    private void EndHook(in RecordHeader header, TracePointTable points)
    {
        Count(_handlers, header.Outcome);
        LatencyEntry handler = _hooks[header.Point, NameOfHandler, points];
        switch ((HandlerOutcome)header.Outcome)
        {
            case HandlerOutcome.Skipped:
                handler.Fail();
                break;
            case HandlerOutcome.EndedLate:
                // Its execution was measured, and failed, when it was given up.
                break;
            default:
                End(header, handler, header.Outcome != (byte)HandlerOutcome.Succeeded);
                break;
        }
    }

    private static void Count(long[] counts, byte outcome)
    {
        // Only a damaged record has an outcome that does not exist.
        if (outcome < counts.Length)
            counts[outcome]++;
    }
}
