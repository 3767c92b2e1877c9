using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>The locals and parameters that can be read where <paramref name="place"/> (a statement, or an expression body) begins and still hold
/// the same value at the end of its function; <paramref name="user"/> is the code in it that will read them.</summary>
internal sealed class VariablesInScope(SyntaxNode place, SyntaxNode user, SemanticModel model, KnownSymbols symbols, CancellationToken cancellationToken)
{
    private readonly Lazy<HashSet<ISymbol>> _assigned = new(() => AssignedAt(place, model));

    /// <summary>The variables that <paramref name="user"/> itself can read, in the statement or expression body that it stands in.</summary>
    public static VariablesInScope In(ExpressionSyntax user, SemanticModel model, KnownSymbols symbols, CancellationToken cancellationToken)
    {
        SyntaxNode place = user.AncestorsAndSelf().First(static node => node is StatementSyntax or MemberDeclarationSyntax
            || node.Parent is LambdaExpressionSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax);
        return new VariablesInScope(place, user, model, symbols, cancellationToken);
    }

    public bool CanRead(ISymbol variable) => variable switch
    {
        IParameterSymbol { RefKind: not RefKind.Out } parameter => Declares(parameter, user) is { } function && !place.Contains(function),
        _ => _assigned.Value.Contains(variable),
    };

    /// <summary>How to write the flow: a flow itself, else that of a wrapper; null when there is none, or more than one to choose from.</summary>
    public string? Flow()
        => Candidates(variable => TypeOf(variable).Is(symbols.Flow)) is { Count: > 0 } flows
            ? OnlyName(flows)
            : OnlyName(Candidates(variable => TypeOf(variable).ShowsFlow(symbols))) is { } wrapper ? $"{wrapper}.{TracedWrapper.FlowProperty}" : null;

    /// <summary>The local that already holds the wrapper of <paramref name="receiver"/>.</summary>
    public string? WrapperOf(Receiver receiver, ITypeSymbol wrapper)
        => OnlyName(Candidates(variable => TypeOf(variable).Is(wrapper) && IsWrapperOf(variable, receiver)));

    private List<ISymbol> Candidates(Func<ISymbol, bool> fits)
        => [.. model.LookupSymbols(user.SpanStart)
            .Where(variable => variable is ILocalSymbol or IParameterSymbol && fits(variable) && Reaches(variable) && CanRead(variable))];

    /// <summary>Which of several is meant, only the author knows.</summary>
    private string? OnlyName(List<ISymbol> variables)
        => variables is [var only] && !IsWrittenLater(only) ? SyntaxFacts.GetKeywordKind(only.Name) == SyntaxKind.None ? only.Name : "@" + only.Name : null;

    /// <summary>Parameters of primary constructors would be kept beyond their flow; static functions see no variables around them.</summary>
    private bool Reaches(ISymbol variable)
    {
        if (variable is IParameterSymbol { RefKind: not RefKind.None } && Declares(variable, user) != InnermostFunction(user))
            return false;

        foreach (SyntaxNode ancestor in user.AncestorsAndSelf())
        {
            if (variable.ContainingSymbol.DeclaringSyntaxReferences.Any(
                reference => reference.SyntaxTree == ancestor.SyntaxTree && reference.Span == ancestor.Span))
                return ancestor is not TypeDeclarationSyntax;

            bool closed = ancestor is LocalFunctionStatementSyntax local && local.Modifiers.Any(SyntaxKind.StaticKeyword)
                          || ancestor is AnonymousFunctionExpressionSyntax lambda && lambda.Modifiers.Any(SyntaxKind.StaticKeyword);
            if (closed)
                return false;
        }

        return false;
    }

    private bool IsWrittenLater(ISymbol variable)
        => Writes.Of(variable, FunctionBody.MemberOf(user), model, cancellationToken).Any(write => write.Span.End >= place.SpanStart);

    private bool IsWrapperOf(ISymbol variable, Receiver receiver)
        => variable.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is VariableDeclaratorSyntax
        {
            Initializer.Value: InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: TracedWrapper.Factory } made
            },
        } && Receiver.From(made.Expression, model, cancellationToken)?.Equals(receiver) is true;

    private static SyntaxNode? Declares(ISymbol variable, SyntaxNode user)
        => user.AncestorsAndSelf().FirstOrDefault(ancestor => variable.ContainingSymbol.DeclaringSyntaxReferences
            .Any(reference => reference.SyntaxTree == ancestor.SyntaxTree && reference.Span == ancestor.Span));

    private static SyntaxNode? InnermostFunction(SyntaxNode node) => node.AncestorsAndSelf().FirstOrDefault(static ancestor
        => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or BaseMethodDeclarationSyntax
            or CompilationUnitSyntax);

    private static HashSet<ISymbol> AssignedAt(SyntaxNode place, SemanticModel model)
    {
        DataFlowAnalysis? flow = place switch
        {
            StatementSyntax statement => model.AnalyzeDataFlow(statement),
            ExpressionSyntax expression => model.AnalyzeDataFlow(expression),
            _ => null,
        };

        return new HashSet<ISymbol>(flow is { Succeeded: true } ? flow.DefinitelyAssignedOnEntry : [], SymbolEqualityComparer.Default);
    }

    private static ITypeSymbol? TypeOf(ISymbol variable) => variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };
}
