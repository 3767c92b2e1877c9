using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Parsing;

/// <summary>What makes a collection of a collection expression: a constructor and <c>Add</c>, or the method that <c>[CollectionBuilder]</c> names.</summary>
internal static class CollectionBuilding
{
    public static IEnumerable<ImplicitCall> Of(ICollectionExpressionOperation collection)
    {
        if (collection is not { ConstructMethod: { } method, Type: { } type })
            yield break;

        yield return new ImplicitCall(method, null, collection);
        if (method.MethodKind != MethodKind.Constructor || WellKnown.IsFramework(type))
            yield break;

        foreach (IOperation element in collection.Elements)
            if (Add(type, element) is { } add)
                yield return ImplicitCall.On(type, add, element);
    }

    // The compiler does not tell which it calls: the one that takes an element as it is, else the only one that takes one.
    private static IMethodSymbol? Add(ITypeSymbol type, IOperation element)
    {
        ITypeSymbol? added = element is ISpreadOperation spread ? spread.ElementType : element.Type;
        IMethodSymbol[] fitting = Fitting(
            PatternMembers.Members(type, WellKnownMemberNames.CollectionInitializerAddMethodName).OfType<IMethodSymbol>(), added, element);
        if (fitting.Length == 0)
            fitting = Fitting(PatternMembers.Extensions(type, WellKnownMemberNames.CollectionInitializerAddMethodName, element), added, element);
        return fitting.FirstOrDefault(method => SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, added))
            ?? (fitting.Length == 1 ? fitting[0] : null);
    }

    private static IMethodSymbol[] Fitting(IEnumerable<IMethodSymbol> methods, ITypeSymbol? added, IOperation element)
        => [.. methods.Where(method
            => method is { IsStatic: false, Parameters: [{ Type: var taken }, ..] }
                && method.Parameters.Skip(1).All(static parameter => parameter.IsOptional || parameter.IsParams)
                && (added is null || taken is ITypeParameterSymbol || element.SemanticModel!.Compilation.ClassifyCommonConversion(added, taken).IsImplicit))];
}
