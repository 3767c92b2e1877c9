using System.Diagnostics;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RiskTraceGen.Benchmarks.Generators.Programs;

namespace RiskTraceGen.Benchmarks.Generators;

/// <summary>One generator with its program of one size: each measurement is a run of the generator driver on a compilation that nobody has looked into yet.</summary>
internal sealed class MeasuredGenerator
{
    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
    private static readonly CSharpCompilationOptions Options = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    private readonly IReadOnlyList<string> _files;
    private readonly IReadOnlyList<MetadataReference> _references;
    private readonly GeneratorDriver _build;
    private readonly GeneratorDriver _editor;
    private readonly AnnotatedProgram _program;
    private readonly Dictionary<Work, List<double>> _milliseconds = [];

    // What edits begin with. Made when it is needed: what lies in memory beside a first run is work for the garbage collector, which is counted.
    private readonly Lazy<(CSharpCompilation Compilation, GeneratorDriver Driver)> _opened;

    public MeasuredGenerator(AnnotatedProgram program, IReadOnlyList<ISourceGenerator> generators, int members)
    {
        _program = program;
        _files = program.Files(members);
        _references = [.. Net100.References.All, .. program.References.Select(path => MetadataReference.CreateFromFile(path))];
        _build = Driver(generators, IncrementalGeneratorOutputKind.None);
        _editor = Driver(generators, IncrementalGeneratorOutputKind.Implementation);
        _opened = new(Open);
    }

    public string Name => _program.Name;

    /// <summary>What the rounds took, in their order.</summary>
    public IReadOnlyList<double> Milliseconds(Work work) => _milliseconds[work];

    public void Measure(Work work)
    {
        (CSharpCompilation compilation, GeneratorDriver driver) = work switch
        {
            Work.Build => (Compile(), _build),
            Work.Open => (Compile(), _editor),
            _ => (Edited(_opened.Value.Compilation, work), _opened.Value.Driver),
        };

        // References are bound for every compilation, whoever looks into it.
        _ = compilation.SourceModule.ReferencedAssemblySymbols.Length;
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        GeneratorDriver ran = driver.RunGenerators(compilation);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        GC.KeepAlive(ran);
        if (!_milliseconds.TryGetValue(work, out List<double>? all))
            _milliseconds.Add(work, all = []);
        all.Add(milliseconds);
    }

    /// <summary>Why the figures would mean nothing: the program does not compile, or an edit does not do what it stands for. Null if all is well.</summary>
    public string? Flaw()
    {
        CSharpCompilation before = Compile();
        GeneratorDriver ran = _build.RunGeneratorsAndUpdateCompilation(before, out Compilation generated, out _);
        if (generated.GetDiagnostics().FirstOrDefault(found => found.Severity == DiagnosticSeverity.Error) is { } error)
            return error.ToString();
        string[] texts = Texts(ran);
        if (texts.Length == 0)
            return "nothing is generated";
        if (!texts.SequenceEqual(Texts(ran.RunGenerators(Edited(before, Work.Unrelated)))))
            return "an unrelated edit changes what is generated";
        return texts.SequenceEqual(Texts(ran.RunGenerators(Edited(before, Work.Member)))) ? "an edit of a member changes nothing" : null;
    }

    private static string[] Texts(GeneratorDriver ran)
        => [.. ran.GetRunResult().GeneratedTrees.Select(tree => tree.ToString())];

    private static GeneratorDriver Driver(IReadOnlyList<ISourceGenerator> generators, IncrementalGeneratorOutputKind disabled)
        => CSharpGeneratorDriver.Create(generators, parseOptions: ParseOptions, driverOptions: new GeneratorDriverOptions(disabled));

    private (CSharpCompilation Compilation, GeneratorDriver Driver) Open()
    {
        CSharpCompilation compilation = Compile();
        return (compilation, _editor.RunGenerators(compilation));
    }

    private CSharpCompilation Compile()
        => CSharpCompilation.Create("Subject", _files.Select((text, place) => CSharpSyntaxTree.ParseText(text, ParseOptions, $"File{place}.cs")), _references, Options);

    private CSharpCompilation Edited(CSharpCompilation compilation, Work work)
    {
        int place = work == Work.Unrelated ? _files.Count / 2 : 0;
        (string before, string after) = work == Work.Member ? _program.MemberEdit : AnnotatedProgram.OtherEdit;
        string text = _files[place].Replace(before, after, StringComparison.Ordinal);
        if (text == _files[place])
            throw new InvalidOperationException($"{Name}: nothing to edit");

        SyntaxTree tree = compilation.SyntaxTrees[place];
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(text)));
    }
}
