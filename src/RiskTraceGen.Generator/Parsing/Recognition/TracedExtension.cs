using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>The generated <c>Traced(flow)</c>, an extension: what a broker has of its own by that name comes first.</summary>
internal static class TracedExtension
{
    /// <summary>Whether <c>broker.Traced(flow)</c> means a member of the broker.</summary>
    public static bool IsHidden(INamedTypeSymbol broker, Compilation compilation)
        => compilation.GetTypeByMetadataName($"{Annotations.LibraryNamespace}.RiskFlow") is { } flow
            && InSight(broker).Any(member => Access.CanReach(member, compilation) && Takes(member, flow, compilation));

    private static IEnumerable<ISymbol> InSight(INamedTypeSymbol broker)
        => Declarations.Supertypes(broker).Prepend(broker)
            .Where(type => broker.TypeKind == TypeKind.Interface || type.TypeKind != TypeKind.Interface)
            .SelectMany(type => type.GetMembers(Wrappers.Prefix));

    // Extensions are looked for only where no method of the type can take the argument; what holds a delegate is invoked whatever it takes.
    private static bool Takes(ISymbol member, ITypeSymbol flow, Compilation compilation) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Ordinary, Parameters: [var first, ..] } method => Takes(first, flow, compilation) && method.Parameters.Skip(1).All(parameter => parameter.IsOptional || parameter.IsParams),
        IPropertySymbol property => IsInvoked(property.Type),
        IFieldSymbol field => IsInvoked(field.Type),
        IEventSymbol => true,
        _ => false,
    };

    private static bool Takes(IParameterSymbol parameter, ITypeSymbol flow, Compilation compilation)
    {
        if (parameter.RefKind is not (RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter))
            return false;

        ITypeSymbol type = parameter is { IsParams: true, Type: IArrayTypeSymbol array } ? array.ElementType : parameter.Type;
        return type is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } || compilation.ClassifyCommonConversion(flow, type).IsImplicit;
    }

    private static bool IsInvoked(ITypeSymbol type) => type.TypeKind is TypeKind.Delegate or TypeKind.Dynamic;
}
