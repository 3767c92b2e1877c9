using System.Globalization;

namespace RiskTraceGen;

/// <summary>
/// One rule of a route: how it is called, and what its verdict sets in motion. A value, so that the rules of a route stand one behind the other in memory.
/// </summary>
/// <param name="set">Where it is called.</param>
/// <param name="place">Its place there.</param>
/// <param name="point">Its trace point.</param>
/// <param name="timeout">How long it may take; zero means for ever.</param>
internal readonly struct RoutedRule<TEvent>(EventRules<TEvent> set, int place, TracePoint point, TimeSpan timeout)
{
    private static readonly RuleResult StillBusy = RuleResult.Error("not evaluated: its evaluation of an earlier event was given up and has not ended");

    public EventRules<TEvent> Set => set;

    public int Place => place;

    public TracePoint Point => point;

    /// <summary>The number of its trace point.</summary>
    public int PointId { get; } = point.Id;

    public TimeSpan Timeout => timeout;

    /// <summary>The flow, seen from inside the evaluation.</summary>
    public RiskFlow Within(in RiskFlow flow) => flow.Within(-PointId, 0);

    /// <summary>Takes a verdict: records it, and raises what it asks for.</summary>
    /// <param name="riskEvent">The event.</param>
    /// <param name="flow">Its flow.</param>
    /// <param name="startTicks">When the evaluation began.</param>
    /// <param name="endTicks">When it ended.</param>
    /// <param name="result">What the rule returned.</param>
    /// <param name="failure">What it threw instead.</param>
    /// <returns>The verdict that counts.</returns>
    public RuleResult Conclude(in TEvent riskEvent, in RiskFlow flow, long startTicks, long endTicks, RuleResult result, Exception? failure)
    {
        if (failure is not null)
            (result, failure) = VerdictOf(failure);
        FlowRecords.Verdict(flow, PointId, startTicks, endTicks, result, failure);
        if (!result.IsPass)
            Raise(riskEvent, flow, result, failure);

        return result;
    }

    /// <summary>Gives the verdict for a rule that has taken too long.</summary>
    public RuleResult GiveUp(in TEvent riskEvent, in RiskFlow flow, long startTicks)
    {
        var noVerdict = RuleResult.Error(string.Create(CultureInfo.InvariantCulture, $"no verdict within {timeout.TotalMilliseconds:0.###} ms"));
        return Conclude(riskEvent, flow, startTicks, flow.Slot!.Tracer.Timestamp(), noVerdict, null);
    }

    /// <summary>Gives the verdict for a rule that may not be evaluated, because it would be evaluated twice at once.</summary>
    public RuleResult Refuse(in TEvent riskEvent, in RiskFlow flow, long ticks) => Conclude(riskEvent, flow, ticks, ticks, StillBusy, null);

    /// <summary>Records what a rule said that had been given up. The verdict stays.</summary>
    public void RecordLate(in RiskFlow flow, long startTicks, long endTicks, RuleResult result, Exception? failure)
    {
        if (failure is not null)
            (result, failure) = VerdictOf(failure);
        FlowRecords.LateVerdict(flow, PointId, startTicks, endTicks, result, failure);
    }

    private static (RuleResult Result, Exception? Failure) VerdictOf(Exception failure) => failure is InsufficientDataException missing
        ? (RuleResult.InsufficientData(missing.Message), null)
        : (RuleResult.Error($"threw {failure.GetType().Name}"), failure);

    // A breach that the rule did not raise itself, and a rule that failed, are raised for it.
    private void Raise(in TEvent riskEvent, in RiskFlow flow, RuleResult result, Exception? failure)
    {
        RiskFlow evaluation = Within(flow);
        if (result.IsBreach && !evaluation.Slot!.HasRaisedBreach(evaluation.Id, evaluation.Span))
            evaluation.Raise(new BreachDetected(point.Name, ContractOf(riskEvent), Reason: result.Reason));
        else if (result.Severity == RuleSeverity.Error)
            evaluation.Raise(new CriticalFailure(point.Name, result.Reason, failure));
    }

    // The event's property is the user's code: without the contract the breach is still raised.
    private string? ContractOf(in TEvent riskEvent)
    {
        try
        {
            return set.ContractOf(riskEvent);
        }
        catch (Exception)
        {
            return null;
        }
    }
}
