using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>The runtime library that tested code is compiled against: the real one.</summary>
internal static class Package
{
    public static readonly MetadataReference Reference = MetadataReference.CreateFromFile(typeof(RiskFlow).Assembly.Location);

    /// <summary>The packages beside it that a bot is built on, as far as the tests have them at hand.</summary>
    public static IEnumerable<MetadataReference> Companions => new[] { "Microsoft.Extensions.*.dll", "Microsoft.AspNetCore.*.dll", "ProjectX.dll", "Polly*.dll", "System.CommandLine.dll", "System.IO.Hashing.dll" }
        .SelectMany(static pattern => Directory.GetFiles(AppContext.BaseDirectory, pattern))
        .Select(static path => MetadataReference.CreateFromFile(path));
}
