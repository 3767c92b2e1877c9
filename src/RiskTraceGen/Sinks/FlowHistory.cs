namespace RiskTraceGen;

/// <summary>The flows that ended last, as raw bytes: bounded in number and in memory. Filled by the reader thread, read from any.</summary>
internal sealed class FlowHistory(int capacity, long maxBytes)
{
    private readonly object _gate = new();
    private readonly Queue<FlowBuffer> _flows = new();
    private readonly Dictionary<long, FlowBuffer> _byId = [];
    private long _bytes;

    /// <summary>Takes a flow in, and lets the oldest go as far as the bounds demand.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="spare">Takes the buffers that are no longer needed.</param>
    public void Add(FlowBuffer flow, SpareBuffers spare)
    {
        lock (_gate)
        {
            _flows.Enqueue(flow);
            _byId[flow.Flow] = flow;
            _bytes += flow.Memory;
            Trim(spare);
        }
    }

    /// <summary>Adds a late record to its flow, if that is still here.</summary>
    /// <param name="record">The record.</param>
    /// <param name="spare">Takes the buffers that are no longer needed.</param>
    public void AddLate(in TraceRecord record, SpareBuffers spare)
    {
        lock (_gate)
        {
            if (!_byId.TryGetValue(record.Header.Flow, out FlowBuffer? flow))
                return;

            _bytes -= flow.Memory;
            flow.Add(record);
            _bytes += flow.Memory;
            Trim(spare);
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

    private void Trim(SpareBuffers spare)
    {
        while (_flows.Count > capacity || _bytes > maxBytes)
        {
            FlowBuffer oldest = _flows.Dequeue();
            _bytes -= oldest.Memory;
            // A flow that was given up and ended later is here twice.
            if (_byId.GetValueOrDefault(oldest.Flow) == oldest)
                _byId.Remove(oldest.Flow);

            spare.Return(oldest);
        }
    }
}
