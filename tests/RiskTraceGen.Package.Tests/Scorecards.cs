namespace RiskTraceGen.Package.Tests;

/// <summary>What the scorecards of the consumers say.</summary>
internal static class Scorecards
{
    public const string OfScored = "TODO";
}
