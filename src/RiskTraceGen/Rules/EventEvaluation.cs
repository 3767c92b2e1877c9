namespace RiskTraceGen;

/// <summary>
/// The evaluation of one event: its flow, the verdicts so far, the rule that comes next. Rules that answer at once are evaluated in a plain loop; one that
/// does not is left to whoever can wait. The clock is read once between two rules: the end of one is the start of the next.
/// </summary>
internal struct EventEvaluation<TEvent>
{
    private readonly EventRoute<TEvent> _route;
    private readonly TEvent _event;
    private readonly string? _key;
    private readonly CancellationToken _cancellationToken;
    private readonly RiskFlow _flow;
    private RuleResult _worst = RuleResult.Pass;
    private RuleResult[]? _results;
    private PendingRule<TEvent>? _firstPending;
    private PendingRule<TEvent>? _lastPending;
    private long _ticks;
    private int _next;

    public EventEvaluation(EventRoute<TEvent> route, TEvent riskEvent, string? key, CancellationToken cancellationToken)
    {
        _route = route;
        _event = riskEvent;
        _key = key;
        _ticks = route.Tracer.Timestamp();
        _flow = route.Tracer.StartDispatch(FlowTrace.RuleEvaluation, _ticks, route.Deadline, route.First, riskEvent, cancellationToken);
        _cancellationToken = _flow.Slot!.CancellationToken;
    }

    /// <summary>Evaluates rules until one has to be waited for; concurrently, starts them all.</summary>
    /// <returns><see langword="true"/> when every rule has given its verdict; else there is one to take with <see cref="TryTakePending"/>.</returns>
    public bool Advance()
    {
        while (_next < _route.Rules.Length && (_firstPending is null || _route.IsConcurrent))
        {
            ref readonly RoutedRule<TEvent> rule = ref _route.Rules[_next];
            if (rule.Timeout != default)
            {
                EvaluateWatched(rule);
                continue;
            }

            _flow.Slot!.Enter(_flow.Id, rule.PointId);
            RuleResult result = default;
            Exception? failure = null;
            try
            {
                ValueTask<RuleResult> evaluation = rule.Set.EvaluateAsync(rule.Place, _event, rule.Within(_flow), _cancellationToken);
                if (!evaluation.IsCompleted)
                {
                    Wait(Rent(), evaluation);
                    continue;
                }

                result = evaluation.GetAwaiter().GetResult();
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            Conclude(rule, result, failure);
        }

        return _firstPending is null;
    }

    /// <summary>Takes a rule whose verdict has to be waited for, in the order in which they were started.</summary>
    public bool TryTakePending([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PendingRule<TEvent>? pending)
    {
        pending = _firstPending;
        if (pending is null)
            return false;

        _firstPending = pending.Following;
        return true;
    }

    /// <summary>Takes a verdict that was waited for.</summary>
    public void Resume(int place, RuleResult verdict)
    {
        if (!verdict.IsPass)
            Note(place, verdict);

        _ticks = _route.Tracer.Timestamp();
    }

    /// <summary>Completes the flow.</summary>
    public readonly DispatchResult Complete()
    {
        FlowSlot slot = _flow.Slot!;
        slot.TryComplete(_flow.Id, FlowOutcome.Completed, FinalResult(slot.FailedCalls(_flow.Id)), _ticks);
        return new DispatchResult(_route.Rules.Length, _worst, _results);
    }

    // Apart from the loop, which is as short as it can be for rules that may take for ever.
    private void EvaluateWatched(in RoutedRule<TEvent> rule)
    {
        if (_route.GivenUp.Holds(rule.Point.Name, _key))
        {
            Resume(_next, rule.Refuse(_event, _flow, _ticks));
            _next++;
            return;
        }

        PendingRule<TEvent> watched = Rent();
        watched.Watch();
        _flow.Slot!.Enter(_flow.Id, rule.PointId);
        RuleResult result = default;
        Exception? failure = null;
        try
        {
            ValueTask<RuleResult> evaluation = rule.Set.EvaluateAsync(rule.Place, _event, rule.Within(_flow), _cancellationToken);
            if (!evaluation.IsCompleted)
            {
                Wait(watched, evaluation);
                return;
            }

            result = evaluation.GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        if (watched.TryEndAtOnce(result, failure))
            Conclude(rule, result, failure);
        else
            Append(watched);
    }

    private void Conclude(in RoutedRule<TEvent> rule, RuleResult result, Exception? failure)
    {
        long end = _route.Tracer.Timestamp();
        if (failure is null && result.IsPass)
        {
            FlowRecords.Verdict(_flow, rule.PointId, _ticks, end, result, null);
            _ticks = end;
        }
        else
        {
            Resume(_next, rule.Conclude(_event, _flow, _ticks, end, result, failure));
        }

        _next++;
    }

    private void Wait(PendingRule<TEvent> pending, ValueTask<RuleResult> evaluation)
    {
        Append(pending);
        pending.Follow(evaluation);
    }

    private void Append(PendingRule<TEvent> pending)
    {
        if (_firstPending is null)
            _firstPending = pending;
        else
            _lastPending!.Following = pending;

        _lastPending = pending;
        _next++;
        // What comes next starts when this one has let go of the thread.
        if (_route.IsConcurrent)
            _ticks = _route.Tracer.Timestamp();
    }

    private readonly PendingRule<TEvent> Rent() => PendingRule<TEvent>.Rent(_route, _next, _event, _flow, _key, _ticks);

    private void Note(int place, RuleResult verdict)
    {
        if (_results is null)
        {
            _results = new RuleResult[_route.Rules.Length];
            Array.Fill(_results, RuleResult.Pass);
        }

        _results[place] = verdict;
        if (verdict > _worst)
            _worst = verdict;
    }

    private readonly string FinalResult(int failedCalls) => _worst.Severity switch
    {
        RuleSeverity.Pass => "PASS",
        RuleSeverity.InsufficientData => "INSUFFICIENT_DATA",
        RuleSeverity.Breach => failedCalls == 0 ? "BREACH_HANDLED" : "BREACH_CALL_FAILED",
        _ => "ERROR",
    };
}
