namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>How a call ended, as its caller saw it.</summary>
/// <param name="Call">The number of the call in its program.</param>
/// <param name="Failures">What the trace may say that it threw; empty if it succeeded.</param>
internal sealed record Outcome(int Call, IReadOnlyList<Exception> Failures)
{
    /// <summary>Whether the call was never made, because an argument could not be evaluated.</summary>
    public bool IsUnmade { get; init; }

    /// <summary>Whether it failed only when its caller went through the items that it had returned, so that the call itself may count as a success.</summary>
    public bool FailedInItsItems { get; init; }

    /// <summary>Whether the result itself says that the broker did not do it.</summary>
    public bool SaysItFailed { get; init; }
}
