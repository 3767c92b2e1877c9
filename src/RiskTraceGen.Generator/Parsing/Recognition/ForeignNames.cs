using System.Globalization;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>
/// Names of other languages, which stand in metadata: what C# cannot say, parameters that have none, and the same name twice. Generated code, which declares
/// parameters anew, gives such ones names of its own. Nothing of that is said of half-typed source.
/// </summary>
internal static class ForeignNames
{
    /// <summary>Whether what is declared side by side can be declared again: by its own names, or by given ones.</summary>
    public static bool CanBeDeclared(IReadOnlyCollection<ISymbol> declared) => declared.All(IsForeign) || Access.AreDistinct(declared);

    /// <summary>The name of a parameter in generated code: its own wherever C# can say it and no earlier one has it.</summary>
    public static string Of(IParameterSymbol parameter) => Of(Signatures.ParametersOf(parameter.ContainingSymbol), parameter.Ordinal) ?? parameter.Name;

    /// <summary>The same of a type parameter.</summary>
    public static string Of(ITypeParameterSymbol parameter)
        => Of(parameter.DeclaringMethod is { } method ? method.TypeParameters : parameter.DeclaringType!.TypeParameters, parameter.Ordinal) ?? parameter.Name;

    /// <summary>The first type that a type is, or speaks of, and that C# cannot name; null if there is none.</summary>
    public static INamedTypeSymbol? Unsayable(ITypeSymbol type) => NestedGenerics.FirstSpoken(type, IsUnsayable);

    /// <summary>Whether C# has no way to call a member of metadata: its name is no identifier, or its signature says what C# does not know.</summary>
    public static bool CannotBeCalled(ISymbol member)
        => IsForeign(member) && (member.HasUnsupportedMetadata || member is IMethodSymbol { CanBeReferencedByName: false });

    /// <summary>A name with underscores for what cannot stand in an identifier.</summary>
    public static string Identifier(string name)
    {
        string clean = new(name.Select(letter => char.IsLetterOrDigit(letter) || letter == '_' ? letter : '_').ToArray());
        return clean.Length == 0 || char.IsDigit(clean[0]) ? "_" + clean : clean;
    }

    // Null where a symbol has its own. The own ones come first, so that none of them is given to another symbol.
    private static string? Of<T>(IReadOnlyList<T> declared, int place)
        where T : ISymbol
    {
        if (place >= declared.Count || HasOwn(declared, place) || !IsForeign(declared[place]))
            return null;

        var taken = new HashSet<string>(
            Enumerable.Range(0, declared.Count).Where(other => HasOwn(declared, other)).Select(other => declared[other].Name), StringComparer.Ordinal);
        string given = "";
        foreach (int other in Enumerable.Range(0, place + 1).Where(other => !HasOwn(declared, other)))
        {
            string name = Identifier(declared[other].Name);
            given = name;
            for (int number = 2; !taken.Add(given); number++)
                given = name + number.ToString(CultureInfo.InvariantCulture);
        }

        return given;
    }

    private static bool HasOwn<T>(IReadOnlyList<T> declared, int place)
        where T : ISymbol
    {
        for (int earlier = 0; earlier < place; earlier++)
            if (declared[earlier].Name == declared[place].Name)
                return false;
        return declared[place].CanBeReferencedByName;
    }

    /// <summary>Whether a symbol comes from metadata, and so perhaps from another language.</summary>
    public static bool IsForeign(ISymbol symbol) => symbol.Locations.Any(static location => location.IsInMetadata);

    private static bool IsUnsayable(INamedTypeSymbol type)
    {
        if (!IsForeign(type))
            return false;
        for (INamespaceSymbol? space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            if (!space.CanBeReferencedByName)
                return true;
        return !type.CanBeReferencedByName;
    }
}
