namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>How calls are traced in a run.</summary>
internal enum Tracing
{
    Untraced,
    Recorded,
    RecordedQuietly,
    Disabled,
    WithoutAFlow,
}
