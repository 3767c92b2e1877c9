using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Generator.Incremental;

/// <summary>
/// What a program consists of, without what the compiler makes of it: models are remembered together with it, and it tells which of them are still right.
/// </summary>
internal sealed class ProgramFiles(Compilation compilation, CancellationToken cancellationToken)
{
    private readonly string? _assemblyName = compilation.AssemblyName;
    private readonly CompilationOptions _options = compilation.Options;
    private readonly ImmutableArray<MetadataReference> _references = [.. compilation.ExternalReferences];

    public ImmutableArray<Syntax> All { get; } = [.. compilation.SyntaxTrees.Select(tree => Syntax.Of(tree, cancellationToken))];

    /// <summary>Whether names mean the same in both programs: only members have changed, if anything has.</summary>
    public bool HasTheNamesOf(ProgramFiles other)
        => ReferenceEquals(this, other)
            || (_assemblyName == other._assemblyName
                && _options.Equals(other._options)
                && _references.SequenceEqual(other._references)
                && All.Length == other.All.Length
                && All.Zip(other.All, (one, another) => ReferenceEquals(one, another) || one.Names.OutlineText == another.Names.OutlineText)
                    .All(isSame => isSame));

    /// <summary>
    /// The files of which other things may be said than before: those that have changed, and those that name what others declare of them. Null if all may.
    /// </summary>
    public IReadOnlyCollection<Syntax>? ChangedSince(ProgramFiles before)
    {
        if (!HasTheNamesOf(before))
            return null;

        var changed = new HashSet<Syntax>(All.Where((file, place) => !DeclarationComparer.Instance.Equals(file.Tree, before.All[place].Tree)));
        var reached = new Queue<Syntax>(changed);
        while (reached.Count > 0)
        {
            FileNames names = reached.Dequeue().Names;
            if (names.IsHeardEverywhere)
                return null;
            foreach (Syntax file in All)
                if (!changed.Contains(file) && names.Declared.Any(file.Names.Mentions) && changed.Add(file))
                    reached.Enqueue(file);
        }

        return changed;
    }
}
