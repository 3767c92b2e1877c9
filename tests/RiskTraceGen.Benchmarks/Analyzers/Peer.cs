using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Benchmarks.Compiler;

namespace RiskTraceGen.Benchmarks.Analyzers;

/// <summary>Analyzers that take part in a build together.</summary>
/// <param name="Name">As the table names them.</param>
/// <param name="Analyzers">What runs.</param>
/// <param name="Severities">Of their rules, as a build on the command line sees them.</param>
internal sealed record Peer(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers, ImmutableDictionary<string, ReportDiagnostic> Severities)
{
    /// <summary>The analyzers of a folder with the severities that they come with, or those of a global config beside them; null if they were not to be had.</summary>
    public static Peer? Load(string name, string folder, string? config = null)
    {
        ImmutableArray<DiagnosticAnalyzer> analyzers = ExtensionFolder.Analyzers(folder);
        if (analyzers.IsEmpty)
            return null;

        ImmutableDictionary<string, ReportDiagnostic> configured = config is null ? ImmutableDictionary<string, ReportDiagnostic>.Empty : Configured(ExtensionFolder.File(folder, config));
        return new Peer(
            name,
            analyzers,
            analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).DistinctBy(rule => rule.Id).ToImmutableDictionary(rule => rule.Id, rule => InBuild(rule, configured)));
    }

    public Peer With(Peer other, string name) => new(name, [.. Analyzers, .. other.Analyzers], Severities.AddRange(other.Severities));

    /// <summary>The compiler runs no analyzer of whose rules none can be a warning or an error: suggestions are for editors.</summary>
    private static ReportDiagnostic InBuild(DiagnosticDescriptor rule, ImmutableDictionary<string, ReportDiagnostic> configured)
    {
        ReportDiagnostic severity = configured.TryGetValue(rule.Id, out ReportDiagnostic given) ? given : rule switch
        {
            { IsEnabledByDefault: false } => ReportDiagnostic.Suppress,
            { DefaultSeverity: DiagnosticSeverity.Warning } => ReportDiagnostic.Warn,
            { DefaultSeverity: DiagnosticSeverity.Error } => ReportDiagnostic.Error,
            _ => ReportDiagnostic.Suppress,
        };
        return severity is ReportDiagnostic.Warn or ReportDiagnostic.Error ? severity : ReportDiagnostic.Suppress;
    }

    private static ImmutableDictionary<string, ReportDiagnostic> Configured(string path)
        => AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(System.IO.File.ReadAllText(path), path))).GlobalConfigOptions.TreeOptions;
}
