using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>
/// What a method keeps in its locals to call later: lambdas, methods, and other locals that keep some. It runs where the local is first used, not where it is made.
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

    /// <summary>Runs what a local keeps: each once.</summary>
    public void Use(ILocalSymbol local)
    {
        if (!_kept.TryGetValue(local, out List<IOperation>? all))
            return;

        _kept.Remove(local);
        foreach (IOperation made in all)
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

    // As it is, cast, or one of several.
    private static ILocalSymbol? TakerOf(IOperation value) => value.Parent switch
    {
        IDelegateCreationOperation or IConversionOperation { OperatorMethod: null } or ICoalesceOperation => TakerOf(value.Parent),
        IConditionalOperation choice when choice.Condition != value => TakerOf(choice),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => OfDelegates(local),
        IAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } target, Parent: IExpressionStatementOperation } when target != value => OfDelegates(local),
        _ => null,
    };

    private static ILocalSymbol? OfDelegates(ILocalSymbol local) => local.Type.TypeKind == TypeKind.Delegate ? local : null;
}
