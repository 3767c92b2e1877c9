namespace RiskTraceGen;

/// <summary>
/// The slots of the flows that are active at once. Renting and returning is lock-free and allocates nothing; beyond the capacity a flow gets a slot of
/// its own that the garbage collector takes back, so a flood of flows that never end holds no memory here.
/// </summary>
internal sealed class FlowSlotPool
{
    private readonly FlowSlot[] _slots;
    private readonly int[] _next;
    private readonly RiskTracer _tracer;

    // Index of the first free slot, under a counter that changes with every exchange, so that a slot that left and came back is noticed.
    private long _head;

    public FlowSlotPool(RiskTracer tracer, int capacity)
    {
        _tracer = tracer;
        _slots = new FlowSlot[capacity];
        _next = new int[capacity];
        for (int i = 0; i < capacity; i++)
        {
            _slots[i] = new FlowSlot(tracer, i);
            _next[i] = i + 1;
        }

        _next[capacity - 1] = -1;
    }

    public FlowSlot Rent()
    {
        while (true)
        {
            long head = Volatile.Read(ref _head);
            int index = (int)head;
            if (index < 0)
                return new FlowSlot(_tracer, -1);

            if (TryExchange(head, Volatile.Read(ref _next[index])))
                return _slots[index];
        }
    }

    public void Return(FlowSlot slot)
    {
        if (slot.Index < 0)
            return;

        while (true)
        {
            long head = Volatile.Read(ref _head);
            Volatile.Write(ref _next[slot.Index], (int)head);
            if (TryExchange(head, slot.Index))
                return;
        }
    }

    public List<ActiveFlow> Snapshot()
    {
        var active = new List<ActiveFlow>();
        foreach (FlowSlot slot in _slots)
        {
            if (slot.Snapshot() is { } flow)
                active.Add(flow);
        }

        active.Sort(static (left, right) => left.Id.CompareTo(right.Id));
        return active;
    }

    private bool TryExchange(long head, int first)
    {
        long next = ((head >> 32) + 1) << 32 | (uint)first;
        return Interlocked.CompareExchange(ref _head, next, head) == head;
    }
}
