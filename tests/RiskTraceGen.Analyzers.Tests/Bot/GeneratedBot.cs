using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Generator;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>Code of a bot whose wrappers the real generator writes, as in a user's build.</summary>
internal static class GeneratedBot
{
    private static readonly CSharpParseOptions Options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    // The library refers to the lowest versions that it works with. The SDK silences these two as well.
    private static readonly Dictionary<string, ReportDiagnostic> NewerAssemblies = new() { ["CS1701"] = ReportDiagnostic.Suppress, ["CS1702"] = ReportDiagnostic.Suppress };

    /// <summary>What the compiler and all analyzers have to say about <paramref name="source"/> beside the broker of the tests, down to what is information only.</summary>
    public static Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(string source, CancellationToken cancellationToken)
        => DiagnosticsAsync(source, EditorConfig.Empty, cancellationToken);

    /// <summary>The same in a project that is configured.</summary>
    public static Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(string source, EditorConfig config, CancellationToken cancellationToken)
        => DiagnosticsAsync(Compile([Bot.Usings, Bot.Broker, source], cancellationToken), config, cancellationToken);

    /// <summary>What the compiler and all analyzers have to say, down to what is information only.</summary>
    public static Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(Compilation compilation, CancellationToken cancellationToken)
        => DiagnosticsAsync(compilation, EditorConfig.Empty, cancellationToken);

    /// <summary>The sources with what the generator writes for them; a program if they have an entry point.</summary>
    public static Compilation Compile(IEnumerable<string> sources, CancellationToken cancellationToken)
    {
        SyntaxTree[] trees = [.. sources.Select((text, place) => CSharpSyntaxTree.ParseText(text, Options, $"/Source{place}.cs", cancellationToken: cancellationToken))];
        bool isProgram = trees.SelectMany(tree => tree.GetRoot(cancellationToken).DescendantNodes()).Any(static node => node is GlobalStatementSyntax or MethodDeclarationSyntax { Identifier.ValueText: "Main" });
        var compilation = CSharpCompilation.Create(
            "TradingBot",
            trees,
            [.. Basic.Reference.Assemblies.Net100.References.All, Package.Reference, .. Package.Companions],
            new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: NewerAssemblies));

        CSharpGeneratorDriver
            .Create([new RiskTraceGenerator().AsSourceGenerator()], parseOptions: Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out ImmutableArray<Diagnostic> reported, cancellationToken);
        Assert.Empty(reported);
        return generated;
    }

    private static async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(Compilation compilation, EditorConfig config, CancellationToken cancellationToken)
    {
        ImmutableArray<Diagnostic> all = await compilation
            .WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(config.Severities))
            .WithAnalyzers([.. RuleCatalog.Analyzers], new AnalyzerOptions([], config.Options))
            .GetAllDiagnosticsAsync(cancellationToken);
        return [.. all.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Info)];
    }
}
