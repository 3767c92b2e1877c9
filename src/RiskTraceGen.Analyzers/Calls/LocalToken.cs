using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Calls;

/// <summary>A local that has a token, or the source of one, where a call is made.</summary>
/// <param name="Local">The local.</param>
/// <param name="Scope">What it is declared in.</param>
/// <param name="Origins">The variables that its value is made from, and what these are made from.</param>
internal sealed record LocalToken(ILocalSymbol Local, IOperation Scope, HashSet<ISymbol> Origins)
{
    /// <summary>How to write the token, but for the name.</summary>
    public string Path => IsSource(Local.Type) ? $".{nameof(CancellationTokenSource.Token)}" : "";

    /// <summary>Those that certainly have one, the nearest first: declared with it in what is around the call, and before it.</summary>
    public static List<LocalToken> Around(IInvocationOperation call)
    {
        var origins = new Dictionary<ISymbol, HashSet<ISymbol>>(SymbolEqualityComparer.Default);
        var tokens = new List<LocalToken>();
        foreach (IVariableDeclaratorOperation declarator in call.Root().Descendants().OfType<IVariableDeclaratorOperation>())
        {
            IOperation scope = ScopeOf(declarator);
            if (declarator.GetVariableInitializer()?.Value is not { } value
                || declarator.Syntax.Span.End > call.Syntax.SpanStart
                || !scope.Syntax.Span.Contains(call.Syntax.Span))
                continue;

            var from = new HashSet<ISymbol>(value.DescendantsAndSelf().Select(Operand.VariableOf).OfType<ISymbol>(), SymbolEqualityComparer.Default);
            foreach (ISymbol variable in from.ToList())
                if (origins.TryGetValue(variable, out HashSet<ISymbol>? further))
                    from.UnionWith(further);

            origins[declarator.Symbol] = from;
            if (IsNews(declarator.Symbol.Type, Operand.Of(value)) && !IsCleanedUp(call, scope))
                tokens.Add(new LocalToken(declarator.Symbol, scope, from));
        }

        return [.. tokens.OrderBy(static token => token.Scope.Syntax.Span.Length)];
    }

    /// <summary>Whether the token ends with another, as a linked one does.</summary>
    public bool ComesFrom(ISymbol variable) => Origins.Contains(variable);

    /// <summary>
    /// Whether somebody is meant to stop what is called: a token that can be cancelled, or a source that has a limit of time or is linked. (Any other source
    /// the function cancels itself, for something that it has started; and the token of a flow is passed by the library.)
    /// </summary>
    private static bool IsNews(ITypeSymbol type, IOperation value)
        => TokenInScope.IsToken(type)
            ? value is not (IDefaultValueOperation or ILiteralOperation or IObjectCreationOperation)
              && !(value is IPropertyReferenceOperation { Property.ContainingType: { } owner }
                  && (WellKnown.IsCancellationToken(owner) || WellKnown.IsRiskFlow(owner)))
            : IsSource(type) && value is IInvocationOperation { Arguments.IsEmpty: false } or IObjectCreationOperation { Arguments.IsEmpty: false };

    private static bool IsSource(ITypeSymbol type) => WellKnown.Is(type, "System.Threading", nameof(CancellationTokenSource), 0);

    /// <summary>Whether a call belongs to what is done when something in the scope has ended, which the token may have brought about.</summary>
    private static bool IsCleanedUp(IOperation call, IOperation scope)
    {
        for (IOperation current = call; current != scope && current.Parent is { } parent; current = parent)
            if (parent is ICatchClauseOperation || (parent is ITryOperation attempt && attempt.Finally == current))
                return true;

        return false;
    }

    private static IOperation ScopeOf(IOperation declarator)
    {
        IOperation scope = declarator;
        while (scope is IVariableDeclaratorOperation or IVariableDeclarationOperation or IVariableDeclarationGroupOperation or IUsingDeclarationOperation
            && scope.Parent is { } parent)
            scope = parent;

        return scope;
    }
}
