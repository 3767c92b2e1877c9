namespace RiskTraceGen;

/// <summary>
/// The evaluation of one event: its flow, the verdicts so far, the rule that comes next. Rules that answer at once are evaluated in a plain loop; one that
/// does not is left to whoever can wait. The clock is read once between two rules: the end of one is the start of the next.
/// </summary>
internal struct EventEvaluation<TEvent>
{
    private readonly EventRoute<TEvent> _route;
    private readonly TEvent _event;
    private readonly CancellationToken _cancellationToken;
    private readonly RiskFlow _flow;
    private RuleResult _worst = RuleResult.Pass;
    private RuleResult[]? _results;
    private long _ticks;
    private int _next;

    public EventEvaluation(EventRoute<TEvent> route, TEvent riskEvent, CancellationToken cancellationToken)
    {
        _route = route;
        _event = riskEvent;
        _ticks = route.Tracer.Timestamp();
        _flow = route.Tracer.StartDispatch(FlowTrace.RuleEvaluation, _ticks, route.Deadline, route.First, riskEvent, cancellationToken);
        _cancellationToken = _flow.Slot!.CancellationToken;
    }

    /// <summary>Evaluates rules until one has to be waited for.</summary>
    /// <param name="pending">The verdict to wait for; <see cref="Conclude"/> takes it.</param>
    /// <returns><see langword="true"/> when every rule has given its verdict.</returns>
    public bool Advance(out ValueTask<RuleResult> pending)
    {
        while (_next < _route.Rules.Length)
        {
            ref readonly EventRoute<TEvent>.Rule rule = ref _route.Rules[_next];
            _flow.Slot!.TryEnter(_flow.Id, rule.Point);
            RuleResult result = default;
            Exception? failure = null;
            try
            {
                ValueTask<RuleResult> verdict = rule.Set.EvaluateAsync(rule.Place, _event, Within(rule), _cancellationToken);
                if (!verdict.IsCompleted)
                {
                    pending = verdict;
                    return false;
                }

                result = verdict.GetAwaiter().GetResult();
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            Conclude(result, failure);
        }

        pending = default;
        return true;
    }

    /// <summary>Takes the verdict of the rule that is being evaluated.</summary>
    /// <param name="result">What it returned.</param>
    /// <param name="failure">What it threw instead.</param>
    public void Conclude(RuleResult result, Exception? failure)
    {
        ref readonly EventRoute<TEvent>.Rule rule = ref _route.Rules[_next];
        if (failure is InsufficientDataException missing)
            (result, failure) = (RuleResult.InsufficientData(missing.Message), null);
        else if (failure is not null)
            result = RuleResult.Error($"threw {failure.GetType().Name}");

        long end = _route.Tracer.Timestamp();
        FlowRecords.Verdict(_flow, rule.Point, _ticks, end, result, failure);
        _ticks = end;
        if (!result.IsPass)
            NoteFinding(rule, result, failure);

        _next++;
    }

    /// <summary>Completes the flow.</summary>
    public readonly DispatchResult Complete()
    {
        FlowSlot slot = _flow.Slot!;
        slot.TryComplete(_flow.Id, FlowOutcome.Completed, FinalResult(slot.FailedCalls(_flow.Id)), _ticks);
        return new DispatchResult(_route.Rules.Length, _worst, _results);
    }

    private readonly RiskFlow Within(in EventRoute<TEvent>.Rule rule) => _flow.Within(-rule.Point.Id, 0);

    private void NoteFinding(in EventRoute<TEvent>.Rule rule, RuleResult result, Exception? failure)
    {
        if (_results is null)
        {
            _results = new RuleResult[_route.Rules.Length];
            Array.Fill(_results, RuleResult.Pass);
        }

        _results[_next] = result;
        if (result > _worst)
            _worst = result;

        // A breach that the rule did not raise itself, and a rule that failed, are raised for it.
        RiskFlow evaluation = Within(rule);
        if (result.IsBreach && !evaluation.Slot!.HasRaisedBreach(evaluation.Id, evaluation.Span))
            evaluation.Raise(new BreachDetected(rule.Point.Name, ContractOf(rule), Reason: result.Reason));
        else if (result.Severity == RuleSeverity.Error)
            evaluation.Raise(new CriticalFailure(rule.Point.Name, result.Reason, failure));

        _ticks = _route.Tracer.Timestamp();
    }

    // The event's property is the user's code: without the contract the breach is still raised.
    private readonly string? ContractOf(in EventRoute<TEvent>.Rule rule)
    {
        try
        {
            return rule.Set.ContractOf(_event);
        }
        catch (Exception)
        {
            return null;
        }
    }

    private readonly string FinalResult(int failedCalls) => _worst.Severity switch
    {
        RuleSeverity.Pass => "PASS",
        RuleSeverity.InsufficientData => "INSUFFICIENT_DATA",
        RuleSeverity.Breach => failedCalls == 0 ? "BREACH_HANDLED" : "BREACH_CALL_FAILED",
        _ => "ERROR",
    };
}
