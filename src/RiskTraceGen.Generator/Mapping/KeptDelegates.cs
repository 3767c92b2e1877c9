using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>
/// What a method keeps in its locals to call later: lambdas, methods, a <c>Lazy</c> of one, and other locals that
/// keep some. It runs where the local is first used, not where it is made.
/// </summary>
/// <param name="run">Reads a lambda, or calls a method.</param>
internal sealed class KeptDelegates(Action<IOperation> run)
{
    private readonly Dictionary<ILocalSymbol, List<IOperation>> _kept = new(SymbolEqualityComparer.Default);

    /// <summary>Keeps a delegate if it goes into a local.</summary>
    /// <returns>Whether it does.</returns>
    public bool Keep(IOperation made)
    {
        if (TakerOf(made) is not { } local)
            return false;

        Keep(local, made);
        return true;
    }

    /// <summary>Keeps a delegate for a local.</summary>
    public void Keep(ILocalSymbol local, IOperation made)
    {
        if (!_kept.TryGetValue(local, out List<IOperation>? all))
            _kept.Add(local, all = []);
        all.Add(made);
    }

    /// <summary>Runs what a local keeps: each once, in the order of the source, in which lambdas have been met before the locals beside them.</summary>
    public void Use(ILocalSymbol local)
    {
        if (!_kept.TryGetValue(local, out List<IOperation>? all))
            return;

        _kept.Remove(local);
        foreach (IOperation made in all.OrderBy(static made => made.Syntax.SpanStart))
            if (made is ILocalReferenceOperation other)
                Use(other.Local);
            else
                run(made);
    }

    /// <summary>Runs what nobody has used so far: it may be used where that is not seen.</summary>
    public void UseAll()
    {
        while (_kept.Keys.FirstOrDefault() is { } local)
            Use(local);
    }

    // As it is, cast, one of several, what a Lazy asks, or a part of a tuple that is taken apart.
    private static ILocalSymbol? TakerOf(IOperation value) => value.Parent switch
    {
        IDelegateCreationOperation or IConversionOperation { OperatorMethod: null } or ICoalesceOperation or IBinaryOperation => TakerOf(value.Parent),
        IConditionalOperation choice when choice.Condition != value => TakerOf(choice),
        IArgumentOperation { Parent: IObjectCreationOperation { Type: { } made } lazy } when WellKnown.IsOrInheritsLazy(made) => TakerOf(lazy),
        ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } arm when arm.Value == value => TakerOf(choice),
        ITupleOperation when TargetOf(value) is ILocalReferenceOperation { Local: var local } => OfDelegates(local),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => OfDelegates(local),
        IAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } target, Parent: IExpressionStatementOperation } when target != value
            => OfDelegates(local),
        _ => null,
    };

    // What a part of a tuple is assigned to; of a tuple in a tuple, the tuple.
    private static IOperation? TargetOf(IOperation value) => value.Parent switch
    {
        IDeconstructionAssignmentOperation { Parent: IExpressionStatementOperation } assignment when assignment.Value == value => Undeclared(assignment.Target),
        IConversionOperation { OperatorMethod: null } conversion => TargetOf(conversion),
        ITupleOperation tuple when TargetOf(tuple) is ITupleOperation { Elements: var targets } && targets.Length == tuple.Elements.Length
            => Undeclared(targets[tuple.Elements.IndexOf(value)]),
        _ => null,
    };

    private static IOperation Undeclared(IOperation target) => target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;

    private static ILocalSymbol? OfDelegates(ILocalSymbol local)
        => local.Type.TypeKind == TypeKind.Delegate || WellKnown.IsOrInheritsLazy(local.Type) ? local : null;
}
