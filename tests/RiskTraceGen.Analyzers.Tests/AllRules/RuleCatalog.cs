using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>All rules of the assembly, and their analyzers.</summary>
internal static class RuleCatalog
{
    public static IReadOnlyList<DiagnosticAnalyzer> Analyzers { get; } = [.. typeof(RiskTraceAnalyzer).Assembly.GetTypes()
        .Where(static type => !type.IsAbstract && typeof(RiskTraceAnalyzer).IsAssignableFrom(type))
        .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
        .OrderBy(static analyzer => analyzer.SupportedDiagnostics[0].Id, StringComparer.Ordinal)];

    public static IReadOnlyList<DiagnosticDescriptor> Rules { get; } = [.. Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics)];

    public static TheoryData<string> Ids { get; } = [.. Rules.Select(static rule => rule.Id)];

    public static DiagnosticDescriptor Rule(string id) => Rules.Single(rule => rule.Id == id);
}
