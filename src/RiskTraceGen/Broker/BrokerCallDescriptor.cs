namespace RiskTraceGen;

/// <summary>A method of the broker boundary, as the registry knows it.</summary>
/// <param name="Name">The call's name in traces.</param>
/// <param name="Member">Type and method.</param>
public sealed record BrokerCallDescriptor(string Name, string Member);
