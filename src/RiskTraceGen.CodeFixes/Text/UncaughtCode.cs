using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.CodeFixes.Text;

/// <summary>Tells where nobody can catch what is thrown: it ends the process, or goes nowhere.</summary>
internal sealed class UncaughtCode
{
    // Through more methods a throw is not followed.
    private const int MostMethods = 16;

    private readonly FixPlace _place;
    private readonly HashSet<IOperation> _passed = [];
    private readonly List<IMethodSymbol> _methods = [];

    private UncaughtCode(FixPlace place) => _place = place;

    /// <summary>
    /// Whether the function around a place, or one that runs it without a <c>catch</c> around, is <c>async void</c>, a lambda that
    /// becomes an <see cref="Action"/> too, a finalizer, or is called by a thread, a timer or the pool.
    /// </summary>
    public static async Task<bool> IncludesAsync(FixPlace place)
    {
        var code = new UncaughtCode(place);
        bool isUncaught = code.Includes(place.Node, place.Model);
        for (int next = 0; !isUncaught && next < code._methods.Count && next < MostMethods; next++)
            isUncaught = await code.IncludesUseOfAsync(code._methods[next]).ConfigureAwait(false);

        return isUncaught;
    }

    private async Task<bool> IncludesUseOfAsync(IMethodSymbol method)
    {
        foreach (SyntaxNode use in await UsesElsewhere.FindAsync(method, _place).ConfigureAwait(false) ?? [])
            if (_place.Document.Project.Solution.GetDocument(use.SyntaxTree) is { } document
                && await document.GetSemanticModelAsync(_place.CancellationToken).ConfigureAwait(false) is { } model
                && Includes(use, model))
            {
                return true;
            }

        return false;
    }

    private bool Includes(SyntaxNode node, SemanticModel model)
        => node.AncestorsAndSelf()
            .Select(around => model.GetOperation(around, _place.CancellationToken))
            .FirstOrDefault(static operation => operation is not null) switch
        {
            null => false,
            IMethodReferenceOperation group
                => IsCallback(group.Parent!) || (group.WholeDelegate().Parent is IArgumentOperation && Includes(group, new InnerFunctions(group.Root()))),
            var operation => Includes(operation, new InnerFunctions(operation.Root())),
        };

    private bool Includes(IOperation operation, InnerFunctions functions)
    {
        if (IsCaught(operation))
            return false;

        if (Function.Nearest(operation) is { } function)
            return _passed.Add(function)
                && (IsAsyncVoid((function as ILocalFunctionOperation)?.Symbol ?? ((IAnonymousFunctionOperation)function).Symbol)
                    || functions.UsesOf(function).Any(
                        use => (use.Use != FunctionUse.Called && IsCallback(use.Place)) || (use.Use != FunctionUse.Kept && Includes(use.Place, functions))));

        if (operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart, _place.CancellationToken) is not IMethodSymbol method)
            return false;

        if (!_methods.Exists(method.Is))
            _methods.Add(method);
        return IsAsyncVoid(method) || method.MethodKind == MethodKind.Destructor || IsWorkItem(method);
    }

    /// <summary>Whether what is thrown there gets no further than a <c>catch</c> of the same function.</summary>
    private static bool IsCaught(IOperation operation)
    {
        for (IOperation? inner = operation; inner is not (null or ILocalFunctionOperation or IAnonymousFunctionOperation); inner = inner.Parent)
            if (inner.Parent is ITryOperation attempt && attempt.Body == inner && attempt.Catches.Any(EndsIt))
                return true;

        return false;
    }

    private static bool EndsIt(ICatchClauseOperation clause)
        => (clause.ExceptionType.SpecialType == SpecialType.System_Object || WellKnown.Is(clause.ExceptionType, "System", "Exception", 0))
           && !clause.Handler.Descendants().Any(static operation => operation is IThrowOperation);

    private static bool IsAsyncVoid(IMethodSymbol method) => method is { IsAsync: true, ReturnsVoid: true };

    private static bool IsWorkItem(IMethodSymbol method)
        => method.ContainingType.AllInterfaces.Any(contract => WellKnown.Is(contract, "System.Threading", "IThreadPoolWorkItem", 0)
            && contract.GetMembers().Any(member => method.ContainingType.FindImplementationForInterfaceMember(member).Is(method)));

    /// <summary>Whether a delegate is one of those that threads and timers call, or goes to the code that has them.</summary>
    private static bool IsCallback(IOperation function)
        => IsOfThreads(function.Type)
            || (function.WholeDelegate().Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var receiver } }
                && IsOfThreads(receiver.ContainingType));

    private static bool IsOfThreads(ITypeSymbol? type) => type?.ContainingNamespace?.ToDisplayString() is "System.Threading" or "System.Timers";
}
