namespace RiskTraceGen;

/// <summary>How events are dispatched.</summary>
/// <param name="Order">Which events are evaluated at the same time.</param>
/// <param name="ConcurrentRules">Whether the rules of one event are.</param>
/// <param name="RuleTimeout">When a rule without a timeout of its own is given up.</param>
internal sealed record DispatchSettings(DispatchOrder Order, bool ConcurrentRules, TimeSpan? RuleTimeout);
