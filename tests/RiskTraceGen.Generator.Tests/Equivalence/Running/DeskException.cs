namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>An exception that no framework knows.</summary>
internal sealed class DeskException(int code) : Exception($"the desk says {code}")
{
    public int Code { get; } = code;
}
