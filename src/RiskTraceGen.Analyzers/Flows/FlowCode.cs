using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>What a function does in a flow.</summary>
[Flags]
internal enum FlowRole
{
    /// <summary>Nothing that is known.</summary>
    None = 0,

    /// <summary>It is, or works for, the evaluation of a rule.</summary>
    Evaluation = 1,

    /// <summary>It is, or works for, a hook handler or failure handler.</summary>
    Handler = 2,
}

/// <summary>Code that runs within a flow. An evaluation is what returns a verdict; a handler is annotated or attached; and what either calls
/// in its own class, in types nested there and in base classes works for it. Calls beyond that are somebody else's code, with other duties.</summary>
internal sealed class FlowCode(KnownSymbols symbols)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, IReadOnlyDictionary<IMethodSymbol, FlowRole>> _classes = new(SymbolEqualityComparer.Default);

    /// <summary>The role of the function that runs <paramref name="operation"/>.</summary>
    public FlowRole RoleOf(IOperation operation, ISymbol member)
        => Function.Around(operation, member, symbols) is { } function ? RoleOf(function) : FlowRole.None;

    /// <summary>
    /// Whether <paramref name="operation"/> runs in an evaluation or a handler, in a function that is handed a
    /// flow or uses that of its object, or where a <c>using</c> keeps one open.
    /// </summary>
    public bool IsWithinFlow(IOperation operation, ISymbol member)
    {
        for (IOperation? current = operation.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IUsingOperation opened when opened.Locals.Any(IsFlow):
                case IBlockOperation block
                    when block.Operations.TakeWhile(before => before.Syntax.SpanStart < operation.Syntax.SpanStart).OfType<IUsingDeclarationOperation>()
                        .Any(opened => opened.DeclarationGroup.Declarations.SelectMany(static declaration => declaration.GetDeclaredVariables()).Any(IsFlow)):
                case ILocalFunctionOperation local when TakesFlow(local.Symbol) || RoleOf(local.Symbol) != FlowRole.None:
                case IAnonymousFunctionOperation lambda when TakesFlow(lambda.Symbol):
                    return true;
                case IAnonymousFunctionOperation lambda when !Function.RunsInPlace(lambda):
                    return false;
            }
        }

        return member is IMethodSymbol method && (TakesFlow(method) || RoleOf(method) != FlowRole.None || UsesFlowOfItsObject(operation, method));
    }

    private FlowRole RoleOf(IMethodSymbol function)
        => OwnRole(function) | (function.MethodKind != MethodKind.AnonymousFunction && Outermost(function.ContainingType) is { } type
            ? _classes.GetOrAdd(type, Find).TryGetValue(function.OriginalDefinition, out FlowRole role) ? role : FlowRole.None
            : FlowRole.None);

    private FlowRole OwnRole(IMethodSymbol function)
    {
        if (function.MethodKind == MethodKind.AnonymousFunction)
            return FlowRole.Handler; // Function.Around hands out no other lambda.

        FlowRole role = RuleMethods.IsVerdict(function.ReturnType) ? FlowRole.Evaluation : FlowRole.None;
        return HandlerMethod.IsAnnotated(function) || symbols.HookTraffic.IsAttached(function) ? role | FlowRole.Handler : role;
    }

    private bool IsFlow(ILocalSymbol local) => local.Type.Is(symbols.Flow);

    private bool TakesFlow(IMethodSymbol function) => function.Parameters.Any(parameter => HasFlow(parameter.Type));

    private bool HasFlow(ITypeSymbol? type) => type.Is(symbols.Flow) || type.IsWrapper();

    // An object that keeps a flow for longer than one event is for RTG0502.
    private bool UsesFlowOfItsObject(IOperation operation, IMethodSymbol method)
        => operation.Root().Descendants().Any(part => HasFlow(part.Type) && part.Parent is not INameOfOperation
               && part is IMemberReferenceOperation { Instance: IInstanceReferenceOperation }
                   or IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } })
           && FlowKeeper.OfObjects(method.ContainingType, symbols) is null;

    private IReadOnlyDictionary<IMethodSymbol, FlowRole> Find(INamedTypeSymbol outermost)
    {
        var roles = new Dictionary<IMethodSymbol, FlowRole>(SymbolEqualityComparer.Default);
        var classes = new HashSet<INamedTypeSymbol>(WithBases(outermost), SymbolEqualityComparer.Default);
        List<IMethodSymbol> methods = [.. classes.SelectMany(Nested).SelectMany(static type => type.GetMembers()).OfType<IMethodSymbol>()];
        ILookup<IMethodSymbol, IMethodSymbol> overrides = methods
            .Where(static method => method.OverriddenMethod is not null)
            .ToLookup<IMethodSymbol, IMethodSymbol>(static method => method.OverriddenMethod!.OriginalDefinition, SymbolEqualityComparer.Default);

        var waiting = new Queue<(IMethodSymbol Function, FlowRole Role)>(methods.Select(method => (method, OwnRole(method))));
        while (waiting.Count > 0)
        {
            (IMethodSymbol function, FlowRole role) = waiting.Dequeue();
            FlowRole known = roles.TryGetValue(function, out FlowRole found) ? found : FlowRole.None;
            if ((known | role) == known)
                continue;

            roles[function] = known | role;
            foreach (IMethodSymbol called in symbols.CallGraph.CallsOf(function).Select(static call => call.Function).Concat(overrides[function]))
                if (called.ContainingType is { } type && classes.Contains(Outermost(type)))
                    waiting.Enqueue((called, role));
        }

        return roles;
    }

    private static IEnumerable<INamedTypeSymbol> WithBases(INamedTypeSymbol outermost)
        => Nested(outermost)
            .SelectMany(static type => Declarations.Supertypes(type).Where(static super => super.TypeKind == TypeKind.Class).Prepend(type))
            .Where(type => type.ContainingAssembly.Is(outermost.ContainingAssembly))
            .Select(static type => Outermost(type.OriginalDefinition));

    private static IEnumerable<INamedTypeSymbol> Nested(INamedTypeSymbol type) => type.GetTypeMembers().SelectMany(Nested).Prepend(type);

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } container)
            type = container;

        return type.OriginalDefinition;
    }
}
