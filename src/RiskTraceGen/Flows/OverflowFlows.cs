namespace RiskTraceGen;

/// <summary>The flows beyond the pool's capacity, oldest first. Keeps none of them alive; one that nobody holds on to any more is recorded as abandoned.</summary>
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
            TryRemove(slot.Entry);
    }

    /// <summary>Ends a flow that nobody can complete any more, unless it has ended. By the finalizer of its slot.</summary>
    public void Bury(OverflowSlot slot)
    {
        // Recorded before the gate is left: whoever stops the tracer finds the flow listed, or its end in the journal.
        lock (_gate)
        {
            if (!TryRemove(slot.Entry))
                return;

            slot.TryAbandon(slot.Entry.Id, Lost);
            slot.EndHeld();
        }
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

    /// <summary>Whether somebody holds on to a flow that has not ended.</summary>
    public bool HasOccupied()
    {
        lock (_gate)
        {
            foreach (OverflowEntry entry in _entries)
            {
                if (entry.TryGetSlot(out OverflowSlot? slot) && slot.IsOccupied)
                    return true;
            }
        }

        return false;
    }

    /// <summary>Records the end of what is left and nobody holds on to, before the garbage collector finds it. Nothing is listed from now on.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            while (_entries.First is { Value: { } entry })
            {
                TryRemove(entry);
                if (entry.TryGetSlot(out _))
                    continue;

                long now = tracer.Timestamp();
                FlowRecords.FlowEnd(tracer, entry.Id, FlowOutcome.Abandoned, now, now, Lost);
            }
        }
    }

    private bool TryRemove(OverflowEntry entry)
    {
        if (entry.Node is not { } node)
            return false;

        _entries.Remove(node);
        entry.Node = null;
        return true;
    }
}
