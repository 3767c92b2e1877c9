using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>What a caller passes for a <see cref="BrokerParameter"/>.</summary>
internal sealed class BrokerArgument
{
    private BrokerArgument(ExpressionSyntax value, Document document, SemanticModel model, IParameterSymbol? passedOn)
    {
        Value = value;
        Document = document;
        Model = model;
        PassedOn = passedOn;
    }

    public ExpressionSyntax Value { get; }

    public Document Document { get; }

    public SemanticModel Model { get; }

    /// <summary>The caller's own parameter, where it passes that on as it is.</summary>
    public IParameterSymbol? PassedOn { get; }

    /// <summary>The arguments of all callers in the solution; null when the method is used in a way that is no plain call.</summary>
    public static async Task<List<BrokerArgument>?> AllFor(BrokerParameter parameter, CancellationToken cancellationToken)
    {
        Solution solution = parameter.Document.Project.Solution;
        List<BrokerArgument> arguments = [];
        foreach (ReferencedSymbol found in await SymbolFinder.FindReferencesAsync(parameter.Method, solution, cancellationToken).ConfigureAwait(false))
        {
            foreach (ReferenceLocation reference in found.Locations)
            {
                // Generated code follows by itself: the generator reads the new signature.
                if (reference.Document is SourceGeneratedDocument || reference.IsImplicit)
                    continue;

                if (await reference.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
                    || await reference.Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
                {
                    return null;
                }

                SyntaxNode name = root.FindNode(reference.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
                if (name.IsPartOfStructuredTrivia() || IsNameOf(name))
                    continue;

                if (In(name, parameter.Symbol.Ordinal, reference.Document, model, cancellationToken) is not { } argument)
                    return null;

                arguments.Add(argument);
            }
        }

        return arguments;
    }

    private static BrokerArgument? In(SyntaxNode name, int ordinal, Document document, SemanticModel model, CancellationToken cancellationToken)
    {
        if (name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || !call.Expression.Span.Contains(name.Span)
            || model.GetOperation(call, cancellationToken) is not IInvocationOperation invocation
            || invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal) is not { ArgumentKind: ArgumentKind.Explicit } argument)
        {
            return null;
        }

        // The first argument of an extension method in extension syntax is the receiver itself.
        ExpressionSyntax? value = argument.Syntax switch
        {
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.None } passed => passed.Expression,
            ExpressionSyntax receiver and not MemberBindingExpressionSyntax => receiver,
            _ => null,
        };
        while (value?.Parent is PostfixUnaryExpressionSyntax forgiven)
            value = forgiven;

        if (value is null || model.GetTypeInfo(value, cancellationToken).Type is not INamedTypeSymbol)
            return null;

        IOperation operation = argument.Value;
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;

        return new BrokerArgument(value, document, model, (operation as IParameterReferenceOperation)?.Parameter);
    }

    private static bool IsNameOf(SyntaxNode name)
        => name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } call
           && call.ArgumentList.Span.Contains(name.Span);
}
