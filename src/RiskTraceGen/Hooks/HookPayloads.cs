namespace RiskTraceGen;

/// <summary>A rule has found a limit crossed: the payload of <c>on_breach</c>. The dispatcher raises it where the rule did not.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="ContractId">The contract concerned, if one is.</param>
/// <param name="Value">The value that crossed the limit, if it is a number.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Reason">What the verdict says.</param>
[HookEvent("on_breach")]
public readonly record struct BreachDetected(string Rule, string? ContractId, decimal? Value = null, decimal? Limit = null, string? Reason = null);

/// <summary>Positions are about to be closed automatically: the payload of <c>auto_flatten_start</c>.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="ContractId">The contract, or <see langword="null"/> for all.</param>
/// <param name="Reason">Why.</param>
[HookEvent("auto_flatten_start")]
public readonly record struct AutoFlattenStart(string AccountId, string? ContractId, string Reason);

/// <summary>Positions have been closed automatically, or could not be: the payload of <c>auto_flatten_complete</c>.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="ContractId">The contract, or <see langword="null"/> for all.</param>
/// <param name="Success">Whether everything is closed.</param>
/// <param name="Error">What went wrong.</param>
[HookEvent("auto_flatten_complete")]
public readonly record struct AutoFlattenComplete(string AccountId, string? ContractId, bool Success, string? Error = null);

/// <summary>Something that protects money has failed: the payload of <c>critical_failure</c>. The dispatcher raises it when a rule throws.</summary>
/// <param name="Source">The rule or part that failed.</param>
/// <param name="Message">What happened.</param>
/// <param name="Exception">The exception, if there is one.</param>
[HookEvent("critical_failure")]
public readonly record struct CriticalFailure(string Source, string Message, Exception? Exception = null);

/// <summary>A flow has taken longer than it may: the payload of <c>flow_timeout</c>.</summary>
/// <param name="FlowId">The flow.</param>
/// <param name="FlowType">Its type.</param>
/// <param name="Deadline">How long it was allowed to take.</param>
[HookEvent("flow_timeout")]
public readonly record struct FlowTimeout(long FlowId, string FlowType, TimeSpan Deadline);
