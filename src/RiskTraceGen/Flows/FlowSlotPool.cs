using System.Diagnostics;

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
    private readonly OverflowFlows _overflow;

    // Index of the first free slot, under a counter that changes with every exchange, so that a slot that left and came back is noticed.
    private long _head;

    public FlowSlotPool(RiskTracer tracer, int capacity)
    {
        _tracer = tracer;
        _overflow = new OverflowFlows(tracer);
        _slots = new FlowSlot[capacity];
        _next = new int[capacity];
        for (int i = 0; i < capacity; i++)
        {
            _slots[i] = new FlowSlot(tracer, i);
            _next[i] = i + 1;
        }

        _next[capacity - 1] = -1;
    }

    /// <summary>A slot for a new flow.</summary>
    public FlowSlot Rent(long id)
    {
        while (true)
        {
            long head = Volatile.Read(ref _head);
            int index = (int)head;
            if (index < 0)
                return _overflow.Add(id);

            if (TryExchange(head, Volatile.Read(ref _next[index])))
                return _slots[index];
        }
    }

    public void Return(FlowSlot slot)
    {
        if (slot.Index < 0)
        {
            _overflow.Remove((OverflowSlot)slot);
            return;
        }

        while (true)
        {
            long head = Volatile.Read(ref _head);
            Volatile.Write(ref _next[slot.Index], (int)head);
            if (TryExchange(head, slot.Index))
                return;
        }
    }

    /// <summary>What is active, oldest first, no more than the capacity.</summary>
    public List<ActiveFlow> Snapshot()
    {
        List<ActiveFlow> active = All();
        if (active.Count > _slots.Length)
            active.RemoveRange(_slots.Length, active.Count - _slots.Length);

        return active;
    }

    /// <summary>Everything that is active, oldest first.</summary>
    public List<ActiveFlow> All()
    {
        var active = new List<ActiveFlow>();
        foreach (FlowSlot slot in Slots())
        {
            if (slot.Snapshot() is { } flow)
                active.Add(flow);
        }

        active.Sort(static (left, right) => left.Id.CompareTo(right.Id));
        return active;
    }

    /// <summary>Abandons the flows of an age that have not been completed.</summary>
    /// <param name="age">From which age on.</param>
    /// <param name="why">Why.</param>
    /// <returns>The age of the oldest that is left; zero when none is.</returns>
    public TimeSpan Abandon(TimeSpan age, string why)
    {
        TimeSpan oldest = TimeSpan.Zero;
        foreach (FlowSlot slot in Slots())
        {
            if (slot.Snapshot() is not { Completing: false } flow)
                continue;

            if (flow.Age >= age)
                slot.TryAbandon(flow.Id, why);
            else if (flow.Age > oldest)
                oldest = flow.Age;
        }

        return oldest;
    }

    /// <summary>Whether no flow is left from a place on.</summary>
    /// <param name="place">Where to look first; afterwards the place of the first flow that is left.</param>
    public bool IsEmpty(ref int place)
    {
        while (place < _slots.Length && !_slots[place].IsOccupied)
            place++;

        return place == _slots.Length && !_overflow.HasOccupied();
    }

    /// <summary>
    /// Waits for starts and ends of flows that are being recorded by other threads: each takes microseconds, unless its thread is not running.
    /// </summary>
    /// <param name="patience">How long to wait for a thread that does not come back.</param>
    public void AwaitRecords(TimeSpan patience)
    {
        long start = Stopwatch.GetTimestamp();
        var wait = new SpinWait();
        while (Slots().Any(static slot => slot.IsRecording) && Stopwatch.GetElapsedTime(start) < patience)
            wait.SpinOnce();
    }

    /// <summary>Ends what is complete and still held, and what nobody holds on to. For the end of the tracer.</summary>
    public void Close()
    {
        foreach (FlowSlot slot in Slots())
            slot.EndHeld();

        _overflow.Close();
    }

    private IEnumerable<FlowSlot> Slots() => _slots.Concat(_overflow.Slots());

    private bool TryExchange(long head, int first)
    {
        long next = ((head >> 32) + 1) << 32 | (uint)first;
        return Interlocked.CompareExchange(ref _head, next, head) == head;
    }
}
