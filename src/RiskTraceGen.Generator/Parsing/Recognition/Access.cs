using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>
/// What generated code of an assembly can name and reach. Half-typed code declares symbols without names, other
/// languages some with names that C# has not; they are neither.
/// </summary>
internal static class Access
{
    /// <summary>
    /// Whether generated code can write a type: it exists, is accessible, is neither local to a file nor behind an extern alias, and needs no unsafe context.
    /// </summary>
    public static bool CanName(ITypeSymbol type, Compilation compilation) => type switch
    {
        IErrorTypeSymbol or IPointerTypeSymbol or IFunctionPointerTypeSymbol => false,
        ITypeParameterSymbol parameter => parameter.Name.Length > 0,
        IDynamicTypeSymbol => true,
        IArrayTypeSymbol array => CanName(array.ElementType, compilation),
        INamedTypeSymbol named => CanNameDefinition(named, compilation) && NestedGenerics.ArgumentsOf(named).All(argument => CanName(argument, compilation)),
        _ => false,
    };

    /// <summary>Whether generated code can also use it: not if it is obsolete as an error.</summary>
    public static bool CanUse(ITypeSymbol type, Compilation compilation) => CanName(type, compilation) && !Obsolescence.IsError(type);

    /// <summary>Whether a type can be a type argument: not an interface with a static member that it does not implement.</summary>
    public static bool CanBeArgument(ITypeSymbol type)
        => type is not INamedTypeSymbol { TypeKind: TypeKind.Interface } contract
            || (!contract.GetMembers().Any(IsStaticAbstract)
                && !contract.AllInterfaces.Any(inherited
                    => inherited.GetMembers().Any(member => IsStaticAbstract(member) && contract.FindImplementationForInterfaceMember(member) is null)));

    /// <summary>Whether generated code can use a member.</summary>
    public static bool CanReach(ISymbol member, Compilation compilation)
        => member.Name.Length > 0 && (IsPublic(member) || compilation.IsSymbolAccessibleWithin(member, compilation.Assembly));

    /// <summary>
    /// What generated code meets in a namespace by a name: types of an arity, more than one of several references,
    /// and a namespace, which no type without type parameters can be beside.
    /// </summary>
    public static IEnumerable<INamespaceOrTypeSymbol> Met(INamespaceSymbol? space, string name, int arity, Compilation compilation)
        => space?.GetMembers(name).Where(member => ((member as INamedTypeSymbol)?.Arity ?? 0) == arity && CanReach(member, compilation)) ?? [];

    /// <summary>Whether generated code can repeat declarations, such as parameters, side by side: each has a name of its own.</summary>
    public static bool AreDistinct(IEnumerable<ISymbol> declared)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return declared.All(symbol => symbol.Name.Length > 0 && names.Add(symbol.Name));
    }

    /// <summary><c>public</c> if a type can be seen outside its assembly, else <c>internal</c>.</summary>
    public static string Visibility(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
            if (current.DeclaredAccessibility != Accessibility.Public)
                return "internal";
        return "public";
    }

    /// <summary>Whether a type or one that it is nested in has type parameters.</summary>
    public static bool IsGeneric(INamedTypeSymbol type)
        => type.IsGenericType || (type.ContainingType is { } container && IsGeneric(container));

    private static bool IsStaticAbstract(ISymbol member) => member is { IsStatic: true, IsAbstract: true };

    private static bool CanNameDefinition(INamedTypeSymbol type, Compilation compilation)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
            if (current.IsFileLocal || current.IsAnonymousType || !current.CanBeReferencedByName)
                return false;
        for (INamespaceSymbol? space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            if (!space.CanBeReferencedByName)
                return false;

        // Type arguments are asked for by themselves.
        return !ExternAliases.IsBehind(type, compilation)
            && (Visibility(type) == "public" || compilation.IsSymbolAccessibleWithin(type, compilation.Assembly));
    }

    // What is public wherever it is needs no closer look, unless its type arguments do.
    private static bool IsPublic(ISymbol symbol)
    {
        for (ISymbol? current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
            if (current.DeclaredAccessibility != Accessibility.Public || current is INamedTypeSymbol { Arity: > 0 })
                return false;
        return true;
    }
}
