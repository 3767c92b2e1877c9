namespace RiskTraceGen.Tests;

/// <summary>A payload of the random runs, known by its number.</summary>
[HookEvent("gust")]
public readonly record struct Gust(int Number);

/// <summary>What handlers of a gust raise themselves.</summary>
[HookEvent("squall")]
public readonly record struct Squall(int Number);
