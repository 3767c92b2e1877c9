using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Names of generated types that no other type has.</summary>
internal static class GeneratedNames
{
    /// <summary>A type's name in one word: <c>Outer.Leg</c> is <c>OuterLeg</c>, <c>Result&lt;Order&gt;</c> is <c>ResultOfOrder</c>.</summary>
    public static string Word(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named)
            return type is IArrayTypeSymbol array ? Word(array.ElementType) + "Array" : type.Name;

        string name = named.ContainingType is { } container ? Word(container) + named.Name : named.Name;
        return named.TypeArguments.IsEmpty ? name : name + "Of" + string.Join("And", named.TypeArguments.Select(Word));
    }

    /// <summary>The name that starts with a stem and ends as wished, unless a type of that name exists; then one that says Trace.</summary>
    public static string Free(Compilation compilation, string typeNamespace, string stem, string ending)
        => IsTaken(compilation, typeNamespace, stem + ending) ? stem + "Trace" + ending : stem + ending;

    /// <summary>
    /// Whether generated code would meet a namespace or another type of that name: one of this assembly, or an accessible one of a reference.
    /// </summary>
    public static bool IsTaken(Compilation compilation, string typeNamespace, string name)
        => FindAll(compilation, typeNamespace, name).Any();

    /// <summary>
    /// Whether code of the assembly says something else by a name: a namespace, or a type without type parameters, of its own or public in a
    /// reference. What is internal there is generated as well, and seen only by tests, which compose it.
    /// </summary>
    public static bool IsSaid(Compilation compilation, string typeNamespace, string name)
        => Space(compilation.GlobalNamespace, typeNamespace)?.GetMembers(name).Any(member => member is INamespaceSymbol
            || (member is INamedTypeSymbol { Arity: 0, IsFileLocal: false }
                && (member.DeclaredAccessibility == Accessibility.Public
                    || SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, compilation.Assembly)))) == true;

    /// <summary>The names in a namespace that generated code would meet and that end as wished, in order.</summary>
    public static IEnumerable<string> EndingWith(Compilation compilation, string typeNamespace, string ending)
        => Space(compilation.GlobalNamespace, typeNamespace) is { } space
            ? space.GetMembers()
                .Where(member => member.Name.EndsWith(ending, StringComparison.Ordinal) && Access.CanReach(member, compilation))
                .Select(member => member.Name)
                .Distinct()
                .OrderBy(name => name, StringComparer.Ordinal)
            : [];

    /// <summary>What generated code would meet by a name.</summary>
    /// <param name="compilation">Where to look.</param>
    /// <param name="typeNamespace">The dotted name of the namespace; empty for the global one.</param>
    /// <param name="name">The name of the type, with its arity as metadata has it: <c>TracedBroker`1</c>.</param>
    public static IEnumerable<INamespaceOrTypeSymbol> FindAll(Compilation compilation, string typeNamespace, string name)
    {
        string[] parts = name.Split('`');
        int arity = parts.Length == 1 ? 0 : int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
        return Access.Met(Space(compilation.GlobalNamespace, typeNamespace), parts[0], arity, compilation);
    }

    // From namespace to namespace: the compiler asks every reference for a type by its full name, each time.
    private static INamespaceSymbol? Space(INamespaceSymbol global, string name)
    {
        INamespaceSymbol? space = global;
        if (name.Length > 0)
            foreach (string segment in name.Split('.'))
                space = space?.GetMembers(segment.TrimStart('@')).OfType<INamespaceSymbol>().FirstOrDefault();
        return space;
    }
}
