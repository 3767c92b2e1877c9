using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>
/// The generated <c>Traced(flow)</c>, an extension: what a broker has of its own by that name comes first, and so do extensions that stand nearer.
/// </summary>
internal static class TracedExtension
{
    /// <summary>Whether <c>broker.Traced(flow)</c> means a member of the broker.</summary>
    public static bool IsHidden(INamedTypeSymbol broker, Compilation compilation)
        => compilation.GetTypeByMetadataName($"{Annotations.LibraryNamespace}.RiskFlow") is { } flow
            && InSight(broker).Any(member => Access.CanReach(member, compilation) && Takes(member, flow, compilation));

    /// <summary>
    /// An extension of a referenced assembly that <c>broker.Traced(flow)</c> means around the broker, or may mean
    /// as well as the generated one; null if there is none.
    /// </summary>
    public static IMethodSymbol? Rival(INamedTypeSymbol broker, Compilation compilation)
    {
        if (compilation.GetTypeByMetadataName($"{Annotations.LibraryNamespace}.RiskFlow") is not { } flow)
            return null;

        for (INamespaceSymbol? space = broker.ContainingNamespace; space is not null; space = space.ContainingNamespace)
            if (Extensions(space, compilation).FirstOrDefault(extension => Extends(extension, broker, compilation) && TakesFlow(extension)) is { } nearer)
                return nearer;
        return Extensions(flow.ContainingNamespace, compilation)
            .FirstOrDefault(extension => SymbolEqualityComparer.Default.Equals(extension.Parameters[0].Type, broker) && TakesFlow(extension));

        bool TakesFlow(IMethodSymbol extension)
            => extension.Parameters is [_, var first, .. var more]
                && Takes(first, flow, compilation)
                && more.All(parameter => parameter.IsOptional || parameter.IsParams);
    }

    // Those that were generated for other brokers make their wrappers.
    private static IEnumerable<IMethodSymbol> Extensions(INamespaceSymbol space, Compilation compilation)
        => compilation.GetCompilationNamespace(space) is { } everywhere
            ? everywhere.ConstituentNamespaces
                .Where(part => !SymbolEqualityComparer.Default.Equals(part.ContainingAssembly, compilation.Assembly))
                .SelectMany(part => part.GetTypeMembers())
                .Where(type => type.MightContainExtensionMethods)
                .SelectMany(type => type.GetMembers(Wrappers.Prefix))
                .OfType<IMethodSymbol>()
                .Where(method => method.IsExtensionMethod && Access.CanReach(method, compilation) && Wrappers.BrokerOf(method.ReturnType) is null)
            : [];

    private static bool Extends(IMethodSymbol extension, INamedTypeSymbol broker, Compilation compilation)
        => extension.Parameters[0].Type is ITypeParameterSymbol
            || compilation.ClassifyCommonConversion(broker, extension.Parameters[0].Type) is { IsImplicit: true, IsUserDefined: false };

    private static IEnumerable<ISymbol> InSight(INamedTypeSymbol broker)
        => Declarations.Supertypes(broker).Prepend(broker)
            .Where(type => broker.TypeKind == TypeKind.Interface || type.TypeKind != TypeKind.Interface)
            .SelectMany(type => type.GetMembers(Wrappers.Prefix));

    // Extensions are looked for only where no method of the type can take the argument; what holds a delegate is invoked whatever it takes.
    private static bool Takes(ISymbol member, ITypeSymbol flow, Compilation compilation) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Ordinary, Parameters: [var first, ..] } method
            => Takes(first, flow, compilation) && method.Parameters.Skip(1).All(parameter => parameter.IsOptional || parameter.IsParams),
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
