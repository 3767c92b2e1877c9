using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>Hook handlers: symbols to models.</summary>
internal static class HandlerParser
{
    /// <summary>The class of an annotated method, said once: for its first annotated method.</summary>
    public static HandlerClassModel? FromMethod(ISymbol method, Compilation compilation)
        => method is { ContainingType: { } type } && SymbolEqualityComparer.Default.Equals(Declared(method), type.GetMembers().FirstOrDefault(IsAnnotated))
            ? Parse(type, compilation)
            : null;

    /// <summary>The generic payload that a handler takes: the assembly that declares it cannot know of it.</summary>
    public static Parsed<PayloadModel>? GenericPayload(IMethodSymbol method, Compilation compilation)
        => HookMethods.HasTarget(method, compilation)
            && Annotations.Name(Annotations.Find(method, Annotations.Hook)) is { } hook
            && HookMethods.Payload(method, hook, compilation) is { Type: INamedTypeSymbol type }
            && Access.IsGeneric(type)
                ? EventParser.ParsePayload(type, compilation)
                : null;

    // The attributes of a partial method may stand at its implementation; the members of its class list its definition.
    private static ISymbol Declared(ISymbol method) => (method as IMethodSymbol)?.PartialDefinitionPart ?? method;

    // What the pipeline begins with: an accessor or an operator can be annotated too, and never comes here.
    private static bool IsAnnotated(ISymbol member)
        => member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation }
            && (Annotations.Find(member, Annotations.Hook) ?? Annotations.Find(member, Annotations.HookFailure)) is not null;

    private static HandlerClassModel? Parse(INamedTypeSymbol type, Compilation compilation)
    {
        ComponentModel? component = Components.Parse(type, compilation);
        var handlers = new List<HookHandlerModel>();
        var failureHandlers = new List<FailureHandlerModel>();
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (!HookMethods.HasTarget(method, compilation))
                continue;
            if (Annotations.Find(method, Annotations.Hook) is { } hook && Handler(hook, method, compilation) is { } handler)
                handlers.Add(handler);
            if (HookMethods.Failure(method, compilation) is not null)
                foreach (string? failing in FailingHooks(method))
                    failureHandlers.Add(new FailureHandlerModel(failing, Method(method, failing, "FailureHandler", compilation)));
        }

        if (handlers.Count + failureHandlers.Count == 0)
            return null;

        bool needsInstance = handlers.Select(handler => handler.Method)
            .Concat(failureHandlers.Select(handler => handler.Method))
            .Any(method => !method.IsStatic);
        return new HandlerClassModel(
            TypeRefs.Plain(type),
            TypeRefs.Namespace(type),
            GeneratedNames.Word(type),
            needsInstance ? component : null,
            handlers.ToEquatableArray(),
            failureHandlers.ToEquatableArray(),
            SilencedWarnings.OfCalls(type, [.. type.GetMembers().Where(IsAnnotated).Cast<IMethodSymbol>(), .. type.InstanceConstructors]));
    }

    private static HookHandlerModel? Handler(AttributeData hook, IMethodSymbol method, Compilation compilation)
        => Annotations.Name(hook) is { } name && HookMethods.Payload(method, name, compilation) is { } payload
            ? new HookHandlerModel(
                name,
                TypeRefs.Of(payload.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)),
                Annotations.Named(hook, "Order", 0),
                Annotations.Named(hook, "TimeoutMilliseconds", 0),
                Annotations.Named(hook, "Inline", false),
                Method(method, name, "Handler", compilation))
            : null;

    // A failure is told once: whoever hears of every hook (null) is not told again of one.
    private static IEnumerable<string?> FailingHooks(IMethodSymbol method)
    {
        var hooks = Annotations.FindAll(method, Annotations.HookFailure).Where(IsWhole).Select(Annotations.Name).Distinct().ToList();
        return hooks.Contains(null) ? [null] : hooks;
    }

    // Without an argument, or with null, a failure handler hears of every hook; with a blank or broken one, of none.
    private static bool IsWhole(AttributeData failure)
        => failure.AttributeConstructor is not null
            && (failure.ConstructorArguments.IsEmpty || failure.ConstructorArguments is [{ IsNull: true }] || Annotations.Name(failure) is not null);

    // Overloads wish for the same name, and so does a method that is told of the failures of several hooks.
    private static HandlerMethodModel Method(IMethodSymbol method, string? hook, string ending, Compilation compilation)
    {
        string name = GeneratedNames.Free(
            compilation, TypeRefs.Namespace(method.ContainingType), GeneratedNames.Word(method.ContainingType) + method.Name, ending);
        return new HandlerMethodModel(
            WishedName.Of(
                name, $"{TypeRefs.Plain(method.ContainingType).Full}.{Signatures.Key(method)} {SymbolDisplay.FormatLiteral(hook ?? "", quote: true)}"),
            TypeRefs.Escape(method.Name),
            $"{method.ContainingType.Name}.{method.Name}",
            References.To(method).Element,
            method.IsStatic,
            method.ReturnsVoid ? HandlerReturn.Nothing : WellKnown.IsTask(method.ReturnType, 0) ? HandlerReturn.Task : HandlerReturn.ValueTask,
            method.Parameters.Select(parameter => Components.Argument(parameter, compilation)).ToEquatableArray());
    }
}
