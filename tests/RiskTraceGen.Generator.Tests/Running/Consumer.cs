using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RiskTraceGen.Generator.Emitting;

namespace RiskTraceGen.Generator.Tests;

/// <summary>A project that uses the library: its sources and settings, before and after generation.</summary>
internal sealed record Consumer
{
    private const string EmbeddedAttribute = "Microsoft.CodeAnalysis.EmbeddedAttribute.cs";

    private static readonly MetadataReference Library = MetadataReference.CreateFromFile(typeof(RiskFlow).Assembly.Location);

    public IReadOnlyList<string> Sources { get; init; } = [];

    public string AssemblyName { get; init; } = "TradingBot";

    public string? RootNamespace { get; init; }

    /// <summary>Where the project is, with a separator at its end, and its sources with it.</summary>
    public string Directory { get; init; } = "";

    public OutputKind Kind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    public LanguageVersion Language { get; init; } = LanguageVersion.Latest;

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    /// <summary>Whether arithmetic overflows into an exception.</summary>
    public bool IsChecked { get; init; }

    public bool AllowsUnsafe { get; init; }

    public IReadOnlyList<MetadataReference> Framework { get; init; } = Net100.References.All;

    public IReadOnlyList<MetadataReference> References { get; init; } = [];

    public static Consumer Of(params string[] sources) => new() { Sources = sources };

    public CSharpParseOptions ParseOptions => new(Language, DocumentationMode.Diagnose);

    /// <summary>The project before generation; every warning there is, is on.</summary>
    public CSharpCompilation Compile()
        => CSharpCompilation.Create(
            AssemblyName,
            Sources.Select((source, number) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"{Directory}Source{number}.cs")),
            [.. Framework, Library, .. References],
            new CSharpCompilationOptions(Kind, checkOverflow: IsChecked, nullableContextOptions: Nullable, warningLevel: 9999, allowUnsafe: AllowsUnsafe));

    /// <param name="tracksSteps">Whether the driver remembers what ran and why: its cost grows steeply with the number of annotations.</param>
    /// <param name="whileTyping">Whether it runs as in an editor, which wants nothing that is for builds only.</param>
    public GeneratorDriver Driver(bool tracksSteps = false, bool whileTyping = false)
        => CSharpGeneratorDriver.Create(
            [new RiskTraceGenerator().AsSourceGenerator()],
            parseOptions: ParseOptions,
            optionsProvider: new ProjectOptions(RootNamespace, Directory),
            driverOptions: new GeneratorDriverOptions(whileTyping ? IncrementalGeneratorOutputKind.Implementation : IncrementalGeneratorOutputKind.None, tracksSteps));

    public Generated Generate()
    {
        CSharpCompilation before = Compile();
        GeneratorDriver driver = Driver().RunGeneratorsAndUpdateCompilation(before, out Compilation after, out _);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Exception is not null)
            throw new InvalidOperationException($"The generator threw: {result.Exception}", result.Exception);
        return new Generated(
            before,
            (CSharpCompilation)after,
            [.. result.GeneratedSources.Where(file => file.HintName is not (AssemblyMark.FileName or EmbeddedAttribute)).Select(file => (file.HintName, file.SourceText.ToString()))]);
    }
}
