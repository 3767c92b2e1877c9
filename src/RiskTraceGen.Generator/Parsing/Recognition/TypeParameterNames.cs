using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>
/// The names of type parameters in generated code. Where they are declared, an inner one may hide an outer one of
/// its name; a wrapper declares all of them side by side, and speaks of both.
/// </summary>
internal static class TypeParameterNames
{
    /// <summary>The name of a type parameter: its own, or that with a number if it would hide one that its surroundings speak of.</summary>
    public static string Of(ITypeParameterSymbol parameter) => parameter switch
    {
        { DeclaringMethod: { ContainingType: { } type } method } when Access.IsGeneric(type)
            => Among(method.TypeParameters, parameter, NestedGenerics.SpokenOf(type)),
        { DeclaringType.ContainingType: { } container } when Access.IsGeneric(container)
            => Among(parameter.DeclaringType!.TypeParameters, parameter, NestedGenerics.ParametersOf(container)),
        _ => ForeignNames.Of(parameter),
    };

    private static string Among(ImmutableArray<ITypeParameterSymbol> declared, ITypeParameterSymbol parameter, IEnumerable<ITypeParameterSymbol> outer)
    {
        var hidden = new HashSet<string>(outer.Select(Of), StringComparer.Ordinal);
        string name = ForeignNames.Of(parameter);
        if (!hidden.Contains(name))
            return name;

        var taken = new HashSet<string>(declared.Select(ForeignNames.Of).Concat(hidden), StringComparer.Ordinal);
        foreach (string other in declared.Take(parameter.Ordinal + 1).Select(ForeignNames.Of).Where(hidden.Contains))
        {
            int number = 2;
            do
                name = other + number++.ToString(CultureInfo.InvariantCulture);
            while (!taken.Add(name));
        }

        return name;
    }
}
