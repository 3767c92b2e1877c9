namespace RiskTraceGen;

/// <summary>What the headers of a flow's records add up to.</summary>
internal record struct FlowTally
{
    private int _openCalls;
    private int _openHooks;

    public bool IsAddition { get; init; }

    public bool IsContinuation { get; init; }

    public FlowOutcome? Outcome { get; private set; }

    public RuleSeverity? Worst { get; private set; }

    public bool HasBreach { get; private set; }

    public bool HasFailedCall { get; private set; }

    public bool HasHookFailure { get; private set; }

    public bool HasAlert { get; private set; }

    public int Steps { get; private set; }

    public int LeftOut { get; private set; }

    /// <summary>How many of the records that are left out would have been steps.</summary>
    public int LeftOutSteps { get; private set; }

    public long StartTicks { get; private set; }

    public long EndTicks { get; private set; }

    /// <summary>Whether every span that began has ended.</summary>
    public readonly bool IsSettled => _openCalls <= 0 && _openHooks <= 0;

    public void Count(in TraceRecord record, bool takenIn)
    {
        RecordHeader header = record.Header;
        if (StartTicks == 0 || header.Ticks < StartTicks)
            StartTicks = header.Ticks;
        if (header.Ticks > EndTicks)
            EndTicks = header.Ticks;

        bool isStep = Take(header);
        if (isStep)
            Steps++;
        if (takenIn)
            return;

        LeftOut++;
        if (isStep)
            LeftOutSteps++;
    }

    public readonly FlowSummary Summarize(long flow, TraceClock clock) => new()
    {
        Id = flow,
        Completed = Outcome == FlowOutcome.Completed,
        Abandoned = Outcome == FlowOutcome.Abandoned,
        IsAddition = IsAddition,
        Worst = Worst,
        HasBreach = HasBreach,
        HasFailedCall = HasFailedCall,
        HasUnfinishedCall = _openCalls > 0,
        HasHookFailure = HasHookFailure,
        HasAlert = HasAlert,
        Steps = Steps,
        LeftOut = LeftOut,
        StartUtc = clock.UtcOf(StartTicks),
        Duration = clock.Between(StartTicks, EndTicks),
    };

    // Returns whether the record is a step of its own.
    private bool Take(in RecordHeader header)
    {
        switch (header.Type)
        {
            case RecordType.FlowEnd:
                Outcome = (FlowOutcome)header.Outcome;
                return true;
            case RecordType.RuleVerdict when (header.Flags & RecordFlags.GivenUp) != 0:
                // It had its verdict before; that it found a breach should show all the same.
                HasBreach |= header.Outcome == (byte)RuleSeverity.Breach;
                return false;
            case RecordType.RuleVerdict:
                TakeVerdict((RuleSeverity)Math.Min(header.Outcome, (byte)RuleSeverity.Error));
                return true;
            case RecordType.CallBegin:
                _openCalls++;
                return true;
            case RecordType.CallEnd:
                // One that had been given up has ended before; a call that goes on is open until its conclusion.
                if ((header.Flags & RecordFlags.GivenUp) == 0 && !(IsUnsettled(header) && header.Ordinal == BrokerAttempt.First))
                    _openCalls--;
                if (!IsUnsettled(header))
                    TakeCallOutcome(header);

                return false;
            case RecordType.CallConclusion:
                _openCalls--;
                TakeCallOutcome(header);
                return false;
            case RecordType.HookBegin:
                _openHooks++;
                return true;
            case RecordType.HookEnd:
                return TakeHookEnd((HandlerOutcome)header.Outcome);
            case RecordType.Alert:
                HasAlert = true;
                return true;
            default:
                return header.Type != RecordType.Raise;
        }
    }

    private static bool IsUnsettled(in RecordHeader header) => (header.Flags & RecordFlags.Unsettled) != 0;

    // A fallback or a query speaks through the call that it was made for; a late answer is of an attempt that has had its outcome.
    private void TakeCallOutcome(in RecordHeader header)
    {
        bool speaks = (header.Flags & (RecordFlags.Fallback | RecordFlags.Reconciliation | RecordFlags.GivenUp)) == 0;
        HasFailedCall |= speaks && (CallOutcome)header.Outcome is (CallOutcome.Failed or CallOutcome.Ambiguous);
    }

    private void TakeVerdict(RuleSeverity severity)
    {
        HasBreach |= severity == RuleSeverity.Breach;
        if (Worst is not { } worst || severity > worst)
            Worst = severity;
    }

    private bool TakeHookEnd(HandlerOutcome outcome)
    {
        HasHookFailure |= outcome != HandlerOutcome.Succeeded;
        // One that never started has no begin; one that ends after it was given up has ended before.
        if (outcome is not (HandlerOutcome.Skipped or HandlerOutcome.EndedLate))
            _openHooks--;

        return outcome == HandlerOutcome.Skipped;
    }
}
