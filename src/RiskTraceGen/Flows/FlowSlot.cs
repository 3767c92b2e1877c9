namespace RiskTraceGen;

/// <summary>
/// Where a flow lives while it is active. Slots are reused; a <see cref="RiskFlow"/> carries the flow's id beside its slot, and every change of state is
/// one compare-and-swap on a word that holds the id, so a handle that outlived its flow can never touch the slot's next tenant.
/// </summary>
internal sealed class FlowSlot(RiskTracer tracer, int index)
{
    // The state word: 46 bits of flow id, 16 bits counting what the flow still supervises, 2 bits of status.
    private const int StatusBits = 2;
    private const int PendingBits = 16;
    private const int IdShift = StatusBits + PendingBits;
    private const long OnePending = 1L << StatusBits;
    private const long PendingMask = ((1L << PendingBits) - 1) << StatusBits;
    private const long StatusMask = (1L << StatusBits) - 1;
    private const long Ended = 0;
    private const long Active = 1;
    private const long Completing = 2;

    // The evaluations that raised on_breach, each once; guarded by itself. With the flow, so that a straggler's is not the next tenant's.
    private readonly List<(long Flow, long Span)> _breachesRaisedBy = [];

    private long _state;
    private string _result = "";
    private FlowOutcome _outcome;
    private long _completedTicks;
    private int _step;
    private int _failedCalls;

    public RiskTracer Tracer { get; } = tracer;

    /// <summary>The slot's place in its pool; negative for a slot beyond the pool's capacity.</summary>
    public int Index { get; } = index;

    public string Type { get; private set; } = "";

    public long StartTicks { get; private set; }

    public CancellationToken CancellationToken { get; private set; }

    /// <summary>Broker calls of this flow that failed or stayed ambiguous.</summary>
    public int FailedCalls => Volatile.Read(ref _failedCalls);

    public void Open(long id, string type, long startTicks, CancellationToken cancellationToken)
    {
        Type = type;
        StartTicks = startTicks;
        CancellationToken = cancellationToken;
        _step = 0;
        _failedCalls = 0;
        _result = "";
        if (_breachesRaisedBy.Count > 0)
            ForgetBreaches();
        Volatile.Write(ref _state, (id << IdShift) | Active);
    }

    /// <summary>Whether the flow has not ended yet.</summary>
    public bool IsLive(long id)
    {
        long state = Volatile.Read(ref _state);
        return state >> IdShift == id && (state & StatusMask) != Ended;
    }

    /// <summary>Notes the rule or broker call that the flow has entered.</summary>
    /// <returns><see langword="false"/> when the flow has ended.</returns>
    public bool TryEnter(long id, TracePoint point)
    {
        if (!IsLive(id))
            return false;

        _step = point.Id;
        return true;
    }

    /// <summary>Notes that an evaluation has raised <c>on_breach</c> itself. What a handler raises is not the evaluation's own.</summary>
    public void NoteBreachRaised(long id, long span)
    {
        if (span >= 0)
            return;

        lock (_breachesRaisedBy)
        {
            if (IsLive(id) && !_breachesRaisedBy.Contains((id, span)))
                _breachesRaisedBy.Add((id, span));
        }
    }

    /// <summary>Whether an evaluation has raised <c>on_breach</c> itself: the dispatcher raises it only where the rule did not.</summary>
    public bool HasRaisedBreach(long id, long span)
    {
        lock (_breachesRaisedBy)
            return _breachesRaisedBy.Contains((id, span));
    }

    public void NoteFailedCall(long id)
    {
        if (IsLive(id))
            Interlocked.Increment(ref _failedCalls);
    }

    /// <summary>Keeps the flow from ending until <see cref="Release"/>. One hold is left for <see cref="TryComplete"/>.</summary>
    /// <returns><see langword="false"/> when the flow has ended, or supervises as much as it can.</returns>
    public bool TryHold(long id)
    {
        while (true)
        {
            long state = Volatile.Read(ref _state);
            if (state >> IdShift != id || (state & StatusMask) == Ended || (state & PendingMask) >= PendingMask - OnePending)
                return false;

            if (Interlocked.CompareExchange(ref _state, state + OnePending, state) == state)
                return true;
        }
    }

    /// <summary>Gives up one hold; the last one of a completing flow ends it.</summary>
    public void Release(long id)
    {
        while (true)
        {
            long state = Volatile.Read(ref _state);
            bool ends = (state & PendingMask) == OnePending && (state & StatusMask) == Completing;
            if (Interlocked.CompareExchange(ref _state, ends ? id << IdShift : state - OnePending, state) != state)
                continue;

            if (ends)
                End(id, _outcome, _result, _completedTicks, Tracer.Timestamp());

            return;
        }
    }

    /// <summary>Ends the flow, at once or when the last hold is released.</summary>
    /// <returns><see langword="false"/> when it was completed before.</returns>
    public bool TryComplete(long id, FlowOutcome outcome, string result, long ticks)
    {
        while (true)
        {
            long state = Volatile.Read(ref _state);
            if (state >> IdShift != id || (state & StatusMask) != Active)
                return false;

            if ((state & PendingMask) == 0)
            {
                if (Interlocked.CompareExchange(ref _state, id << IdShift, state) != state)
                    continue;

                End(id, outcome, result, ticks, ticks);
                return true;
            }

            // Completing with a hold of its own: nobody else can end the flow before the result is in place.
            long next = ((state & ~StatusMask) | Completing) + OnePending;
            if (Interlocked.CompareExchange(ref _state, next, state) != state)
                continue;

            _result = result;
            _outcome = outcome;
            _completedTicks = ticks;
            Release(id);
            return true;
        }
    }

    /// <summary>What the slot holds now, if anything.</summary>
    public ActiveFlow? Snapshot()
    {
        long state = Volatile.Read(ref _state);
        if ((state & StatusMask) == Ended)
            return null;

        string type = Type;
        TimeSpan age = Tracer.Elapsed(StartTicks);
        int step = _step;
        // Read again: what was read in between belongs to this flow only if the tenant is still the same.
        if (Volatile.Read(ref _state) >> IdShift != state >> IdShift)
            return null;

        return new ActiveFlow(state >> IdShift, type, age, step == 0 ? "" : TracePoint.ById(step).Name, (state & StatusMask) == Completing);
    }

    private void ForgetBreaches()
    {
        lock (_breachesRaisedBy)
            _breachesRaisedBy.Clear();
    }

    // The slot is still this flow's own until it is returned.
    private void End(long id, FlowOutcome outcome, string result, long completedTicks, long ticks)
    {
        FlowRecords.FlowEnd(Tracer, id, outcome, completedTicks, ticks, result);
        CancellationToken = default;
        Tracer.Return(this);
    }
}
