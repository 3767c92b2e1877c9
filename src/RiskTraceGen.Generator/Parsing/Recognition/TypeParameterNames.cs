using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>
/// The names of type parameters in generated code. Where they are declared, an inner one may hide an outer one of its name; a wrapper declares all of them side by side,
/// and speaks of both.
/// </summary>
internal static class TypeParameterNames
{
    /// <summary>The name of a type parameter: its own, or that with a number if it would hide one that its surroundings speak of.</summary>
    public static string Of(ITypeParameterSymbol parameter) => parameter switch
    {
        { DeclaringMethod: { ContainingType: { } type } method } when Access.IsGeneric(type) => Among(method.TypeParameters, parameter, NestedGenerics.SpokenOf(type)),
        { DeclaringType.ContainingType: { } container } when Access.IsGeneric(container) => Among(parameter.DeclaringType!.TypeParameters, parameter, NestedGenerics.ParametersOf(container)),
        _ => parameter.Name,
    };

    private static string Among(ImmutableArray<ITypeParameterSymbol> declared, ITypeParameterSymbol parameter, IEnumerable<ITypeParameterSymbol> outer)
    {
        var hidden = new HashSet<string>(outer.Select(Of), StringComparer.Ordinal);
        if (!hidden.Contains(parameter.Name))
            return parameter.Name;

        var taken = new HashSet<string>(declared.Select(other => other.Name).Concat(hidden), StringComparer.Ordinal);
        string name = parameter.Name;
        foreach (ITypeParameterSymbol other in declared.Take(parameter.Ordinal + 1).Where(other => hidden.Contains(other.Name)))
        {
            int number = 2;
            do
                name = other.Name + number++.ToString(CultureInfo.InvariantCulture);
            while (!taken.Add(name));
        }

        return name;
    }
}
