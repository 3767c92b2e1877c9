using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>What is done with a lambda or local function at a place.</summary>
internal enum FunctionUse
{
    /// <summary>It is called.</summary>
    Called,

    /// <summary>It is an argument, or an element of a collection: who has it may call it there, and not only once.</summary>
    HandedOn,

    /// <summary>It is put into a member, made a handler of an event, or returned: whoever calls it does so later.</summary>
    Kept,
}

/// <summary>The lambdas, local functions and method groups of a member, and the places where they are used.</summary>
internal sealed class InnerFunctions
{
    private readonly List<(IOperation Function, IOperation Place, FunctionUse Use)> _uses;

    /// <param name="root">The body of the member.</param>
    public InnerFunctions(IOperation root)
    {
        List<IOperation> operations = [.. root.Descendants()];
        var locals = operations.OfType<ILocalFunctionOperation>().ToDictionary<ILocalFunctionOperation, IMethodSymbol, IOperation>(
            static local => local.Symbol, static local => local, SymbolEqualityComparer.Default);
        ILookup<ISymbol, IOperation> references = operations.OfType<ILocalReferenceOperation>().ToLookup<ILocalReferenceOperation, ISymbol, IOperation>(
            static reference => reference.Local, static reference => reference, SymbolEqualityComparer.Default);
        _uses = [.. operations.SelectMany(operation => operation switch
        {
            IInvocationOperation call when locals.TryGetValue(call.TargetMethod.OriginalDefinition, out IOperation local)
                => [(local, call, FunctionUse.Called)],
            IMethodReferenceOperation group => UsesOf(group)
                .Select(use => (locals.TryGetValue(group.Method.OriginalDefinition, out IOperation local) ? local : group, use.Place, use.Use)),
            IAnonymousFunctionOperation { Parent: IDelegateCreationOperation } lambda => UsesOf(lambda).Select(use => ((IOperation)lambda, use.Place, use.Use)),
            _ => [],
        })];

        // A local has it until it is read.
        IEnumerable<(IOperation Place, FunctionUse Use)> UsesOf(IOperation function)
        {
            IOperation whole = function.WholeDelegate();
            return LocalOf(whole) is { } local
                ? references[local].Where(static reference => !IsTarget(reference)).Select(static reference => (reference, UseOf(reference)))
                : [(function.Parent!, UseOf(whole))];
        }
    }

    /// <summary>Where a function is used.</summary>
    public IEnumerable<(IOperation Place, FunctionUse Use)> UsesOf(IOperation function)
        => _uses.Where(use => use.Function == function).Select(static use => (use.Place, use.Use));

    /// <summary>The places where a function of the member is come to, and which one.</summary>
    public IEnumerable<(IOperation Place, IOperation Function)> Entered
        => _uses.Where(static use => use.Use != FunctionUse.Kept && use.Function is not IMethodReferenceOperation)
            .Select(static use => (use.Place, use.Function));

    private static ISymbol? LocalOf(IOperation value) => value.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when assignment.Value == value => target.Local,
        _ => null,
    };

    private static bool IsTarget(IOperation reference) => reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference;

    private static FunctionUse UseOf(IOperation value) => value.WholeDelegate().Parent switch
    {
        IInvocationOperation or IConditionalAccessOperation => FunctionUse.Called,
        IAssignmentOperation or IEventAssignmentOperation or IReturnOperation => FunctionUse.Kept,
        _ => FunctionUse.HandedOn,
    };
}
