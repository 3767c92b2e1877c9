namespace RiskTraceGen;

/// <summary>A handler that has started and not ended.</summary>
/// <param name="FlowId">The flow in which its hook was raised.</param>
/// <param name="Hook">The hook's name.</param>
/// <param name="Handler">The handler's name: type and method.</param>
/// <param name="Age">How long ago it started.</param>
public readonly record struct RunningHandler(long FlowId, string Hook, string Handler, TimeSpan Age);
