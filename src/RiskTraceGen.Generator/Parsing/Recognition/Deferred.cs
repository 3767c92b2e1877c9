using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Results that are still to run when the call returns.</summary>
internal static class Deferred
{
    /// <summary>Whether a type is a stream whose enumerations can be recorded: just that interface, which another object can stand in for.</summary>
    public static bool IsStream(ITypeSymbol type)
        => WellKnown.Is(type, "System.Collections.Generic", "IAsyncEnumerable", 1)
            && ((INamedTypeSymbol)type).TypeArguments[0] is { IsRefLikeType: false } and not ITypeParameterSymbol { AllowsRefLikeType: true };

    /// <summary>
    /// Whether nobody but its caller can see how a method ends: an awaitable of another kind than the framework's tasks may be awaited once only, and listening
    /// to it would be that once; an async method without a result has nothing to listen to; another stream than the interface can be nothing but itself.
    /// </summary>
    public static bool IsHandedOver(IMethodSymbol method)
    {
        if (method.ReturnsVoid)
            return method.IsAsync;

        ITypeSymbol type = method.ReturnType;
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return Shapes(((INamedTypeSymbol)type).TypeArguments[0]).Any(IsAwaitableOrStream);
        return !IsStream(type) && !IsTask(type) && Shapes(type).Any(IsAwaitableOrStream);
    }

    /// <summary>The framework's task that a type derives from; null if it derives from none.</summary>
    public static INamedTypeSymbol? TaskBehind(ITypeSymbol type)
    {
        for (INamedTypeSymbol? super = WellKnown.IsTask(type, 1) ? null : type.BaseType; super is not null; super = super.BaseType)
            if (WellKnown.IsTask(super, 0) || WellKnown.IsTask(super, 1))
                return super;
        return null;
    }

    private static bool IsTask(ITypeSymbol type)
        => WellKnown.IsTask(type, 0)
            || WellKnown.IsTask(type, 1)
            || WellKnown.IsValueTask(type, 0)
            || WellKnown.IsValueTask(type, 1)
            || TaskBehind(type) is not null;

    private static IEnumerable<ITypeSymbol> Shapes(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol named => Declarations.Supertypes(named).Prepend(named),
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.SelectMany(Shapes),
        _ => [],
    };

    private static bool IsAwaitableOrStream(ITypeSymbol type)
        => type.GetMembers("GetAwaiter").Any(member => member is IMethodSymbol { Parameters.Length: 0, IsStatic: false })
            || type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "AsyncMethodBuilderAttribute")
            || WellKnown.Is(type, "System.Collections.Generic", "IAsyncEnumerable", 1)
            || WellKnown.Is(type, "System.Collections.Generic", "IAsyncEnumerator", 1);
}
