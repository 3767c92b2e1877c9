using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>One untraced broker call that a wrapper of its receiver could make instead.</summary>
internal sealed class BrokerCallSite
{
    private BrokerCallSite(InvocationExpressionSyntax call, bool isConditional, Receiver receiver, WrapperFactory factory)
    {
        Call = call;
        IsConditional = isConditional;
        Receiver = receiver;
        Factory = factory;
        Body = FunctionBody.Of(call);
    }

    public InvocationExpressionSyntax Call { get; }

    /// <summary>Whether the call is made by <c>?.</c>, so that there may be no broker.</summary>
    public bool IsConditional { get; }

    public Receiver Receiver { get; }

    public WrapperFactory Factory { get; }

    /// <summary>The function that the call belongs to.</summary>
    public SyntaxNode Body { get; }

    /// <summary>The call that RTG0101 reported at <paramref name="place"/>; null when no wrapper could make it, or no expression names it.</summary>
    public static BrokerCallSite? At(TextSpan place, SyntaxNode root, SemanticModel model, KnownSymbols symbols, CancellationToken cancellationToken)
        => root.FindNode(place, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
            && OperationPlaces.NameOf(call).Span == place
            ? From(call, model, symbols, cancellationToken)
            : null;

    /// <summary>Where <c>.Traced(flow)</c> belongs when it is written into the call itself.</summary>
    public int AfterReceiver => Call.Expression is MemberBindingExpressionSyntax binding ? binding.OperatorToken.SpanStart : Receiver.Syntax.Span.End;

    /// <summary>All calls in the same function on the same broker, made in the same way, this one among them, in the order of the source.</summary>
    public IEnumerable<BrokerCallSite> Siblings(SemanticModel model, KnownSymbols symbols, CancellationToken cancellationToken)
        => Body.DescendantNodes()
            .OfType<InvocationExpressionSyntax>()
            .Where(call => FunctionBody.Of(call) == Body)
            .Select(call => From(call, model, symbols, cancellationToken))
            .OfType<BrokerCallSite>()
            .Where(site => site.IsConditional == IsConditional && site.Receiver.Equals(Receiver));

    /// <summary>Whether the receiver holds another broker call, traced or still to be traced: then it stays where it is, for its text may change too.</summary>
    public bool HasCallInReceiver(SemanticModel model, KnownSymbols symbols, CancellationToken cancellationToken)
        => Receiver.Syntax.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(call => From(call, model, symbols, cancellationToken) is not null
            || (ReceiverOf(call) is { } receiver && model.GetTypeInfo(receiver, cancellationToken).Type.IsWrapper()));

    private static BrokerCallSite? From(InvocationExpressionSyntax call, SemanticModel model, KnownSymbols symbols, CancellationToken cancellationToken)
        => ReceiverOf(call) is { } expression
           && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
           && model.GetTypeInfo(expression, cancellationToken).Type is { } type
           && !type.IsWrapper()
           && symbols.MarkedCalls.BrokerOf(method, type) is not null
           && (Receiver.From(expression, model, cancellationToken) ?? Receiver.FromValue(expression, model, cancellationToken)) is { } receiver
           && WrapperFactory.For(type, symbols) is { } factory
           && factory.Offers(method)
           && model.GetOperation(call, cancellationToken) is IInvocationOperation invocation
           && InheritedWrapper.Misleading(method, type, model.Compilation, invocation.Arguments) is null
            ? new BrokerCallSite(call, call.Expression is MemberBindingExpressionSyntax, receiver, factory)
            : null;

    private static ExpressionSyntax? ReceiverOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access => access.Expression,
        MemberBindingExpressionSyntax binding => binding.Ancestors()
            .OfType<ConditionalAccessExpressionSyntax>()
            .FirstOrDefault(access => access.WhenNotNull.Span.Contains(binding.Span))?.Expression,
        _ => null,
    };
}
