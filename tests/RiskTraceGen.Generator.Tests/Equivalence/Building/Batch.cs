using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>Programs that are compiled together, so that compiling is quick: traced, and untraced.</summary>
/// <param name="programs">The programs.</param>
/// <param name="checksOverflow">Whether arithmetic is checked unless code says otherwise.</param>
internal sealed class Batch(IReadOnlyList<RandomProgram> programs, bool checksOverflow)
{
    private static readonly MetadataReference[] References =
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(RiskFlow).Assembly.Location), MetadataReference.CreateFromFile(typeof(Log).Assembly.Location)];

    private static readonly CSharpParseOptions Untraced = new(LanguageVersion.Latest);
    private static readonly CSharpParseOptions Traced = Untraced.WithPreprocessorSymbols(RandomProgram.TracedSymbol);
    private static readonly SyntaxTree Words = CSharpSyntaxTree.ParseText(Vocabulary.In(ProgramDraw.Words), Untraced);
    private static readonly SyntaxTree TracedWords = CSharpSyntaxTree.ParseText(Vocabulary.In(ProgramDraw.Words), Traced);
    private static readonly SyntaxTree ForeignWords = CSharpSyntaxTree.ParseText(Vocabulary.In(ProgramDraw.ForeignWords), Untraced);

    private readonly CSharpCompilationOptions _options = new(
        OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, checkOverflow: checksOverflow, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release);

    private Build? _foreign;
    private SyntaxTree[]? _generated;

    public IReadOnlyList<RandomProgram> Programs => programs;

    /// <summary>Some of the programs, with the same settings.</summary>
    public Batch Only(IReadOnlyList<RandomProgram> some) => new(some, checksOverflow);

    /// <summary>What the programs use of another assembly.</summary>
    public Build Foreign => _foreign ??= new Build(CSharpCompilation.Create(
        "Foreign",
        [ForeignWords, .. programs.Where(program => program.Foreign.Length > 0).Select(program => Parsed(program, program.Foreign, Untraced))],
        References,
        _options));

    public Build CompileUntraced() => new(Compilation(Untraced, Words));

    /// <param name="mutation">What is done to generated files; nothing by default.</param>
    public Build CompileTraced(Mutation? mutation = null)
    {
        CSharpCompilation compilation = Compilation(Traced, TracedWords);
        _generated ??= Generated(compilation);
        return new Build(compilation.AddSyntaxTrees(_generated.Select(file => mutation?.In(file) ?? file)));
    }

    private static SyntaxTree[] Generated(CSharpCompilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new RiskTraceGenerator().AsSourceGenerator()], parseOptions: Traced);
        GeneratorRunResult result = driver.RunGenerators(compilation).GetRunResult().Results.Single();
        return result.Exception is null
            ? [.. result.GeneratedSources.Select(file => file.SyntaxTree)]
            : throw new InvalidOperationException($"The generator threw: {result.Exception}", result.Exception);
    }

    private CSharpCompilation Compilation(CSharpParseOptions options, SyntaxTree words)
        => CSharpCompilation.Create("Programs", [words, .. programs.Select(program => Parsed(program, program.Source, options))], [.. References, Foreign.Reference], _options);

    private static SyntaxTree Parsed(RandomProgram program, string text, CSharpParseOptions options)
        => CSharpSyntaxTree.ParseText(text, options, $"Program{program.Seed}.cs");
}
