using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>The symbols whose attributes speak for a value, the most derived first: where it is declared, and what that overrides and implements.</summary>
internal static class AttributeSources
{
    /// <summary>Those of a property or field of an object: also the field behind a property, and the parameters of records that it stands for.</summary>
    public static ISymbol[] OfMember(ISymbol member, INamedTypeSymbol type)
    {
        var sources = new List<ISymbol>();
        ISymbol? declaration = member;
        for (INamedTypeSymbol? current = type; current is not null && declaration is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, declaration.ContainingType))
            {
                sources.Add(declaration);
                sources.AddRange(BackingFields(declaration));
                declaration = Declarations.Overridden(declaration);
            }

            // The parameter of a derived record may stand for a property of its base.
            if (current.IsRecord)
                sources.AddRange(
                    current.InstanceConstructors.SelectMany(constructor => constructor.Parameters).Where(parameter => parameter.Name == member.Name));
        }

        return [.. sources, .. Declarations.Implemented(member, type)];
    }

    // [field: Sensitive] is said of a property where it holds a value by itself.
    private static IEnumerable<ISymbol> BackingFields(ISymbol member)
        => member is IPropertySymbol property
            ? property.ContainingType.GetMembers()
                .OfType<IFieldSymbol>()
                .Where(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
            : [];

    /// <summary>
    /// Those of a parameter of a broker's method; of one that is given the text of another argument also the other's, if that is kept out of the trace.
    /// </summary>
    public static ISymbol[] OfParameter(IParameterSymbol parameter, INamedTypeSymbol broker)
    {
        ISymbol[] sources = Own(parameter, broker);
        return Quoted(parameter) is { } quoted && Own(quoted, broker) is var others && Secrets.IsSensitive(others) ? [.. sources, .. others] : sources;
    }

    /// <summary>Those of the result of a broker's method.</summary>
    public static IMethodSymbol[] OfResult(IMethodSymbol method, INamedTypeSymbol broker) => [.. Declarations.Of(method, broker)];

    private static ISymbol[] Own(IParameterSymbol parameter, INamedTypeSymbol broker)
        => parameter.ContainingSymbol is IMethodSymbol method
            ? [.. Declarations.Of(method, broker).Select(declaration => declaration.Parameters[parameter.Ordinal])]
            : [parameter];

    private static IParameterSymbol? Quoted(IParameterSymbol parameter)
        => parameter.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == "CallerArgumentExpressionAttribute")
            is { ConstructorArguments: [{ Value: string name }] }
            ? Signatures.ParametersOf(parameter.ContainingSymbol).FirstOrDefault(other => other.Name == name)
            : null;
}
