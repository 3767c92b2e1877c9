namespace RiskTraceGen;

/// <summary>
/// Puts the records of each flow together, and hands a flow to the sinks that want it when it has ended. Fed by one thread, in bounded memory.
/// </summary>
/// <remarks>
/// What is recorded under a flow's id after it was handed over is handed over as an addition, once every span in it has ended, and joins its flow in the
/// history. A flow that is given up because too many others have not ended is handed over as it stands; what follows is handed over at its end.
/// </remarks>
internal sealed class FlowAssembler(
    TraceClock clock,
    IReadOnlyList<IFlowSink> sinks,
    int history,
    Func<TraceLevel> level,
    long historyBytes = long.MaxValue,
    int flowBytes = FlowBuffer.UsualBound) : IRecordSink
{
    public const int MaxUnfinished = 4096;

    private readonly Dictionary<long, FlowBuffer> _unfinished = [];
    private readonly LinkedList<FlowBuffer> _byAge = [];
    private readonly RecentIds _ended = new(MaxUnfinished);
    private readonly RecentIds _handedOver = new(4 * MaxUnfinished);
    private readonly SpareBuffers _spare = new();
    private readonly FlowHistory _history = new(history, historyBytes);
    private TracePointTable? _points;
    private long _givenUp;
    private long _leftOut;
    private long _sinkFailures;

    /// <summary>Flows that were handed over unfinished, because more than <see cref="MaxUnfinished"/> had not ended.</summary>
    public long GivenUp => Volatile.Read(ref _givenUp);

    /// <summary>Records that did not fit into the bounded memory of their flow.</summary>
    public long LeftOut => Volatile.Read(ref _leftOut);

    /// <summary>How often a sink threw.</summary>
    public long SinkFailures => Volatile.Read(ref _sinkFailures);

    /// <inheritdoc/>
    public void OnRecord(in TraceRecord record, TracePointTable points)
    {
        _points = points;
        if (record.Type == RecordType.Definition)
            return;

        FlowBuffer flow = FlowOf(record);
        if (!flow.Add(record))
            _leftOut++;
        if (flow.Tally.IsAddition)
            _history.AddLate(record, _spare);
        if (record.Type == RecordType.FlowEnd || (flow.Tally.IsAddition && flow.Tally.IsSettled))
            Finish(flow);
    }

    /// <summary>Hands over what has not ended, as it stands. For the end of the journal.</summary>
    public void Close()
    {
        while (_byAge.First is { } oldest)
            Finish(oldest.Value);
    }

    /// <summary>The flows that ended last, the oldest first, decoded now. From any thread.</summary>
    public IReadOnlyList<FlowTrace> RecentFlows() => Volatile.Read(ref _points) is { } points ? _history.Decode(clock, points) : [];

    private FlowBuffer FlowOf(in TraceRecord record)
    {
        long id = record.Header.Flow;
        if (_unfinished.TryGetValue(id, out FlowBuffer? flow))
            return flow;

        if (_unfinished.Count == MaxUnfinished)
        {
            _givenUp++;
            FlowBuffer oldest = _byAge.First!.Value;
            _handedOver.Add(oldest.Flow);
            Finish(oldest);
        }

        // A record may be claimed behind the end of its flow without knowing that the flow has ended.
        bool isAddition = id == 0 || (record.Header.Flags & RecordFlags.Late) != 0 || _ended.Contains(id);
        flow = _spare.TryTake(out FlowBuffer? spare) ? spare : new FlowBuffer(flowBytes);
        flow.Reset(id, isAddition, isContinuation: !isAddition && _handedOver.Contains(id));
        _unfinished.Add(id, flow);
        _byAge.AddLast(flow.Node);
        return flow;
    }

    private void Finish(FlowBuffer flow)
    {
        _unfinished.Remove(flow.Flow);
        _byAge.Remove(flow.Node);
        Offer(flow);
        if (flow.Tally.Outcome is not null)
            _ended.Add(flow.Flow);

        if (flow.Tally.IsAddition)
            _spare.Return(flow);
        else
            _history.Add(flow, _spare);
    }

    private void Offer(FlowBuffer flow)
    {
        FlowSummary summary = flow.Tally.Summarize(flow.Flow, clock);
        FlowTrace? trace = null;
        TraceLevel now = level();
        for (int i = 0; i < sinks.Count; i++)
        {
            try
            {
                if (sinks[i].Wants(summary, now) && (sinks[i] is not IRawFlowSink raw || raw.WantsRecords(flow.Bytes, _points!)))
                    sinks[i].OnFlow(trace ??= new FlowDecoder(clock, _points!).Decode(flow.Flow, flow.Tally, flow.Bytes), now);
            }
            catch (Exception)
            {
                // The sink is the user's: it must not stop the reader, nor the other sinks. The count is how it is noticed.
                _sinkFailures++;
            }
        }
    }
}
