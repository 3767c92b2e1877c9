using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Generator;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>What a project refers to for the real generator.</summary>
internal sealed class Generator : IAnalyzerAssemblyLoader
{
    private static readonly Assembly Assembly = typeof(RiskTraceGenerator).Assembly;

    public static AnalyzerReference Reference { get; } = new AnalyzerFileReference(Assembly.Location, new Generator());

    public void AddDependencyLocation(string fullPath)
    {
        // They are loaded beside it.
    }

    public Assembly LoadFromPath(string fullPath) => Assembly;
}
