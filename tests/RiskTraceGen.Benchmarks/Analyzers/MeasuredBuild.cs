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

    /// <summary>A build with the analyzers of <paramref name="peer"/>, or with none, and the milliseconds that it took: on the clock, and of all processors.</summary>
    public (double Clock, double Processor) Measure(Peer? peer)
    {
        CSharpCompilation compilation = Compile(peer);
        _ = compilation.SourceModule.ReferencedAssemblySymbols.Length;
        GC.Collect();
        using Process process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        _ = Build(compilation, peer);
        double clock = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        process.Refresh();
        return (clock, (process.TotalProcessorTime - before).TotalMilliseconds);
    }

    /// <summary>The ids that a build with <paramref name="peer"/> reports; throws if the program does not compile or an analyzer fails.</summary>
    public ILookup<string, Diagnostic> Reported(Peer? peer)
    {
        ILookup<string, Diagnostic> reported = Build(Compile(peer), peer).ToLookup(found => found.Id);
        return reported.SelectMany(found => found).FirstOrDefault(found => found.Id is "AD0001" || (found.Id.StartsWith("CS", StringComparison.Ordinal) && found.Severity == DiagnosticSeverity.Error)) is { } error
            ? throw new InvalidOperationException($"{peer?.Name}: {error}")
            : reported;
    }

    private static IEnumerable<Diagnostic> Build(CSharpCompilation compilation, Peer? peer)
        => peer is null
            ? compilation.GetDiagnostics()
            : compilation
                .WithAnalyzers(peer.Analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false))
                .GetAllDiagnosticsAsync().GetAwaiter().GetResult();

    private CSharpCompilation Compile(Peer? peer)
        => CSharpCompilation.Create(
            "Subject",
            _trees,
            _references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: peer?.Severities));
}
