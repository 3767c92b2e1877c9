using System.Diagnostics;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Benchmarks.Compiler;

namespace RiskTraceGen.Benchmarks.Analyzers;

/// <summary>One program, compiled with different analyzers or with none: each measurement is a compilation that nobody has looked into yet.</summary>
internal sealed class MeasuredBuild
{
    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private readonly IReadOnlyList<SyntaxTree> _trees;
    private readonly IReadOnlyList<MetadataReference> _references = [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(RiskFlow).Assembly.Location)];

    public MeasuredBuild(IReadOnlyList<string> files)
    {
        _trees = [.. files.Select((text, place) => CSharpSyntaxTree.ParseText(text, ParseOptions, $"File{place}.cs"))];

        // What is generated is compiled too, but it is generated once.
        CSharpGeneratorDriver.Create(ExtensionFolder.Generators("Generators/RiskTraceGen"), parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(Compile(null), out Compilation generated, out _);
        _trees = [.. generated.SyntaxTrees];
    }

    /// <summary>What a build with the analyzers of <paramref name="peer"/>, or with none, takes.</summary>
    public BuildTime Measure(Peer? peer)
    {
        CSharpCompilation compilation = Untouched(peer);
        using Process process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        Build(compilation, peer);
        double clock = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        process.Refresh();
        return new BuildTime(
            clock,
            (process.TotalProcessorTime - before).TotalMilliseconds,
            peer is null ? [] : Analyze(Untouched(peer), peer).AnalyzerTelemetryInfo.ToDictionary(known => known.Key.GetType().FullName!, known => known.Value.ExecutionTime.TotalMilliseconds));
    }

    /// <summary>What the analyzers of a build report, by id; throws if the program does not compile or an analyzer fails.</summary>
    public ILookup<string, Diagnostic> Reported(Peer peer)
    {
        CSharpCompilation compilation = Compile(peer);
        ILookup<string, Diagnostic> reported = Analyze(compilation, peer).GetAllDiagnostics().ToLookup(found => found.Id);
        return compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).Concat(reported["AD0001"]).FirstOrDefault() is { } error
            ? throw new InvalidOperationException($"{peer.Name}: {error}")
            : reported;
    }

    // As the compiler builds: it looks for its own diagnostics, and the analyzers follow in what it has bound.
    private static void Build(CSharpCompilation compilation, Peer? peer)
        => _ = peer is null ? compilation.GetDiagnostics() : With(compilation, peer, logsTime: false).GetAllDiagnosticsAsync().GetAwaiter().GetResult();

    // The analyzers alone, each with its own time.
    private static AnalysisResult Analyze(CSharpCompilation compilation, Peer peer)
        => With(compilation, peer, logsTime: true).GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();

    private static CompilationWithAnalyzers With(CSharpCompilation compilation, Peer peer, bool logsTime)
        => compilation.WithAnalyzers(peer.Analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logsTime));

    private CSharpCompilation Untouched(Peer? peer)
    {
        CSharpCompilation compilation = Compile(peer);
        _ = compilation.SourceModule.ReferencedAssemblySymbols.Length;
        GC.Collect();
        return compilation;
    }

    private CSharpCompilation Compile(Peer? peer)
        => CSharpCompilation.Create(
            "Subject",
            _trees,
            _references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: peer?.Severities));
}
