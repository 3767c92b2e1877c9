namespace RiskTraceGen;

/// <summary>
/// Where a flow lives while it is active. Slots are reused; a <see cref="RiskFlow"/> carries the flow's id beside its slot, and every change of state is
/// one compare-and-swap on a word that holds the id, so a handle that outlived its flow can never touch the slot's next tenant.
/// </summary>
internal class FlowSlot(RiskTracer tracer, int index)
{
    // The state word: 46 bits of flow id, 16 bits counting what the flow still supervises, 2 bits of status.
    private const int StatusBits = 2;
    private const int PendingBits = 16;
    private const int IdShift = StatusBits + PendingBits;
    private const long OnePending = 1L << StatusBits;
    private const long PendingMask = ((1L << PendingBits) - 1) << StatusBits;
    private const long StatusMask = (1L << StatusBits) - 1;
    private const long Free = 0;
    private const long Active = 1;
    private const long Completing = 2;
    // Its start or its end is being recorded: nobody may do anything with it.
    private const long Recording = 3;

    // The evaluations that raised on_breach, each once; guarded by itself. With the flow, so that a straggler's is not the next tenant's.
    private readonly List<(long Flow, long Span)> _breachesRaisedBy = [];

    private long _state;
    private string _result = "";
    private FlowOutcome _outcome;
    private long _completedTicks;
    private TenantValue _step;
    private TenantValue _failedCalls;
    private FlowDeadline? _deadline;
    private FlowCancellation? _cancellation;

    public RiskTracer Tracer { get; } = tracer;

    /// <summary>The slot's place in its pool; negative for a slot beyond the pool's capacity.</summary>
    public int Index { get; } = index;

    public string Type { get; private set; } = "";

    public long StartTicks { get; private set; }

    public CancellationToken CancellationToken { get; private set; }

    /// <summary>Whether a flow lives here: until its end is recorded.</summary>
    public bool IsOccupied => (Volatile.Read(ref _state) & StatusMask) != Free;

    /// <summary>Whether the start or the end of a flow is being recorded.</summary>
    public bool IsRecording => (Volatile.Read(ref _state) & StatusMask) == Recording;

    /// <summary>A flow moves in. Until <see cref="Start"/> nobody can end it: its start is recorded first.</summary>
    /// <param name="id">The flow.</param>
    /// <param name="type">Its type.</param>
    /// <param name="startTicks">When it starts.</param>
    /// <param name="cancellationToken">The token of whoever starts it.</param>
    public void Open(long id, string type, long startTicks, CancellationToken cancellationToken)
    {
        Type = type;
        StartTicks = startTicks;
        CancellationToken = cancellationToken;
        _step.Reset(id);
        _failedCalls.Reset(id);
        _result = "";
        _outcome = FlowOutcome.Completed;
        _completedTicks = startTicks;
        if (_breachesRaisedBy.Count > 0)
            ForgetBreaches();
        Volatile.Write(ref _state, (id << IdShift) | Recording);
    }

    /// <summary>The flow's start is recorded: it is active.</summary>
    /// <param name="id">The flow.</param>
    /// <param name="deadline">How long it may take; zero for as long as it likes.</param>
    public void Start(long id, TimeSpan deadline)
    {
        if (deadline == TimeSpan.Zero)
            Volatile.Write(ref _state, (id << IdShift) | Active);
        else
            StartWithin(deadline, id);
    }

    /// <summary>Gives up a flow that was opened and may not start.</summary>
    public void Discard(long id) => Leave(id);

    /// <summary>Whether the flow has not ended yet.</summary>
    public bool IsLive(long id)
    {
        long state = Volatile.Read(ref _state);
        return state >> IdShift == id && (state & StatusMask) is Active or Completing;
    }

    /// <summary>Notes the rule, handler or broker call that the flow has entered.</summary>
    /// <returns><see langword="false"/> when the flow has ended.</returns>
    public bool TryEnter(long id, int point)
    {
        if (!IsLive(id))
            return false;

        _step.Put(id, point);
        return true;
    }

    /// <summary>As <see cref="TryEnter"/>, by who takes it that the flow goes on: if it has ended, at worst its successor's step is forgotten.</summary>
    public void Enter(long id, int point) => _step.Put(id, point);

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

    public void NoteFailedCall(long id) => _failedCalls.Increment(id);

    /// <summary>Broker calls of the flow that failed or stayed ambiguous.</summary>
    public int FailedCalls(long id) => _failedCalls.Of(id);

    /// <summary>
    /// The token for a broker call that is to be left to finish when the flow's deadline passes: never the deadline's own, unless that has passed already.
    /// </summary>
    public CancellationToken TokenForCall(CancellationToken given) => _cancellation is { } own ? own.TokenForCall(given) : given;

    /// <summary>Keeps the flow from ending until <see cref="Release"/>. One hold is left for <see cref="TryComplete"/>.</summary>
    /// <returns><see langword="false"/> when the flow has ended, or supervises as much as it can.</returns>
    public bool TryHold(long id)
    {
        while (true)
        {
            long state = Volatile.Read(ref _state);
            if (state >> IdShift != id || (state & StatusMask) is not (Active or Completing) || (state & PendingMask) >= PendingMask - OnePending)
                return false;

            if (Interlocked.CompareExchange(ref _state, state + OnePending, state) == state)
                return true;
        }
    }

    /// <summary>Gives up one hold; the last one of a completing flow ends it. Of a flow that was ended by force it does nothing.</summary>
    public void Release(long id)
    {
        while (true)
        {
            long state = Volatile.Read(ref _state);
            if (state >> IdShift != id || (state & StatusMask) is not (Active or Completing))
                return;

            bool ends = (state & PendingMask) == OnePending && (state & StatusMask) == Completing;
            if (Interlocked.CompareExchange(ref _state, ends ? (id << IdShift) | Recording : state - OnePending, state) != state)
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
                if (Interlocked.CompareExchange(ref _state, (id << IdShift) | Recording, state) != state)
                    continue;

                EndDeadline();
                End(id, outcome, result, ticks, ticks);
                return true;
            }

            // Completing with a hold of its own: nobody else can end the flow before the result is in place.
            long next = ((state & ~StatusMask) | Completing) + OnePending;
            if (Interlocked.CompareExchange(ref _state, next, state) != state)
                continue;

            EndDeadline();
            _result = result;
            _outcome = outcome;
            _completedTicks = ticks;
            Release(id);
            return true;
        }
    }

    /// <summary>Ends the flow as abandoned, unless it is complete or has ended.</summary>
    /// <param name="id">The flow.</param>
    /// <param name="why">Why; the step in which it was last is added.</param>
    public bool TryAbandon(long id, string why)
    {
        string step = StepOf(id);
        string last = step.Length == 0 ? "before its first step" : $"last in {step}";
        return TryComplete(id, FlowOutcome.Abandoned, $"{why}, {last}", Tracer.Timestamp());
    }

    /// <summary>Ends a completing flow although something holds it, which may go on. For the end of the tracer: the slot is not used again.</summary>
    public void EndHeld()
    {
        while (true)
        {
            long state = Volatile.Read(ref _state);
            if ((state & StatusMask) != Completing)
                return;

            long id = state >> IdShift;
            if (Interlocked.CompareExchange(ref _state, (id << IdShift) | Recording, state) != state)
                continue;

            FlowRecords.FlowEnd(Tracer, id, _outcome, _completedTicks, Tracer.Timestamp(), _result);
            Volatile.Write(ref _state, id << IdShift);
            return;
        }
    }

    /// <summary>What the slot holds now, if anything.</summary>
    public ActiveFlow? Snapshot()
    {
        long state = Volatile.Read(ref _state);
        if ((state & StatusMask) is not (Active or Completing))
            return null;

        long id = state >> IdShift;
        string type = Type;
        TimeSpan age = Tracer.Elapsed(StartTicks);
        // Read again: what was read in between belongs to this flow only if the tenant is still the same.
        if (Volatile.Read(ref _state) >> IdShift != id)
            return null;

        return new ActiveFlow(id, type, age, StepOf(id), (state & StatusMask) == Completing);
    }

    private string StepOf(long id)
    {
        int step = _step.Of(id);
        if (step == 0)
            return "";

        var point = TracePoint.ById(step);
        return point.Kind == TracePointKind.Hook ? $"{point.Name} → {point.Member}" : point.Name;
    }

    private void StartWithin(TimeSpan deadline, long id)
    {
        _cancellation = new FlowCancellation(CancellationToken);
        CancellationToken = _cancellation.Token;
        // One that has passed may still be at work.
        if (_deadline is null || _deadline.HasExpired)
            _deadline = new FlowDeadline(this);

        // Held until the deadline is watched: whoever completes the flow before that has found nothing to end.
        Volatile.Write(ref _state, ((id << IdShift) | Active) + OnePending);
        _deadline.Begin(id, deadline, _cancellation);
        if ((Volatile.Read(ref _state) & StatusMask) != Active)
            EndDeadline();

        Release(id);
    }

    // By whoever completed the flow: what is complete in time has met its deadline, though its handlers take longer.
    private void EndDeadline()
    {
        if (_cancellation is not null)
            _deadline!.End();
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
        Leave(id);
    }

    private void Leave(long id)
    {
        if (_cancellation is { } cancellation)
        {
            cancellation.Detach();
            _cancellation = null;
        }

        CancellationToken = default;
        Volatile.Write(ref _state, id << IdShift);
        Tracer.Return(this);
    }
}
