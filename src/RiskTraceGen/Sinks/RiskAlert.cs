namespace RiskTraceGen;

/// <summary>An alert, as it was recorded: something that protects money has failed, or cannot be relied on. Immutable.</summary>
/// <param name="FlowId">The flow in which it was raised; 0 for what the tracer says of itself.</param>
/// <param name="Source">The rule, broker call, hook or part that failed.</param>
/// <param name="Message">What happened.</param>
/// <param name="Exception">What was thrown, with its stack, as text; <see langword="null"/> when nothing was.</param>
/// <param name="Time">When it was raised, in UTC.</param>
public sealed record RiskAlert(long FlowId, string Source, string Message, string? Exception, DateTimeOffset Time);
