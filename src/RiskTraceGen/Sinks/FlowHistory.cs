namespace RiskTraceGen;

/// <summary>The flows that ended last, as raw bytes. Filled by the reader thread, read from any.</summary>
internal sealed class FlowHistory(int capacity)
{
    private readonly object _gate = new();
    private readonly Queue<FlowBuffer> _flows = new();
    private readonly Dictionary<long, FlowBuffer> _byId = [];

    /// <summary>Takes a flow in.</summary>
    /// <returns>The buffer that is no longer needed: the oldest flow's, or the flow's own, or <see langword="null"/>.</returns>
    public FlowBuffer? Add(FlowBuffer flow)
    {
        if (capacity <= 0)
            return flow;

        lock (_gate)
        {
            FlowBuffer? oldest = null;
            if (_flows.Count == capacity)
            {
                oldest = _flows.Dequeue();
                // A flow that was given up and ended later is here twice.
                if (_byId.GetValueOrDefault(oldest.Flow) == oldest)
                    _byId.Remove(oldest.Flow);
            }

            _flows.Enqueue(flow);
            _byId[flow.Flow] = flow;
            return oldest;
        }
    }

    /// <summary>Adds a late record to its flow, if that is still here.</summary>
    public void AddLate(in TraceRecord record)
    {
        lock (_gate)
        {
            if (_byId.TryGetValue(record.Header.Flow, out FlowBuffer? flow))
                flow.Add(record);
        }
    }

    /// <summary>Decodes the flows, the oldest first.</summary>
    public IReadOnlyList<FlowTrace> Decode(TraceClock clock, TracePointTable points)
    {
        (long Flow, FlowTally Tally, byte[] Bytes)[] copies;
        lock (_gate)
            copies = [.. _flows.Select(flow => (flow.Flow, flow.Tally, flow.Bytes.ToArray()))];

        // Outside the lock: decoding is slow, and the reader thread must not wait for it.
        return Array.ConvertAll(copies, copy => new FlowDecoder(clock, points).Decode(copy.Flow, copy.Tally, copy.Bytes));
    }
}
