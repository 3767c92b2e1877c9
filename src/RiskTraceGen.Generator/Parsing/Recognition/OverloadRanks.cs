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

    /// <summary>Ranks the methods of a wrapper.</summary>
    public OverloadRanks(IEnumerable<ISymbol> members)
    {
        foreach (IGrouping<string, IMethodSymbol> overloads in members.OfType<IMethodSymbol>().GroupBy(method => method.Name, StringComparer.Ordinal))
            Rank([.. overloads]);
    }

    /// <summary>The priority of a method among its overloads; null if its own attributes say it.</summary>
    public int? PriorityOf(IMethodSymbol method) => _ranked.TryGetValue(method, out (int Priority, bool IsOutranked) rank) ? rank.Priority : null;

    /// <summary>Where a method has to be called so that no overload of a derived type comes before it; null if any place will do.</summary>
    public INamedTypeSymbol? ReceiverOf(IMethodSymbol method) => _ranked.TryGetValue(method, out (int Priority, bool IsOutranked) rank) && rank.IsOutranked ? DeclaringType(method) : null;

    /// <summary>Whether code of a compilation can say which overload comes first.</summary>
    public static bool CanBeSaid(Compilation compilation)
        => compilation is CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp13 } && compilation.GetTypeByMetadataName(Attribute) is not null;

    /// <summary>Whether a method comes before another one that fits as well.</summary>
    public static bool Outranks(IMethodSymbol method, IMethodSymbol other)
        => method.Name == other.Name && Declarations.Supertypes(DeclaringType(method)).Contains(DeclaringType(other), SymbolEqualityComparer.Default);

    private void Rank(List<IMethodSymbol> overloads)
    {
        if (!overloads.Any(method => overloads.Any(other => Outranks(other, method))))
            return;

        // What the attributes say is said within one type.
        int span = overloads.Max(OwnPriority) - Math.Min(0, overloads.Min(OwnPriority)) + 1;
        foreach (IMethodSymbol method in overloads)
            _ranked.Add(method, (Level(method, overloads) * span + OwnPriority(method), overloads.Any(other => Outranks(other, method))));
    }

    private static int Level(IMethodSymbol method, List<IMethodSymbol> overloads)
        => overloads.Where(other => Outranks(method, other)).Select(other => Level(other, overloads) + 1).DefaultIfEmpty(0).Max();

    // An override counts where the method was declared.
    private static INamedTypeSymbol DeclaringType(IMethodSymbol method)
    {
        IMethodSymbol declared = method;
        while (declared.OverriddenMethod is { } overridden)
            declared = overridden;
        return declared.ContainingType;
    }

    private static int OwnPriority(IMethodSymbol method)
        => method.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == Attribute) is { ConstructorArguments: [{ Value: int priority }] } ? priority : 0;
}
