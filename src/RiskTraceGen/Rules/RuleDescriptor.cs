namespace RiskTraceGen;

/// <summary>An evaluation method of a rule, as the registry knows it.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Category">Its family, or empty.</param>
/// <param name="Event">The trace name of the event that triggers it.</param>
/// <param name="Member">Type and method.</param>
/// <param name="TimeoutMilliseconds">When it is given up; 0 for <see cref="RiskTracerOptions.RuleTimeout"/>.</param>
public sealed record RuleDescriptor(string Name, string Category, string Event, string Member, int TimeoutMilliseconds = 0);
