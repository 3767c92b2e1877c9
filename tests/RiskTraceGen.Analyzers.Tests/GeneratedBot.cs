using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Generator;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>Code of a bot whose wrappers the real generator writes, as in a user's build.</summary>
internal static class GeneratedBot
{
    private static readonly CSharpParseOptions Options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    /// <summary>What the compiler and all analyzers have to say about <paramref name="source"/> beside the broker of the tests, warnings and above.</summary>
    public static Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(string source, CancellationToken cancellationToken)
        => DiagnosticsAsync(source, new Dictionary<string, string>(), cancellationToken);

    /// <summary>The same, under the settings of an .editorconfig.</summary>
    public static Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(string source, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
        => DiagnosticsAsync(Compile([Bot.Usings, Bot.Broker, source], cancellationToken), settings, cancellationToken);

    /// <summary>What the compiler and all analyzers have to say, warnings and above.</summary>
    public static Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(Compilation compilation, CancellationToken cancellationToken)
        => DiagnosticsAsync(compilation, new Dictionary<string, string>(), cancellationToken);

    private static async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(Compilation compilation, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        ImmutableArray<Diagnostic> all = await compilation
            .WithAnalyzers([.. RuleCatalog.Analyzers], new AnalyzerOptions([], new Settings(settings)))
            .GetAllDiagnosticsAsync(cancellationToken);
        return [.. all.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
    }

    /// <summary>The sources with what the generator writes for them.</summary>
    public static Compilation Compile(IEnumerable<string> sources, CancellationToken cancellationToken)
    {
        var compilation = CSharpCompilation.Create(
            "TradingBot",
            sources.Select((text, place) => CSharpSyntaxTree.ParseText(text, Options, $"Source{place}.cs", cancellationToken: cancellationToken)),
            [.. Basic.Reference.Assemblies.Net100.References.All, Package.Reference],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        CSharpGeneratorDriver
            .Create([new RiskTraceGenerator().AsSourceGenerator()], parseOptions: Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out ImmutableArray<Diagnostic> reported, cancellationToken);
        Assert.Empty(reported);
        return generated;
    }
}
