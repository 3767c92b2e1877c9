namespace RiskTraceGen;

/// <summary>A handler of a hook, as the registry knows it.</summary>
/// <param name="Hook">The hook's name.</param>
/// <param name="Member">Type and method.</param>
/// <param name="Order">Its place among the handlers of the hook.</param>
/// <param name="TimeoutMilliseconds">When it is abandoned; 0 for the tracer's default.</param>
/// <param name="Inline">Whether it runs on the thread that raises.</param>
public sealed record HookDescriptor(string Hook, string Member, int Order, int TimeoutMilliseconds, bool Inline);
