using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Signatures of members: what tells them apart, and what generated code cannot write of them.</summary>
internal static class Signatures
{
    /// <summary>What may stand only once in a type: name, arity, and the kinds and types of the parameters.</summary>
    public static string Key(ISymbol member) => member switch
    {
        IMethodSymbol method => $"{method.Name}`{method.Arity}({Types(method.Parameters, method)})",
        IPropertySymbol { IsIndexer: true } property => $"this[{Types(property.Parameters, null)}]",
        _ => member.Name,
    };

    /// <summary>
    /// What nothing else in a type can be beside a property, an event, or a field that has become a property: its
    /// accessors, had or not. Methods of their signatures, and other members of their names.
    /// </summary>
    public static IEnumerable<string> Reserved(ISymbol member) => member switch
    {
        IPropertySymbol { IsIndexer: false } or IFieldSymbol
            => [$"get_{member.Name}`0()", $"set_{member.Name}`0({Types(member)})", $"get_{member.Name}", $"set_{member.Name}"],
        IEventSymbol => [$"add_{member.Name}`0({Types(member)})", $"remove_{member.Name}`0({Types(member)})", $"add_{member.Name}", $"remove_{member.Name}"],
        _ => [],
    };

    /// <summary>The types that a member's signature speaks of, constraints included.</summary>
    public static IEnumerable<ITypeSymbol> TypesOf(ISymbol member) => member switch
    {
        IMethodSymbol method => method.Parameters.Select(parameter => parameter.Type)
            .Append(method.ReturnType)
            .Concat(method.TypeParameters.SelectMany(parameter => parameter.ConstraintTypes)),
        IPropertySymbol property => property.Parameters.Select(parameter => parameter.Type).Append(property.Type),
        IEventSymbol evented => [evented.Type],
        IFieldSymbol field => [field.Type],
        _ => [],
    };

    /// <summary>The parameters of a method or an indexer.</summary>
    public static ImmutableArray<IParameterSymbol> ParametersOf(ISymbol member) => member switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol property => property.Parameters,
        _ => [],
    };

    /// <summary>Whether a member can be called with so many arguments.</summary>
    public static bool Takes(ISymbol member, int count)
        => ParametersOf(member) is var parameters
            && count >= parameters.Count(parameter => !parameter.IsOptional && !parameter.IsParams)
            && (count <= parameters.Length || parameters is [.., { IsParams: true }]);

    /// <summary>
    /// Whether parameters and type parameters can be repeated: half-typed ones may share a name, or have none; metadata may have combinations that C# has not.
    /// </summary>
    public static bool IsWhole(ISymbol member) => member switch
    {
        IMethodSymbol method => !method.IsVararg && IsWhole(method.Parameters) && ForeignNames.CanBeDeclared(method.TypeParameters),
        IPropertySymbol property => IsWhole(property.Parameters),
        _ => true,
    };

    /// <summary>Whether a type is a pointer or made of one.</summary>
    public static bool HasPointer(ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => true,
        IArrayTypeSymbol array => HasPointer(array.ElementType),
        INamedTypeSymbol named => NestedGenerics.ArgumentsOf(named).Any(HasPointer),
        _ => false,
    };

    private static bool IsWhole(IReadOnlyCollection<IParameterSymbol> parameters)
        => ForeignNames.CanBeDeclared(parameters) && parameters.All(parameter => !(parameter is { IsParams: true, RefKind: not RefKind.None }));

    private static string Types(ISymbol member) => string.Join(",", TypesOf(member).Select(type => TypeKey(type, null)));

    private static string Types(IEnumerable<IParameterSymbol> parameters, IMethodSymbol? method)
        => string.Join(",", parameters.Select(parameter => (parameter.RefKind == RefKind.None ? "" : "&") + TypeKey(parameter.Type, method)));

    // Type parameters of methods are told by their place: M<T>(T) and M<U>(U) are the same. So are object and dynamic.
    private static string TypeKey(ITypeSymbol type, IMethodSymbol? method) => type switch
    {
        ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } parameter when method is not null => $"!{parameter.Ordinal}",
        IDynamicTypeSymbol => "object",
        IArrayTypeSymbol array => $"{TypeKey(array.ElementType, method)}[{array.Rank}]",
        INamedTypeSymbol { IsTupleType: true } tuple => $"({string.Join(",", tuple.TupleElements.Select(element => TypeKey(element.Type, method)))})",
        INamedTypeSymbol { IsGenericType: true } named
            => $"{named.OriginalDefinition.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}<{string.Join(",", NestedGenerics.ArgumentsOf(named).Select(argument => TypeKey(argument, method)))}>",
        _ => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
    };
}
