using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Recognises hook handlers.</summary>
internal static class HookMethods
{
    /// <summary>The hook that a payload type declares; null if it is no payload.</summary>
    public static string? HookOf(ITypeSymbol type) => Annotations.Name(Annotations.Find(type, Annotations.HookEvent));

    /// <summary>The parameter that takes the payload of a hook; null if the method does not fit the hook.</summary>
    public static IParameterSymbol? Payload(IMethodSymbol method, string hook, Compilation compilation)
        => CanBeHandler(method, compilation)
            ? Only(
                method,
                compilation,
                parameter => HookOf(parameter.Type) == hook && Access.CanUse(parameter.Type, compilation) && Access.CanBeArgument(parameter.Type))
            : null;

    /// <summary>The parameter that takes the failure; null if the method is no failure handler.</summary>
    public static IParameterSymbol? Failure(IMethodSymbol method, Compilation compilation)
        => CanBeHandler(method, compilation) ? Only(method, compilation, parameter => Annotations.IsLibraryType(parameter.Type, "HookFailure")) : null;

    /// <summary>Whether generated code has what it calls a method on: a handler that needs an instance nobody can make is not generated.</summary>
    public static bool HasTarget(IMethodSymbol method, Compilation compilation)
        => method.IsStatic || Construction.ConstructorOf(method.ContainingType, compilation) is not null;

    /// <summary>Whether generated code can call a method as a handler, whatever its parameters are.</summary>
    public static bool CanBeHandler(IMethodSymbol method, Compilation compilation)
        => method.MethodKind == MethodKind.Ordinary
            && !method.IsGenericMethod
            && Access.CanReach(method, compilation)
            && !Obsolescence.IsError(method)
            && IsResult(method)
            && method.ContainingType is { TypeKind: TypeKind.Class } type
            && !Access.IsGeneric(type)
            && Access.CanUse(type, compilation)
            && (!method.IsStatic || !method.IsAbstract);

    /// <summary>Whether a method returns nothing, or a task of nothing: its end can be seen.</summary>
    public static bool IsResult(IMethodSymbol method)
        => method.ReturnsVoid
            ? !(method.PartialImplementationPart ?? method).IsAsync
            : WellKnown.IsTask(method.ReturnType, 0) || WellKnown.IsValueTask(method.ReturnType, 0);

    // One parameter is what the handler is called for; the others are bound by type.
    private static IParameterSymbol? Only(IMethodSymbol method, Compilation compilation, Func<IParameterSymbol, bool> isSubject)
    {
        IParameterSymbol? subject = null;
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (Parameters.IsBound(parameter, compilation))
                continue;
            if (subject is not null || !Parameters.IsReadOnly(parameter, compilation) || !isSubject(parameter))
                return null;
            subject = parameter;
        }

        return subject;
    }
}
