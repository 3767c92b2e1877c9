using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.CodeFixes.Text;

/// <summary>Tells where nobody can catch what is thrown: it ends the process, or goes nowhere.</summary>
internal sealed class UncaughtCode
{
    private readonly FixPlace _place;
    private readonly InnerFunctions _functions;
    private readonly HashSet<IOperation> _passed = [];

    private UncaughtCode(IOperation operation, FixPlace place) => (_place, _functions) = (place, new InnerFunctions(operation.Root()));

    /// <summary>Whether the function around a place, or one of the same member that runs it, is <c>async void</c>, a lambda that becomes an <see cref="Action"/> too, or is called by a thread, a timer or the pool.</summary>
    public static bool Includes(FixPlace place)
        => place.Node.AncestorsAndSelf().Select(node => place.Model.GetOperation(node, place.CancellationToken)).FirstOrDefault(static operation => operation is not null) is { } operation
           && new UncaughtCode(operation, place).Includes(operation);

    private bool Includes(IOperation operation) => Function.Nearest(operation) switch
    {
        { } function => _passed.Add(function)
            && (IsAsyncVoid((function as ILocalFunctionOperation)?.Symbol ?? ((IAnonymousFunctionOperation)function).Symbol) || _functions.UsesOf(function).Any(use => RunsUncaught(use.Place, use.Use))),
        null => MemberAround(operation) is { } method && (IsAsyncVoid(method) || MentionsOf(method).Any(static mention => IsCallback(mention))),
    };

    private bool RunsUncaught(IOperation place, FunctionUse use) => (use != FunctionUse.Called && IsCallback(place)) || (use != FunctionUse.Kept && Includes(place));

    private static bool IsAsyncVoid(IMethodSymbol method) => method is { IsAsync: true, ReturnsVoid: true };

    /// <summary>Whether a delegate is one of those that threads and timers call, or goes to the code that has them.</summary>
    private static bool IsCallback(IOperation function)
        => IsOfThreads(function.Type) || (function.WholeDelegate().Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var receiver } } && IsOfThreads(receiver.ContainingType));

    private static bool IsOfThreads(ITypeSymbol? type) => type?.ContainingNamespace?.ToDisplayString() is "System.Threading" or "System.Timers";

    private IMethodSymbol? MemberAround(IOperation operation) => _place.Model.GetEnclosingSymbol(operation.Syntax.SpanStart, _place.CancellationToken) as IMethodSymbol;

    /// <summary>The delegates that its own type makes of a method.</summary>
    private IEnumerable<IOperation> MentionsOf(IMethodSymbol method)
        => method.ContainingType.DeclaringSyntaxReferences
            .SelectMany(part => part.GetSyntax(_place.CancellationToken).DescendantNodes())
            .OfType<SimpleNameSyntax>()
            .Where(name => name.Identifier.ValueText == method.Name)
            .Select(name => _place.Model.Compilation.GetSemanticModel(name.SyntaxTree).GetOperation(name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name, _place.CancellationToken))
            .OfType<IMethodReferenceOperation>()
            .Where(mention => mention.Method.OriginalDefinition.Is(method.OriginalDefinition))
            .Select(static mention => mention.Parent!);
}
