namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>How a call ended, as its caller saw it.</summary>
/// <param name="Call">The number of the call in its program.</param>
/// <param name="Failures">What the trace may say that it threw; empty if it succeeded.</param>
internal sealed record Outcome(int Call, IReadOnlyList<Exception> Failures)
{
    /// <summary>Whether the call was never made, because an argument could not be evaluated.</summary>
    public bool IsUnmade { get; init; }

    /// <summary>Whether the call returned something that was still to run, so that all the trace can say of it is that.</summary>
    public bool IsHandedOver { get; init; }

    /// <summary>Whether what the call returned was a stream that was gone through: the end is that of the enumeration.</summary>
    public bool IsEnumerated { get; init; }

    /// <summary>Whether the broker returned null where a task belongs.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Whether the result itself says that the broker did not do it.</summary>
    public bool SaysItFailed { get; init; }
}
