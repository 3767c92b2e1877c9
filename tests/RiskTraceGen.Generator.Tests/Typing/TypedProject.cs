using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers;

namespace RiskTraceGen.Generator.Tests.Typing;

/// <summary>A project in which one file is typed, as an editor sees it: one driver runs after every edit, and remembers what it can.</summary>
internal sealed class TypedProject
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [.. typeof(RiskTraceAnalyzer).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
        .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    private readonly Consumer _consumer;
    private readonly IReadOnlyList<(string Name, string Text)> _rest;
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;
    private Compilation _generated;

    public TypedProject(string text)
    {
        _consumer = Consumer.Of(TypedSources.Rest, text);
        _compilation = _consumer.Compile();
        _driver = _consumer.Driver().RunGeneratorsAndUpdateCompilation(_compilation, out _generated, out _);
        _rest = [.. Files.Where(IsOfRest)];
        Assert.Equal(7, _rest.Count);
    }

    public Compilation Generated => _generated;

    /// <summary>What is generated now.</summary>
    public IReadOnlyList<(string Name, string Text)> Files => FilesOf(_driver);

    public SyntaxTree Typed => _compilation.SyntaxTrees[1];

    /// <summary>What the file looks like now; the generator must bear it, and leave what it generates for other files as it was.</summary>
    public void Type(string text)
    {
        // Typed over, as an editor does it: the parser takes from the tree before what it can.
        SyntaxTree tree = Typed.WithChangedText(Typed.GetText().WithChanges(Change(Typed.GetText().ToString(), text)));
        Run(_compilation.ReplaceSyntaxTree(Typed, tree));
    }

    /// <summary>Puts a file beside the others; the same is asked of the generator.</summary>
    public void Paste(string text) => Run(_compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, _consumer.ParseOptions, $"Source{_compilation.SyntaxTrees.Length}.cs")));

    /// <summary>Whoever opens the project now gets the same files as whoever typed it.</summary>
    public void CompareWithAFreshRun()
        => Assert.Equal(FilesOf(_consumer.Driver().RunGenerators((_consumer with { Sources = [.. _compilation.SyntaxTrees.Select(tree => tree.ToString())] }).Compile())), Files);

    /// <summary>What the analyzers say of what is typed; none of them may throw.</summary>
    public async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<Diagnostic> found = await _generated.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync(cancellationToken);
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id == "AD0001");
        return [.. found.Where(diagnostic => diagnostic.Location.SourceTree is { } tree && tree != _compilation.SyntaxTrees[0] && _compilation.ContainsSyntaxTree(tree))];
    }

    private void Run(CSharpCompilation compilation)
    {
        _compilation = compilation;
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out _generated, out ImmutableArray<Diagnostic> reported);
        Assert.Empty(reported);
        Assert.Null(_driver.GetRunResult().Results.Single().Exception);
        if (_rest.SequenceEqual(Files.Where(IsOfRest)) || !MeansTheSame(_compilation.SyntaxTrees[0]))
            return;

        // A name that others write too has come up beside the namespaces: from now on they say whose they mean.
        if (TakesANameOfTheRest())
            CompareWithAFreshRun();
        else
            Assert.Equal(_rest, Files.Where(IsOfRest));
    }

    // A type that is called System takes the framework from every file.
    private bool MeansTheSame(SyntaxTree rest)
        => _compilation.GetSemanticModel(rest).GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).All(found => found.GetMessage().Contains("TracedQuietVenue", StringComparison.Ordinal));

    private bool TakesANameOfTheRest()
        => _compilation.Assembly.GlobalNamespace.GetMembers().Where(member => member.Name.Length > 0 && member.Name != "Quiet")
            .Any(member => _rest.Any(file => Regex.IsMatch(file.Text, $@"\b{Regex.Escape(member.Name)}\b")));

    private static TextChange Change(string before, string after)
    {
        int same = before.AsSpan().CommonPrefixLength(after);
        int tail = 0;
        while (tail < Math.Min(before.Length, after.Length) - same && before[before.Length - 1 - tail] == after[after.Length - 1 - tail])
            tail++;
        return new TextChange(TextSpan.FromBounds(same, before.Length - tail), after[same..(after.Length - tail)]);
    }

    private static bool IsOfRest((string Name, string Text) file) => file.Name.StartsWith("Quiet.Corner.", StringComparison.Ordinal);

    private static List<(string Name, string Text)> FilesOf(GeneratorDriver driver)
        => [.. driver.GetRunResult().Results.Single().GeneratedSources.Select(file => (file.HintName, file.SourceText.ToString())).OrderBy(file => file.HintName, StringComparer.Ordinal)];
}
