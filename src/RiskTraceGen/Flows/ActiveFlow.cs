namespace RiskTraceGen;

/// <summary>A flow that has started and not ended.</summary>
/// <param name="Id">The flow's id.</param>
/// <param name="Type">The flow's type.</param>
/// <param name="Age">How long ago it started.</param>
/// <param name="Step">The rule, handler (<c>hook → handler</c>) or broker call that it entered last, by its name in traces; empty before the first.</param>
/// <param name="Completing">Whether it is complete but for handlers that are still running.</param>
public readonly record struct ActiveFlow(long Id, string Type, TimeSpan Age, string Step, bool Completing);
