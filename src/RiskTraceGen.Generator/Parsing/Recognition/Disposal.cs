using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Parsing;

/// <summary>What disposes of the resources of a <c>using</c>.</summary>
internal static class Disposal
{
    public static IEnumerable<ImplicitCall> Of(IOperation resources, bool isAsynchronous)
        => Values(resources).SelectMany(resource => OfResource(resource, isAsynchronous));

    /// <summary>What disposes of an object of a type; null if nothing does.</summary>
    public static IMethodSymbol? MethodOf(ITypeSymbol type, bool isAsynchronous)
    {
        IMethodSymbol? contract = Contract(type, isAsynchronous), pattern = null;
        if (isAsynchronous || type.IsRefLikeType)
            pattern = PatternMembers.Method(type, isAsynchronous ? "DisposeAsync" : "Dispose");
        return pattern ?? contract;
    }

    private static IEnumerable<ImplicitCall> OfResource(IOperation resource, bool isAsynchronous)
    {
        if (resource.Type is not { } type || MethodOf(type, isAsynchronous) is not { } method)
            yield break;

        yield return ImplicitCall.On(type, method, resource);
        if (isAsynchronous)
            foreach (ImplicitCall call in Awaiting.Of(method.ReturnType, resource))
                yield return call;
    }

    private static IMethodSymbol? Contract(ITypeSymbol type, bool isAsynchronous)
    {
        string name = isAsynchronous ? "IAsyncDisposable" : "IDisposable";
        IEnumerable<INamedTypeSymbol> contracts = type is ITypeParameterSymbol parameter
            ? parameter.ConstraintTypes.OfType<INamedTypeSymbol>().SelectMany(constraint => constraint.AllInterfaces.Insert(0, constraint))
            : type is INamedTypeSymbol named ? named.AllInterfaces.Insert(0, named) : [];
        return contracts.FirstOrDefault(contract => WellKnown.Is(contract, "System", name, 0))?.GetMembers().OfType<IMethodSymbol>().FirstOrDefault();
    }

    private static IEnumerable<IOperation> Values(IOperation resources)
        => resources is IVariableDeclarationGroupOperation group
            ? group.Declarations.SelectMany(declaration => declaration.Declarators)
                .Select(declarator => declarator.GetVariableInitializer()?.Value)
                .OfType<IOperation>()
                .Select(ImplicitCall.Unconverted)
            : [ImplicitCall.Unconverted(resources)];
}
