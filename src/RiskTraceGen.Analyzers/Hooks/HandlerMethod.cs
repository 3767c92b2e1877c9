using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>Says of an annotated method why the generator does not wire it. Whether it does is for <see cref="HookMethods"/> to say.</summary>
internal static class HandlerMethod
{
    /// <summary>Whether a method is marked as a handler or failure handler.</summary>
    public static bool IsAnnotated(IMethodSymbol method)
        => Annotations.Find(method, Annotations.Hook) is not null || Annotations.Find(method, Annotations.HookFailure) is not null;

    /// <summary>Whether nobody can see the method end or fail.</summary>
    public static bool IsAsyncVoid(IMethodSymbol method) => method.ReturnsVoid && (method.PartialImplementationPart ?? method).IsAsync;

    /// <summary>Whether the compiler already complains about the signature. A wrapper may be missing: it is bound by its name.</summary>
    public static bool IsBroken(IMethodSymbol method, Compilation compilation)
        => method.ReturnType.IsBroken()
           || method.Parameters.Any(parameter => parameter.Type.IsBroken() && Wrappers.PendingName(parameter.Type, compilation) is null);

    /// <summary>Null when the class is too broken to say.</summary>
    /// <param name="isSubject">Whether a type is that of what the handler is called for.</param>
    /// <param name="subject">What that is, such as <c>the payload of 'on_breach', 'BreachDetected'</c>.</param>
    public static string? WhyNotWired(IMethodSymbol method, Func<ITypeSymbol, bool> isSubject, string subject, Compilation compilation)
    {
        if (method.MethodKind != MethodKind.Ordinary)
            return $"it is {Kind(method)}, not a method that generated code can call";

        if (method.IsGenericMethod)
            return "it is generic";

        if (method.ContainingType.TypeKind != TypeKind.Class)
            return $"'{method.ContainingType.Display()}' is no class";

        // Before the method's own accessibility, which the class limits.
        if (Constructible.WhyNotNamed(method.ContainingType, compilation) is { } unreachable)
            return unreachable;

        if (!Access.CanReach(method, compilation))
            return "it is neither public nor internal";

        if (Obsolescence.IsError(method))
            return "it is obsolete as an error";

        if (!method.ReturnsVoid && !WellKnown.IsTask(method.ReturnType, 0) && !WellKnown.IsValueTask(method.ReturnType, 0))
            return $"it returns '{method.ReturnType.Display()}', not void, Task or ValueTask";

        return WhyNotBound(method, isSubject, subject, compilation)
               ?? (method.IsStatic ? null : Constructible.WhyNot(method.ContainingType, compilation));
    }

    private static string? WhyNotBound(IMethodSymbol method, Func<ITypeSymbol, bool> isSubject, string subject, Compilation compilation)
    {
        if (method.Parameters.FirstOrDefault(parameter => !Parameters.IsReadOnly(parameter, compilation)) is { } byReference)
            return $"it takes '{byReference.Name}' by reference";

        var unbound = method.Parameters.Where(parameter => !Parameters.IsBound(parameter, compilation)).ToList();
        if (unbound.Find(parameter => !isSubject(parameter.Type)) is { } unknown)
            return $"it takes '{unknown.Name}' of type '{unknown.Type.Display()}', which is neither {subject}, nor a traced wrapper, RiskFlow or CancellationToken";

        return unbound.Count switch
        {
            0 => $"it has no parameter for {subject}",
            > 1 => $"it takes more than one parameter for {subject}",
            _ when !Access.CanName(unbound[0].Type, compilation)
                => $"generated code cannot reach '{unbound[0].Type.Display()}': it is private, protected, local to a file or behind an extern alias",
            _ => Obsolescence.IsError(unbound[0].Type) ? $"'{unbound[0].Type.Display()}' is obsolete as an error" : null,
        };
    }

    private static string Kind(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.LocalFunction => "a local function",
        MethodKind.AnonymousFunction => "a lambda",
        MethodKind.ExplicitInterfaceImplementation => "an explicit interface implementation",
        MethodKind.UserDefinedOperator or MethodKind.Conversion => "an operator",
        _ => "an accessor",
    };
}
