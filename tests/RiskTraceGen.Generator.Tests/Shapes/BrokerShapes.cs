namespace RiskTraceGen.Generator.Tests;

/// <summary>The shapes that brokers have, by what they are about.</summary>
internal static partial class BrokerShapes
{
    public static BrokerShape[] All { get; } = [.. Types(), .. Members(), .. Generics(), .. NestedGenerics(), .. ParameterKinds(), .. Values(), .. Names(), .. Clashes(), .. Defaults(), .. Attributes(), .. Results(), .. Refusals()];
}
