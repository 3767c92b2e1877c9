namespace RiskTraceGen.Tests;

/// <summary>
/// Everything that holds of the records of a tracer under which nothing is running any more, whatever has happened: counted anew from the records alone, each kind of span
/// on its own. What does not hold is said in words.
/// </summary>
internal sealed class Recount
{
    private const string FailureHook = "hook_failure";

    private readonly RecordRow[] _rows;
    private readonly Dictionary<long, RecordRow> _at = [];
    private readonly Dictionary<long, RecordRow> _starts = [];
    private readonly ILookup<long, RecordRow> _endsOfSpan;
    private readonly ILookup<(long Flow, long Parent), RecordRow> _children;
    private readonly List<string> _violations = [];
    private readonly bool _isCut;

    /// <param name="rows">Every record, in the order of the journal.</param>
    /// <param name="rulesOfAnEvent">How many rules each event wakes.</param>
    /// <param name="isCut">Whether the tracer was stopped while rules and calls were under way: they go on, and are recorded no more.</param>
    public Recount(IEnumerable<RecordRow> rows, int rulesOfAnEvent, bool isCut = false)
    {
        _isCut = isCut;
        _rows = [.. rows.Where(static row => row.Type != RecordType.Definition)];
        _endsOfSpan = _rows.Where(IsEndOfSpan).ToLookup(static row => row.Header.Reference);
        _children = _rows.Where(IsChild).ToLookup(static row => (row.Flow, row.Header.Reference));
        foreach (RecordRow row in _rows)
            Require(_at.TryAdd(row.Position, row), row, "stands where another record does");

        CheckFlows();
        CheckParents();
        CheckVerdicts(rulesOfAnEvent);
        CheckHandlers();
        CheckCalls();
        CheckAlarms();
    }

    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Executions of handlers of hooks that were given up. Those of failure handlers are not pooled, and not in it.</summary>
    public int AbandonedExecutions => _rows.Count(row => IsAbandoned(row) && _at[_at[row.Header.Reference].Header.Reference].Point != FailureHook);

    /// <summary>Raises of which a handler was given up.</summary>
    public int RaisesLeftBehind => _rows.Where(IsAbandoned).Select(row => _at[row.Header.Reference].Header.Reference).Where(raise => _at[raise].Point != FailureHook).Distinct().Count();

    /// <summary>Attempts that were given up at their timeout.</summary>
    public int AttemptsGivenUp => _rows.Count(static row => row is { Type: RecordType.CallEnd, GivesUp: true });

    /// <summary>Evaluations that were given up at their timeout.</summary>
    public int RulesGivenUp => _rows.Count(static row => row is { Type: RecordType.RuleVerdict, GivesUp: true });

    /// <summary>What the statistics of the tracer must say.</summary>
    public (FlowStatistics, EvaluationStatistics, HookStatistics, BrokerCallStatistics, long Alerts, long Late) Totals
    {
        get
        {
            RecordRow[] ends = Of(RecordType.CallEnd, static row => !row.IsGivenUp);
            RecordRow[] begun = Of(RecordType.CallBegin);
            RecordRow[] verdicts = Of(RecordType.RuleVerdict, static row => !row.IsGivenUp);
            RecordRow[] handlers = Of(RecordType.HookEnd);
            return (
                new FlowStatistics(_starts.Count, Count(RecordType.FlowEnd, (byte)FlowOutcome.Completed), Count(RecordType.FlowEnd, (byte)FlowOutcome.Abandoned)),
                new EvaluationStatistics(With(verdicts, 0), With(verdicts, 1), With(verdicts, 2), With(verdicts, 3)),
                new HookStatistics(Of(RecordType.Raise).Length, With(handlers, 0), With(handlers, 1), With(handlers, 2), With(handlers, 3), With(handlers, 4)),
                new BrokerCallStatistics(begun.Length, With(ends, 0), With(ends, 1), With(ends, 2), With(ends, 3))
                {
                    Retries = begun.Count(static row => row.Header.Ordinal > 1),
                    Fallbacks = begun.Count(static row => row.Header.Ordinal == 1 && (row.Role & RecordFlags.Fallback) != 0),
                    Reconciliations = begun.Count(static row => row.Header.Ordinal == 1 && row.Role == RecordFlags.Reconciliation),
                    LateAnswers = Of(RecordType.CallEnd, static row => row.IsGivenUp).Length,
                    Conclusions = Conclusions,
                },
                Of(RecordType.Alert).Length,
                _rows.Count(static row => row.IsLate));
        }
    }

    private CallConclusionStatistics Conclusions
    {
        get
        {
            RecordRow[] ok = Of(RecordType.CallConclusion, static row => row.Header.Outcome == (byte)CallOutcome.Ok);
            RecordRow[] others = Of(RecordType.CallConclusion, static row => row.Header.Outcome != (byte)CallOutcome.Ok);
            RecordRow[] own = [.. others.Where(static row => row.Role == RecordFlags.None)];
            return new CallConclusionStatistics(
                ok.Count(static row => row.Text(1) == "retry"),
                ok.Count(static row => row.Text(1) == "reconciliation"),
                ok.Count(static row => row.Text(1) == "fallback"),
                own.Length - With(own, (byte)CallOutcome.Ambiguous),
                With(own, (byte)CallOutcome.Ambiguous),
                others.Length - own.Length);
        }
    }

    /// <summary>How many latencies of each kind must have been measured.</summary>
    public long LatenciesOf(LatencyKind kind) => kind switch
    {
        LatencyKind.Flow => Of(RecordType.FlowEnd).Length,
        LatencyKind.Rule => Of(RecordType.RuleVerdict, static row => !row.IsGivenUp).Length,
        LatencyKind.Hook => Of(RecordType.HookEnd, static row => row.HandlerOutcome is not (HandlerOutcome.Skipped or HandlerOutcome.EndedLate)).Length,
        _ => Of(RecordType.CallEnd, static row => !row.IsGivenUp).Length,
    };

    private static bool IsEndOfSpan(RecordRow row) => row.Type == RecordType.CallEnd || (row.Type == RecordType.HookEnd && row.HandlerOutcome != HandlerOutcome.Skipped);

    private static bool IsAbandoned(RecordRow row) => row is { Type: RecordType.HookEnd, HandlerOutcome: HandlerOutcome.Abandoned };

    // Records whose reference is their parent.
    private static bool IsChild(RecordRow row) => row.Type is RecordType.Check or RecordType.Raise or RecordType.HookBegin or RecordType.CallBegin or RecordType.Alert or RecordType.Custom
        || (row.Type == RecordType.HookEnd && row.HandlerOutcome == HandlerOutcome.Skipped);

    private static int With(RecordRow[] rows, byte outcome) => rows.Count(row => row.Header.Outcome == outcome);

    private RecordRow[] Of(RecordType type) => [.. _rows.Where(row => row.Type == type)];

    private RecordRow[] Of(RecordType type, Func<RecordRow, bool> filter) => [.. _rows.Where(row => row.Type == type && filter(row))];

    private int Count(RecordType type, byte outcome) => _rows.Count(row => row.Type == type && row.Header.Outcome == outcome);

    private void CheckFlows()
    {
        foreach (RecordRow start in Of(RecordType.FlowStart))
            Require(_starts.TryAdd(start.Flow, start), start, "starts a flow that has started");

        ILookup<long, RecordRow> ends = Of(RecordType.FlowEnd).ToLookup(static row => row.Flow);
        foreach (RecordRow row in _rows.Where(static row => row.Flow != 0))
            Require(_starts.TryGetValue(row.Flow, out RecordRow? start) && start.Position <= row.Position, row, "comes before its flow");
        foreach (RecordRow row in _rows.Where(static row => row.Flow == 0))
            Require(row.Type == RecordType.Alert, row, "belongs to no flow");
        foreach (RecordRow start in _starts.Values)
            Require(ends[start.Flow].Count() == 1, start, $"has {ends[start.Flow].Count()} ends");
        foreach (RecordRow late in _rows.Where(static row => row.IsLate))
            Require(ends.Contains(late.Flow), late, "is late in a flow that has not ended");
    }

    private void CheckParents()
    {
        foreach (RecordRow row in _rows.Where(static row => IsChild(row) && row.Header.Reference > 0))
        {
            bool isThere = _at.TryGetValue(row.Header.Reference, out RecordRow? parent);
            Require(isThere && parent!.Flow == row.Flow && parent.Position < row.Position, row, "has no parent before it in its flow");
            if (isThere)
                Require(parent!.Type == (row.Type is RecordType.HookBegin or RecordType.HookEnd ? RecordType.Raise : parent.Type), row, $"is the child of a {parent.Type}");
            if (isThere)
                Require(parent!.Type is RecordType.Raise or RecordType.CallBegin, row, $"is the child of a {parent.Type}");
        }

        var evaluated = Of(RecordType.RuleVerdict).Select(static row => (row.Flow, row.Header.Point)).ToHashSet();
        foreach (RecordRow row in _rows.Where(row => IsChild(row) && row.Header.Reference < 0 && !_isCut))
            Require(evaluated.Contains((row.Flow, (int)-row.Header.Reference)), row, "has no evaluation in its flow");
    }

    private void CheckVerdicts(int rulesOfAnEvent)
    {
        ILookup<long, RecordRow> verdicts = Of(RecordType.RuleVerdict).ToLookup(static row => row.Flow);
        foreach (RecordRow start in _starts.Values.Where(static start => start.Header.Point != 0))
        {
            var rules = verdicts[start.Flow].GroupBy(static row => row.Header.Point).ToList();
            Require(IsCount(rules.Count, rulesOfAnEvent), start, $"has verdicts of {rules.Count} rules");
            foreach (IGrouping<int, RecordRow> rule in rules)
            {
                RecordRow[] counted = [.. rule.Where(static row => !row.IsGivenUp)];
                RecordRow[] late = [.. rule.Where(static row => row.IsGivenUp)];
                Require(IsCount(counted.Length, 1), start, $"has {counted.Length} verdicts of {rule.First().Point}");
                if (counted is not [var verdict])
                    continue;

                Require(late.Length <= 1, verdict, $"has {late.Length} late ends");
                foreach (RecordRow end in late)
                    Require(verdict.GivesUp && end.Position > verdict.Position, end, "comes late, or before the verdict, of a rule that was not given up");
            }
        }

        foreach (RecordRow verdict in Of(RecordType.RuleVerdict))
            Require(_starts.TryGetValue(verdict.Flow, out RecordRow? start) && start.Header.Point != 0, verdict, "is a verdict where no event was dispatched");
    }

    private void CheckHandlers()
    {
        foreach (RecordRow raise in Of(RecordType.Raise))
        {
            int executions = _children[(raise.Flow, raise.Position)].Count(static row => row.Type is RecordType.HookBegin or RecordType.HookEnd);
            Require(IsCount(executions, (int)raise.Number(0)), raise, $"has {raise.Number(0)} handlers, of which {executions} ran or were skipped");
        }

        foreach (RecordRow begin in Of(RecordType.HookBegin))
        {
            RecordRow[] ends = [.. _endsOfSpan[begin.Position]];
            RecordRow[] outcomes = [.. ends.Where(static row => row.HandlerOutcome != HandlerOutcome.EndedLate)];
            Require(outcomes.Length == 1, begin, $"has {outcomes.Length} outcomes");
            Require(ends.All(end => end.Type == RecordType.HookEnd && end.Flow == begin.Flow && end.Header.Point == begin.Header.Point && end.Position > begin.Position), begin, "has an end that is not its own");
            RecordRow[] late = [.. ends.Except(outcomes)];
            if (outcomes is [var outcome])
                Require(late.Length <= (IsAbandoned(outcome) ? 1 : 0) && late.All(end => end.Position > outcome.Position), begin, $"has {late.Length} late ends, or one before its outcome ({outcome.HandlerOutcome})");
        }

        foreach (RecordRow end in _rows.Where(static row => row.Type == RecordType.HookEnd && IsEndOfSpan(row)))
            Require(_at.TryGetValue(end.Header.Reference, out RecordRow? begin) && begin.Type == RecordType.HookBegin, end, "ends what has not begun");
        foreach (RecordRow skipped in Of(RecordType.HookEnd, static row => row.HandlerOutcome == HandlerOutcome.Skipped))
            Require(_at.TryGetValue(skipped.Header.Reference, out RecordRow? raise) && raise.Type == RecordType.Raise, skipped, "is skipped where nothing was raised");
    }

    private void CheckCalls()
    {
        ILookup<long, RecordRow> conclusions = Of(RecordType.CallConclusion).ToLookup(static row => row.Header.Reference);
        foreach (RecordRow begin in Of(RecordType.CallBegin))
        {
            RecordRow[] ends = [.. _endsOfSpan[begin.Position]];
            RecordRow[] outcomes = [.. ends.Where(static row => !row.IsGivenUp)];
            Require(IsCount(outcomes.Length, 1), begin, $"has {outcomes.Length} outcomes");
            Require(ends.All(end => end.Type == RecordType.CallEnd && end.Flow == begin.Flow && end.Header.Point == begin.Header.Point && end.Header.Ordinal == begin.Header.Ordinal && end.Role == begin.Role && end.Position > begin.Position), begin, "has an end that is not its own");
            if (outcomes is not [var outcome])
                continue;

            RecordRow[] late = [.. ends.Except(outcomes)];
            Require(late.Length <= (outcome.CallOutcome == CallOutcome.Ambiguous ? 1 : 0) && late.All(end => end.Position > outcome.Position), begin, $"has {late.Length} late answers, or one before its outcome ({outcome.CallOutcome})");
            if (begin.Header.Ordinal == 1)
                CheckCall(begin, outcome, [.. conclusions[begin.Position]]);
            else
                Require(_at.TryGetValue(begin.Header.Reference, out RecordRow? first) && first is { Type: RecordType.CallBegin } && first.Header.Point == begin.Header.Point && first.Header.Ordinal == 1, begin, "is a further attempt of nothing");
        }

        foreach (RecordRow end in _rows.Where(static row => row.Type == RecordType.CallEnd))
            Require(_at.TryGetValue(end.Header.Reference, out RecordRow? begin) && begin.Type == RecordType.CallBegin, end, "ends what has not begun");
        foreach (RecordRow conclusion in Of(RecordType.CallConclusion))
            Require(_at.TryGetValue(conclusion.Header.Reference, out RecordRow? first) && first is { Type: RecordType.CallBegin, Header.Ordinal: 1 }, conclusion, "concludes nothing");
    }

    private void CheckCall(RecordRow first, RecordRow outcome, RecordRow[] conclusions)
    {
        bool goesOn = (outcome.Header.Flags & RecordFlags.Unsettled) != 0;
        RecordRow[] retries = [.. _children[(first.Flow, first.Position)].Where(row => row.Type == RecordType.CallBegin && row.Header.Ordinal > 1)];
        RecordRow[] substitutes = [.. _children[(first.Flow, first.Position)].Where(row => row.Type == RecordType.CallBegin && row.Header.Ordinal == 1)];
        Require(IsCount(conclusions.Length, goesOn ? 1 : 0), first, $"has {conclusions.Length} conclusions");
        Require(goesOn || retries.Length + substitutes.Length == 0, first, "was settled, and goes on");
        Require(retries.Select(static row => (int)row.Header.Ordinal).Order().SequenceEqual(Enumerable.Range(2, retries.Length)), first, "has attempts that are not numbered one after another");
        foreach (RecordRow retry in retries.Where(static row => row.Role == RecordFlags.None))
            Require(first.Role == RecordFlags.None, retry, "is made in another role than the first attempt");
        foreach (RecordRow substitute in substitutes)
            Require(substitute.Role != RecordFlags.None && substitute.Role != first.Role, substitute, "takes over for a call, and does not say so");
        if (conclusions is not [var conclusion])
            return;

        Require(conclusion.Flow == first.Flow && conclusion.Header.Point == first.Header.Point && conclusion.Role == first.Role, conclusion, "is that of another call");
        Require(conclusion.Number(0) == 1 + retries.Length, conclusion, $"speaks of {conclusion.Number(0)} attempts, of which there were {1 + retries.Length}");
        foreach (RecordRow attempt in retries.Append(first))
            Require(_endsOfSpan[attempt.Position].Where(static end => !end.IsGivenUp).All(end => end.Position < conclusion.Position), conclusion, "comes before the outcome of an attempt");
    }

    // What must be told is told, once.
    private void CheckAlarms()
    {
        RecordRow[] raised = Of(RecordType.Raise, static row => row.Point == "critical_failure");
        RecordRow[] errors = Of(RecordType.RuleVerdict, static row => row is { IsGivenUp: false, Severity: RuleSeverity.Error });
        RecordRow[] failures = Of(RecordType.CallConclusion, static row => row.CallOutcome != CallOutcome.Ok && row.Role == RecordFlags.None);
        foreach (IGrouping<long, RecordRow> told in Of(RecordType.Raise, static row => row.Point == "flow_timeout").GroupBy(static row => row.Flow))
            Require(told.Count() == 1, _starts[told.Key], $"was told {told.Count()} times to have passed its deadline");
        if (_isCut)
            return;

        if (raised.Length != errors.Length + failures.Length)
            _violations.Add($"critical_failure was raised {raised.Length} times, for {errors.Length} rules in error and {failures.Length} calls that failed");
        foreach (RecordRow failure in raised)
            Require(_children[(failure.Flow, failure.Header.Reference)].Any(static row => row.Type == RecordType.Alert), failure, "has no alert beside it");
        foreach (RecordRow breach in Of(RecordType.RuleVerdict, static row => row is { IsGivenUp: false, Severity: RuleSeverity.Breach }))
            Require(_children[(breach.Flow, -breach.Header.Point)].Any(static row => row is { Type: RecordType.Raise, Point: "on_breach" }), breach, "has no on_breach");
    }

    private bool IsCount(int count, int expected) => _isCut ? count <= expected : count == expected;

    private void Require(bool holds, RecordRow about, string otherwise)
    {
        if (!holds)
            _violations.Add($"{about} {otherwise}");
    }
}
