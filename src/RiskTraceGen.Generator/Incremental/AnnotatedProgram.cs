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
        foreach (Syntax file in Files.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return file.IsOfInterest ? ModelsOf(file) : FileModels.None;
        }
    }

    private FileModels ModelsOf(Syntax file)
    {
        FileModels models = file.Remembered is { } memory && IsRight(memory.Program, file) ? memory.Models : new FileParser(file, _globalAliases, _events, Compilation).Parse();
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
