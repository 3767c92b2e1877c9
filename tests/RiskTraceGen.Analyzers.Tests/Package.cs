using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>The runtime library that tested code is compiled against: the real one.</summary>
internal static class Package
{
    public static readonly MetadataReference Reference = MetadataReference.CreateFromFile(typeof(RiskFlow).Assembly.Location);
}
