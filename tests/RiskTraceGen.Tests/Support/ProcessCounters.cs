namespace RiskTraceGen.Tests;

/// <summary>Tests that read counters of the whole process run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessCounters
{
    public const string Name = "process counters";
}
