using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Linking;
using RiskTraceGen.Generator.Model;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Incremental;

/// <summary>
/// Where the pipeline begins: the models of a compilation, file by file. Those of a file are made anew only if it has changed, or something that it names has:
/// binding the attributes of a program costs more than everything else.
/// </summary>
internal sealed class AnnotatedProgram
{
    private readonly HashSet<string> _globalAliases;
    private readonly KnownEvents _events;

    // What was compared last: most files were looked at in the same program before.
    private (ProgramFiles Before, IReadOnlyCollection<Syntax>? Changed)? _comparison;

    private AnnotatedProgram(Compilation compilation, CancellationToken cancellationToken)
    {
        Compilation = compilation;
        _events = new KnownEvents(compilation);
        Files = new ProgramFiles(compilation, cancellationToken);
        GlobalUsings = [.. Files.All.SelectMany(file => file.GlobalUsings).Select(NameTableBuilder.GlobalUsingOf).OfType<GlobalUsing>()];
        _globalAliases = new HashSet<string>(GlobalUsings.Select(directive => directive.Alias).OfType<string>(), StringComparer.Ordinal);
    }

    public Compilation Compilation { get; }

    public ProgramFiles Files { get; }

    public ImmutableArray<GlobalUsing> GlobalUsings { get; }

    public static AnnotatedProgram Of(Compilation compilation, CancellationToken cancellationToken) => new(compilation, cancellationToken);

    /// <summary>The models of each file, in order: a file keeps its place, so that it is compared with itself.</summary>
    public IEnumerable<FileModels> Models(CancellationToken cancellationToken)
    {
        FileModels?[] models = [.. Files.All.Select(file => file.IsOfInterest ? Remembered(file) : FileModels.None)];

        // What one file says is found without what is said of another, so that all processors can look.
        SharedWork.ForEach(
            Enumerable.Range(0, models.Length).Where(place => models[place] is null),
            place => models[place] = Remember(Files.All[place], new FileParser(Files.All[place], _globalAliases, _events, Compilation).Parse()),
            Compilation.Options.ConcurrentBuild,
            cancellationToken);
        return models!;
    }

    private FileModels? Remembered(Syntax file) => file.Remembered is { } memory && IsRight(memory.Program, file) ? Remember(file, memory.Models) : null;

    // At once, so that a run which is called off has not been for nothing.
    private FileModels Remember(Syntax file, FileModels models)
    {
        file.Remembered = new Syntax.Memory(Files, models);
        return models;
    }

    private bool IsRight(ProgramFiles before, Syntax file)
    {
        if (_comparison is not { } comparison || !ReferenceEquals(comparison.Before, before))
            _comparison = comparison = (before, Files.ChangedSince(before));
        return comparison.Changed is { } changed && !changed.Contains(file);
    }
}
