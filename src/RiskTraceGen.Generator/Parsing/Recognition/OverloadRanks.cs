using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Parsing;

/// <summary>
/// Which overloads come before others. A method that fits hides those of its name that base types declare, however well they fit; in a wrapper, which has them all in one
/// type, that has to be said.
/// </summary>
internal sealed class OverloadRanks
{
    /// <summary>The attribute that says it.</summary>
    public const string Attribute = "System.Runtime.CompilerServices.OverloadResolutionPriorityAttribute";

    private readonly Dictionary<ISymbol, (int Priority, bool IsOutranked)> _ranked = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Refusal> _refused = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _named = new(SymbolEqualityComparer.Default);
    private readonly Compilation _compilation;

    /// <summary>Ranks the methods of a wrapper.</summary>
    public OverloadRanks(IEnumerable<ISymbol> members, Compilation compilation)
    {
        _compilation = compilation;
        foreach (IGrouping<string, IMethodSymbol> overloads in members.OfType<IMethodSymbol>().GroupBy(method => method.Name, StringComparer.Ordinal))
            Rank([.. overloads]);
    }

    /// <summary>The priority of a method among its overloads; null if its own attributes say it.</summary>
    public int? PriorityOf(IMethodSymbol method) => _ranked.TryGetValue(method, out (int Priority, bool IsOutranked) rank) ? rank.Priority : null;

    /// <summary>Whether arguments have to be named for a call to mean a method: another one, of other names, comes before it.</summary>
    public bool NeedsNames(IMethodSymbol method) => _named.Contains(method);

    /// <summary>Whether arguments of exactly the types of a method mean it, whatever its overloads.</summary>
    public bool IsMeantByTypes(IMethodSymbol method, IEnumerable<IMethodSymbol> overloads)
        => !_ranked.ContainsKey(method) && overloads.All(other => OwnPriority(other) == 0 && other.Parameters.All(parameter => parameter.RefKind == RefKind.None));

    /// <summary>Where a method has to be called so that no overload of a derived type comes before it; null if any place will do.</summary>
    public INamedTypeSymbol? ReceiverOf(IMethodSymbol method) => _ranked.TryGetValue(method, out (int Priority, bool IsOutranked) rank) && rank.IsOutranked ? DeclaringType(method) : null;

    /// <summary>Why a method cannot be beside its overloads in a wrapper; null if it can.</summary>
    public Refusal? RefusalOf(IMethodSymbol method) => _refused.TryGetValue(method, out Refusal? refusal) ? refusal : null;

    /// <summary>Whether code of a compilation can say which overload comes first.</summary>
    public static bool CanBeSaid(Compilation compilation)
        => compilation is CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp13 } && compilation.GetTypeByMetadataName(Attribute) is not null;

    /// <summary>Whether a method comes before another one that fits as well.</summary>
    public static bool Outranks(IMethodSymbol method, IMethodSymbol other)
        => method.Name == other.Name && Declarations.Supertypes(DeclaringType(method)).Contains(DeclaringType(other), SymbolEqualityComparer.Default);

    private void Rank(List<IMethodSymbol> overloads)
    {
        if (overloads.Count == 1)
            return;

        foreach (IMethodSymbol method in overloads)
        {
            var preferred = overloads.Where(other => IsPreferred(other, method)).ToList();
            if (preferred.Exists(other => !AreNamedAlike(method, other)))
                _named.Add(method);
            if (method.Arity == 0 && preferred.Exists(other => AreNamedAlike(method, other) && IsCloser(method, other)))
                _refused.Add(method, new(RefusalReason.Overshadowed, "an overload of a higher priority fits wherever it does, so that no call means it; change the priorities"));
        }

        if (!overloads.Any(method => overloads.Any(other => Outranks(other, method))))
            return;

        if (Levels(overloads) is not { } levels)
        {
            foreach (IMethodSymbol method in overloads)
                _refused[method] = new(RefusalReason.Unranked, "which of its overloads comes before which is more than the wrapper, with all of them in one type, can say; rename it");
            return;
        }

        // What the attributes say is said within one type.
        int span = overloads.Max(OwnPriority) - Math.Min(0, overloads.Min(OwnPriority)) + 1;
        for (int place = 0; place < overloads.Count; place++)
            _ranked.Add(overloads[place], (levels[place] * span + OwnPriority(overloads[place]), overloads.Any(other => Outranks(other, overloads[place]))));
    }

    // Above what a method outranks, and no lower than what it neither outranks nor is outranked by where it fits better: that is for the compiler to choose. Null if there are no such levels.
    private int[]? Levels(List<IMethodSymbol> overloads)
    {
        int[] levels = new int[overloads.Count];
        for (bool isSettled = false; !isSettled;)
        {
            isSettled = true;
            for (int one = 0; one < levels.Length; one++)
            {
                int least = Enumerable.Range(0, levels.Length).Max(other => LeastLevel(overloads[one], overloads[other], levels[other]));
                isSettled &= levels[one] >= least;
                levels[one] = Math.Max(levels[one], least);
            }

            if (levels.Max() > levels.Length)
                return null;
        }

        return levels;
    }

    private int LeastLevel(IMethodSymbol method, IMethodSymbol other, int level)
        => Outranks(method, other) ? level + 1 : !Outranks(other, method) && IsCloser(method, other) ? level : 0;

    // Whether every argument that a method takes is taken by another one too.
    private bool IsCloser(IMethodSymbol method, IMethodSymbol other)
        => !SymbolEqualityComparer.Default.Equals(method, other)
            && method.Parameters.Length == other.Parameters.Length
            && method.Parameters.Zip(other.Parameters, (one, another) => one.RefKind == another.RefKind && _compilation.ClassifyCommonConversion(one.Type, another.Type).IsImplicit).All(fits => fits);

    private static bool AreNamedAlike(IMethodSymbol method, IMethodSymbol other)
        => method.Parameters.Select(parameter => parameter.Name).SequenceEqual(other.Parameters.Select(parameter => parameter.Name));

    // Of one type, by what their attributes say.
    private static bool IsPreferred(IMethodSymbol method, IMethodSymbol other)
        => OwnPriority(method) > OwnPriority(other) && SymbolEqualityComparer.Default.Equals(DeclaringType(method), DeclaringType(other));

    // An override counts where the method was declared.
    public static INamedTypeSymbol DeclaringType(IMethodSymbol method)
    {
        IMethodSymbol declared = method;
        while (declared.OverriddenMethod is { } overridden)
            declared = overridden;
        return declared.ContainingType;
    }

    private static int OwnPriority(IMethodSymbol method)
        => method.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { } type && WellKnown.Is(type, "System.Runtime.CompilerServices", "OverloadResolutionPriorityAttribute", 0)) is { ConstructorArguments: [{ Value: int priority }] } ? priority : 0;
}
