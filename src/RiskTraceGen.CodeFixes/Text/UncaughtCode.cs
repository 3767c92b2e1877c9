using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.CodeFixes.Text;

/// <summary>Tells where nobody can catch what is thrown: it ends the process, or goes nowhere.</summary>
internal sealed class UncaughtCode
{
    // Through more of them a throw is not followed.
    private const int MostMembers = 16;

    private readonly FixPlace _place;
    private readonly HashSet<IOperation> _passed = [];

    // The methods that a throw gets out of, and the members that keep delegates of them.
    private readonly List<ISymbol> _members = [];

    private UncaughtCode(FixPlace place) => _place = place;

    /// <summary>Whether the function around a place, or one that runs it without a <c>catch</c> around, is <c>async void</c>, a lambda that becomes an
    /// <see cref="Action"/> too, a finalizer, is called by a thread, a timer, the pool or an event of the framework, or fails in a task that nobody has.</summary>
    public static async Task<bool> IncludesAsync(FixPlace place)
    {
        var code = new UncaughtCode(place);
        bool isUncaught = code.Includes(place.Node, place.Model);
        for (int next = 0; !isUncaught && next < code._members.Count && next < MostMembers; next++)
            isUncaught = await code.IncludesUseOfAsync(code._members[next]).ConfigureAwait(false);

        return isUncaught;
    }

    private async Task<bool> IncludesUseOfAsync(ISymbol member)
    {
        foreach (SyntaxNode use in await UsesElsewhere.FindAsync(member, _place).ConfigureAwait(false) ?? [])
            if (_place.Document.Project.Solution.GetDocument(use.SyntaxTree) is { } document
                && await document.GetSemanticModelAsync(_place.CancellationToken).ConfigureAwait(false) is { } model
                && IncludesUse(use, model, member))
            {
                return true;
            }

        return false;
    }

    private bool Includes(SyntaxNode node, SemanticModel model)
        => OperationAt(node, model) is { } operation && Includes(operation, new InnerFunctions(operation.Root()));

    private bool IncludesUse(SyntaxNode node, SemanticModel model, ISymbol member)
    {
        if (OperationAt(node, model) is not { } use || IsTarget(use))
            return false;

        var functions = new InnerFunctions(use.Root());
        return use switch
        {
            IMethodReferenceOperation group => IncludesUseOf(group, group.Method.IsAsync, functions),
            IMemberReferenceOperation kept => IncludesUse(kept, FunctionUse.HandedOn, isAsync: false, functions),
            _ => IncludesUse(use, FunctionUse.Called, member is IMethodSymbol { IsAsync: true }, functions),
        };
    }

    // Where a delegate is put, it is not called.
    private static bool IsTarget(IOperation use)
        => use.Parent is IAssignmentOperation assignment ? assignment.Target == use : use.Parent is IEventAssignmentOperation;

    private IOperation? OperationAt(SyntaxNode node, SemanticModel model)
        => node.AncestorsAndSelf()
            .Select(around => model.GetOperation(around, _place.CancellationToken))
            .FirstOrDefault(static operation => operation is not null);

    private bool Includes(IOperation operation, InnerFunctions functions)
    {
        if (Catches.End(operation))
            return false;

        if (Function.Nearest(operation) is { } function)
        {
            IMethodSymbol symbol = (function as ILocalFunctionOperation)?.Symbol ?? ((IAnonymousFunctionOperation)function).Symbol;
            return _passed.Add(function) && (Uncatchable.IsAsyncVoid(symbol) || IncludesUseOf(function, symbol.IsAsync, functions));
        }

        if (operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart, _place.CancellationToken) is not IMethodSymbol method)
            return false;

        Follow(method);
        return Uncatchable.IsAsyncVoid(method) || method.MethodKind == MethodKind.Destructor || Uncatchable.IsWorkItem(method);
    }

    private bool IncludesUseOf(IOperation function, bool isAsync, InnerFunctions functions)
        => functions.UsesOf(function).Any(use => IncludesUse(use.Place, use.Use, isAsync, functions));

    private bool IncludesUse(IOperation place, FunctionUse use, bool isAsync, InnerFunctions functions)
    {
        foreach (ISymbol keeper in KeepersOf(place))
            Follow(keeper);
        return use switch
        {
            FunctionUse.Called => (isAsync && Uncatchable.IsDropped(place)) || Includes(place, functions),
            FunctionUse.HandedOn => Uncatchable.IsCallback(place) || Uncatchable.IsDroppedWith(place) || Includes(place, functions),
            _ => Uncatchable.IsCallback(place),
        };
    }

    private void Follow(ISymbol member)
    {
        if (!_members.Exists(member.Is))
            _members.Add(member);
    }

    /// <summary>The members that have a delegate from there on.</summary>
    private static IEnumerable<ISymbol> KeepersOf(IOperation function) => function.WholeDelegate().Parent switch
    {
        IAssignmentOperation { Target: IMemberReferenceOperation target } => [target.Member],
        IEventAssignmentOperation { EventReference: IMemberReferenceOperation target } => [target.Member],
        IFieldInitializerOperation initializer => initializer.InitializedFields,
        IPropertyInitializerOperation initializer => initializer.InitializedProperties,
        _ => [],
    };
}
