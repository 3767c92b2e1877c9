using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Parsing;

/// <summary>
/// Which overloads come before others. A method or an indexer that fits hides those of its name that base types
/// declare, however well they fit; in a wrapper, which has them all in one type, that has to be said.
/// </summary>
internal sealed class OverloadRanks
{
    private const string Attribute = "System.Runtime.CompilerServices.OverloadResolutionPriorityAttribute";

    private readonly Dictionary<ISymbol, (int Priority, bool IsOutranked)> _ranked = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Refusal> _refused = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _named = new(SymbolEqualityComparer.Default);
    private readonly Compilation _compilation;

    /// <summary>Ranks the methods and the indexers of a wrapper.</summary>
    public OverloadRanks(IEnumerable<ISymbol> members, Compilation compilation)
    {
        _compilation = compilation;
        foreach (IGrouping<string, ISymbol> overloads in members.Where(IsOverloadable).GroupBy(member => member.Name, StringComparer.Ordinal))
            Rank([.. overloads]);
    }

    /// <summary>Whether there can be several of a name: methods, and indexers, which all have the same.</summary>
    public static bool IsOverloadable(ISymbol member) => member is IMethodSymbol or IPropertySymbol { IsIndexer: true };

    /// <summary>The priority of a method or an indexer among its overloads, as the wrapper says it; 0 where nothing has to be said, or nothing can.</summary>
    public int PriorityOf(ISymbol member)
        => !CanBeSaid(_compilation)
            ? 0
            : _ranked.TryGetValue(member, out (int Priority, bool IsOutranked) rank) ? rank.Priority : OwnPriority(member, _compilation);

    /// <summary>Whether arguments have to be named for a call to mean a member: another one, of other names, comes before it.</summary>
    public bool NeedsNames(ISymbol member) => _named.Contains(member);

    /// <summary>Whether arguments of exactly the types of a method mean it, whatever its overloads.</summary>
    public bool IsMeantByTypes(IMethodSymbol method, IEnumerable<IMethodSymbol> overloads)
        => !_ranked.ContainsKey(method)
            && overloads.All(other => OwnPriority(other, _compilation) == 0 && other.Parameters.All(parameter => parameter.RefKind == RefKind.None));

    /// <summary>Where a member has to be called so that no overload of a derived type comes before it; null if any place will do.</summary>
    public INamedTypeSymbol? ReceiverOf(ISymbol member)
        => _ranked.TryGetValue(member, out (int Priority, bool IsOutranked) rank) && rank.IsOutranked ? DeclaringType(member) : null;

    /// <summary>Why a member cannot be beside its overloads in a wrapper; null if it can.</summary>
    public Refusal? RefusalOf(ISymbol member) => _refused.TryGetValue(member, out Refusal? refusal) ? refusal : null;

    /// <summary>Whether code of a compilation can say which overload comes first.</summary>
    public static bool CanBeSaid(Compilation compilation)
        => Counts(compilation) && compilation.GetTypeByMetadataName(Attribute) is { } attribute && Access.CanReach(attribute, compilation);

    /// <summary>Whether a member comes before another one that fits as well.</summary>
    public static bool Outranks(ISymbol member, ISymbol other)
        => member.Name == other.Name && Declarations.Supertypes(DeclaringType(member)).Contains(DeclaringType(other), SymbolEqualityComparer.Default);

    /// <summary>Whether what one member takes the other one never does, so that it does not matter which comes first.</summary>
    public static bool AreApart(ISymbol member, ISymbol other)
        => member is not IMethodSymbol { Arity: > 0 }
            && other is not IMethodSymbol { Arity: > 0 }
            && Signatures.ParametersOf(member) is var parameters
            && Signatures.ParametersOf(other) is var others
            && parameters.Length == others.Length
            && !parameters.Concat(others).Any(parameter => parameter.IsOptional || parameter.IsParams)
            && parameters.Zip(others, (one, another) => IsApart(one.Type, another.Type) || IsApart(another.Type, one.Type)).Any(isApart => isApart);

    /// <summary>The type that declares a member: an override counts where it was declared first.</summary>
    public static INamedTypeSymbol DeclaringType(ISymbol member)
    {
        ISymbol declared = member;
        while (Declarations.Overridden(declared) is { } overridden)
            declared = overridden;
        return declared.ContainingType;
    }

    /// <summary>Whether one overload of a type comes before another one by what their attributes say.</summary>
    public static bool IsPreferred(ISymbol member, ISymbol other, Compilation compilation)
        => OwnPriority(member, compilation) > OwnPriority(other, compilation)
            && SymbolEqualityComparer.Default.Equals(DeclaringType(member), DeclaringType(other));

    /// <summary>The priority that the attributes of a member say; it counts among the overloads of one type.</summary>
    public static int OwnPriority(ISymbol member, Compilation compilation)
        => Counts(compilation)
            && member.GetAttributes()
                .FirstOrDefault(attribute
                    => attribute.AttributeClass is { } type && WellKnown.Is(type, "System.Runtime.CompilerServices", "OverloadResolutionPriorityAttribute", 0))
                is { ConstructorArguments: [{ Value: int priority }] }
                ? priority
                : 0;

    // Before C# 13 the compiler does not ask what a library says of it.
    private static bool Counts(Compilation compilation) => compilation is CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp13 };

    private void Rank(List<ISymbol> overloads)
    {
        if (overloads.Count == 1)
            return;

        foreach (ISymbol member in overloads)
        {
            var preferred = overloads.Where(other => IsPreferred(other, member, _compilation)).ToList();
            if (preferred.Exists(other => !AreNamedAlike(member, other)))
                _named.Add(member);
            if (!CanBeSaid(_compilation) && preferred.Exists(other => !AreApart(other, member)))
                _refused.Add(
                    member,
                    new(RefusalReason.Unranked, "an overload of a higher priority comes before it, which the wrapper cannot say before .NET 9; rename it"));
            else if (member is not IMethodSymbol { Arity: > 0 } && preferred.Exists(other => AreNamedAlike(member, other) && IsCloser(member, other)))
                _refused.Add(
                    member,
                    new(RefusalReason.Overshadowed, "an overload of a higher priority fits wherever it does, so that no call means it; change the priorities"));
        }

        if (!overloads.Any(member => overloads.Any(other => Outranks(other, member))))
            return;

        if (Levels(overloads) is not { } levels)
        {
            foreach (ISymbol member in overloads)
                _refused[member] = new(
                    RefusalReason.Unranked,
                    "which of its overloads comes before which is more than the wrapper, with all of them in one type, can say; rename it");
            return;
        }

        // What the attributes say is said within one type.
        int[] own = [.. overloads.Select(member => OwnPriority(member, _compilation))];
        int span = own.Max() - Math.Min(0, own.Min()) + 1;
        for (int place = 0; place < overloads.Count; place++)
            _ranked.Add(overloads[place], (levels[place] * span + own[place], overloads.Any(other => Outranks(other, overloads[place]))));
    }

    // Above what a member outranks, and no lower than what it neither outranks nor is outranked by where it fits
    // better: that is for the compiler to choose. Null if there are no such levels.
    private int[]? Levels(List<ISymbol> overloads)
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

    private int LeastLevel(ISymbol member, ISymbol other, int level)
        => Outranks(member, other) ? level + 1 : !Outranks(other, member) && IsCloser(member, other) ? level : 0;

    // Whether every argument that a member takes is taken by another one too.
    private bool IsCloser(ISymbol member, ISymbol other)
        => !SymbolEqualityComparer.Default.Equals(member, other)
            && Signatures.ParametersOf(member) is var parameters
            && Signatures.ParametersOf(other) is var others
            && parameters.Length == others.Length
            && parameters
                .Zip(others, (one, another) => one.RefKind == another.RefKind && _compilation.ClassifyCommonConversion(one.Type, another.Type).IsImplicit)
                .All(fits => fits);

    // Nothing that the language knows converts to both; to two numbers a constant does, and zero to an enum.
    private static bool IsApart(ITypeSymbol type, ITypeSymbol other)
        => type.SpecialType is SpecialType.System_String or SpecialType.System_Boolean
            && other.SpecialType != type.SpecialType
            && (other.TypeKind == TypeKind.Enum
                || other.SpecialType is SpecialType.System_String or (>= SpecialType.System_Boolean and <= SpecialType.System_Double));

    // Also where a member has names that no call can say.
    private static bool AreNamedAlike(ISymbol member, ISymbol other)
        => Signatures.ParametersOf(member).Any(parameter => ForeignNames.Of(parameter) != parameter.Name)
            || Signatures.ParametersOf(member)
                .Select(parameter => parameter.Name)
                .SequenceEqual(Signatures.ParametersOf(other).Select(parameter => parameter.Name));
}
