using System.ComponentModel;

namespace RiskTraceGen;

/// <summary>
/// What one event wakes in one module: its rules, how each is called, and how the event is recorded. Generated code derives one for each event.
/// </summary>
/// <typeparam name="TEvent">The event.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class EventRules<TEvent> : IEventRules
{
    /// <param name="point">The event's trace point.</param>
    /// <param name="rules">The rules' trace points, in the order in which they are evaluated.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeout of a rule is negative.</exception>
    protected EventRules(TracePoint point, params TracePoint[] rules)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(rules);
        foreach (TracePoint rule in rules)
        {
            if (rule.TimeoutMilliseconds < 0)
                throw new ArgumentOutOfRangeException(
                    nameof(rules),
                    rule.TimeoutMilliseconds,
                    $"The timeout of the rule '{rule.Name}' must not be negative; 0 is RiskTracerOptions.RuleTimeout.");
        }

        EventPoint = point;
        RulePoints = rules;
    }

    internal TracePoint EventPoint { get; }

    internal TracePoint[] RulePoints { get; }

    TracePoint[] IEventRules.RulePoints => RulePoints;

    Type IEventRules.EventType => typeof(TEvent);

    /// <summary>Evaluates one rule.</summary>
    /// <param name="rule">The rule's place.</param>
    /// <param name="riskEvent">The event.</param>
    /// <param name="flow">The flow, seen from inside the evaluation.</param>
    /// <param name="cancellationToken">The dispatch's token.</param>
    public abstract ValueTask<RuleResult> EvaluateAsync(int rule, in TEvent riskEvent, in RiskFlow flow, CancellationToken cancellationToken);

    /// <summary>Writes the event into the record that starts its flow.</summary>
    /// <param name="writer">The record's payload.</param>
    /// <param name="riskEvent">The event.</param>
    public abstract void Write(ref RecordWriter writer, TEvent riskEvent);

    /// <summary>
    /// The contract that the event is about, for the breach that the dispatcher raises and for
    /// <see cref="DispatchOrder.ByContract"/>; <see langword="null"/> when it names none.
    /// </summary>
    /// <param name="riskEvent">The event.</param>
    public virtual string? ContractOf(TEvent riskEvent) => null;

    /// <summary>The account that the event is about, for <see cref="DispatchOrder.ByAccount"/>; <see langword="null"/> when it names none.</summary>
    /// <param name="riskEvent">The event.</param>
    public virtual string? AccountOf(TEvent riskEvent) => null;

    EventRules<object> IEventRules.ForObjects() => new ObjectRules(this);

    object IEventRules.CreateRoute(DispatchContext context, IEnumerable<IEventRules> sets)
        => new EventRoute<TEvent>(context, typeof(TEvent), [.. sets.Cast<EventRules<TEvent>>()]);

    /// <summary>For the evaluation of a rule that does not exist.</summary>
    /// <param name="rule">The place that was asked for.</param>
    protected static ArgumentOutOfRangeException NoSuchRule(int rule) => new(nameof(rule), rule, $"{typeof(TEvent).Name} has no such rule.");

    /// <summary>What a rule returned that promises a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="rule">The rule's trace point.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    protected static ValueTask<RuleResult> TaskOf(Task<RuleResult>? task, TracePoint rule)
        => task is null ? throw rule.NoTask() : new ValueTask<RuleResult>(task);

    private sealed class ObjectRules(EventRules<TEvent> rules) : EventRules<object>(rules.EventPoint, rules.RulePoints)
    {
        public override ValueTask<RuleResult> EvaluateAsync(int rule, in object riskEvent, in RiskFlow flow, CancellationToken cancellationToken)
            => rules.EvaluateAsync(rule, (TEvent)riskEvent, flow, cancellationToken);

        public override void Write(ref RecordWriter writer, object riskEvent) => rules.Write(ref writer, (TEvent)riskEvent);

        public override string? ContractOf(object riskEvent) => rules.ContractOf((TEvent)riskEvent);

        public override string? AccountOf(object riskEvent) => rules.AccountOf((TEvent)riskEvent);
    }
}
