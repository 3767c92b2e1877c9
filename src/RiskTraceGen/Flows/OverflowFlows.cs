namespace RiskTraceGen;

/// <summary>
/// The flows beyond the pool's capacity, oldest first. Keeps none of them alive; one that nobody holds on to any more is recorded as abandoned.
/// </summary>
internal sealed class OverflowFlows(RiskTracer tracer)
{
    private const string Lost = "never completed: nothing holds on to it any more";

    private readonly object _gate = new();
    private readonly LinkedList<OverflowEntry> _entries = [];
    private bool _closed;

    public OverflowSlot Add(long id)
    {
        var slot = new OverflowSlot(tracer, this, id);
        lock (_gate)
        {
            if (!_closed)
                slot.Entry.Node = _entries.AddLast(slot.Entry);
        }

        return slot;
    }

    /// <summary>The flow has ended.</summary>
    public void Remove(OverflowSlot slot)
    {
        GC.SuppressFinalize(slot);
        lock (_gate)
        {
            if (slot.Entry.Node is not { } node)
                return;

            _entries.Remove(node);
            slot.Entry.Node = null;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends a flow that nobody can complete any more, unless it has ended. By the finalizer of its slot.</summary>
    public void Bury(OverflowSlot slot)
    {
        OverflowEntry entry = slot.Entry;
        lock (_gate)
        {
            if (entry.Node is null)
                return;

            entry.IsBeingBuried = true;
        }

        // Listed until its end is recorded, so that whoever stops the tracer waits for that; recorded outside the
        // gate, which trouble with the disk may lead to.
        slot.TryAbandon(entry.Id, Lost);
        slot.EndHeld();
        tracer.Return(slot);
    }

    /// <summary>The slots of the flows that somebody holds on to.</summary>
    public List<FlowSlot> Slots()
    {
        var slots = new List<FlowSlot>();
        lock (_gate)
        {
            foreach (OverflowEntry entry in _entries)
            {
                if (entry.TryGetSlot(out OverflowSlot? slot))
                    slots.Add(slot);
            }
        }

        return slots;
    }

    /// <summary>Whether somebody holds on to a flow that has not ended, or the end of one is being recorded.</summary>
    public bool HasOccupied()
    {
        lock (_gate)
        {
            foreach (OverflowEntry entry in _entries)
            {
                if (entry.IsBeingBuried || (entry.TryGetSlot(out OverflowSlot? slot) && slot.IsOccupied))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Records the end of what is left and nobody holds on to, before the garbage collector finds it. Nothing is listed from now on.</summary>
    public void Close()
    {
        var lost = new List<long>();
        lock (_gate)
        {
            _closed = true;
            while (_entries.Any(static entry => entry.IsBeingBuried))
                Monitor.Wait(_gate);

            foreach (OverflowEntry entry in _entries)
            {
                entry.Node = null;
                if (!entry.TryGetSlot(out _))
                    lost.Add(entry.Id);
            }

            _entries.Clear();
        }

        foreach (long flow in lost)
        {
            long now = tracer.Timestamp();
            FlowRecords.FlowEnd(tracer, flow, FlowOutcome.Abandoned, now, now, Lost);
        }
    }
}
