using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>What the type parameters of a type, or of a method and of its type, stand for where it is spoken of.</summary>
internal sealed class TypeArguments
{
    private readonly Dictionary<ITypeParameterSymbol, ITypeSymbol> _arguments = new(SymbolEqualityComparer.Default);

    /// <summary>Those of a method and what it stands in, from the inside out.</summary>
    public TypeArguments(IEnumerable<IMethodSymbol> methods)
    {
        foreach (IMethodSymbol method in methods)
        {
            Add(method.OriginalDefinition.TypeParameters, method.TypeArguments);
            Add(method.ContainingType);
        }
    }

    public TypeArguments(INamedTypeSymbol type) => Add(type);

    /// <summary>Those of a type, and beside them some that are known.</summary>
    public TypeArguments(INamedTypeSymbol type, TypeArguments known)
    {
        foreach (KeyValuePair<ITypeParameterSymbol, ITypeSymbol> pair in known._arguments)
            _arguments.Add(pair.Key, pair.Value);
        Add(type);
    }

    public ITypeSymbol Of(ITypeSymbol type) => type switch
    {
        _ when _arguments.Count == 0 => type,
        ITypeParameterSymbol parameter => _arguments.TryGetValue(parameter, out ITypeSymbol? argument) ? Annotated(argument, parameter) : parameter,
        INamedTypeSymbol named => Annotated(Of(named), named),
        _ => type,
    };

    public INamedTypeSymbol Of(INamedTypeSymbol type)
    {
        if (_arguments.Count == 0 || type.IsUnboundGenericType)
            return type;

        INamedTypeSymbol definition = type.ContainingType is { } container
            ? Of(container).GetTypeMembers(type.Name, type.Arity).FirstOrDefault(member => Equal(member.OriginalDefinition, type.OriginalDefinition))
                ?? type.ConstructedFrom
            : type.ConstructedFrom;
        return type.Arity == 0 ? definition : definition.Construct([.. type.TypeArguments.Select(Of)]);
    }

    public IMethodSymbol Of(IMethodSymbol method)
    {
        if (_arguments.Count == 0)
            return method;

        IMethodSymbol definition = Of(method.ContainingType).GetMembers(method.Name).OfType<IMethodSymbol>()
            .FirstOrDefault(member => Equal(member.OriginalDefinition, method.OriginalDefinition)) ?? method.ConstructedFrom;
        return method.Arity == 0 ? definition : definition.Construct([.. method.TypeArguments.Select(Of)]);
    }

    private void Add(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
            Add(current.OriginalDefinition.TypeParameters, current.TypeArguments);
    }

    private void Add(IReadOnlyList<ITypeParameterSymbol> parameters, IReadOnlyList<ITypeSymbol> arguments)
    {
        for (int i = 0; i < parameters.Count; i++)
            if (!Equal(parameters[i], arguments[i]))
                _arguments[parameters[i]] = arguments[i];
    }

    // What is put in place of T?, or constructed anew, does not say by itself that it may be null.
    private static ITypeSymbol Annotated(ITypeSymbol type, ITypeSymbol spoken)
        => spoken.NullableAnnotation == NullableAnnotation.Annotated && !type.IsValueType ? type.WithNullableAnnotation(NullableAnnotation.Annotated) : type;

    private static bool Equal(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
