using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>One untraced broker call that a wrapper of its receiver could make instead.</summary>
internal sealed class BrokerCallSite
{
    private BrokerCallSite(InvocationExpressionSyntax call, Receiver receiver, WrapperFactory factory)
    {
        Call = call;
        Receiver = receiver;
        Factory = factory;
        Body = FunctionBody.Of(call);
    }

    public InvocationExpressionSyntax Call { get; }

    public Receiver Receiver { get; }

    public WrapperFactory Factory { get; }

    /// <summary>The function that the call belongs to.</summary>
    public SyntaxNode Body { get; }

    /// <summary>The call that RTG0101 reported at <paramref name="place"/>; null when no wrapper could make it.</summary>
    public static BrokerCallSite? At(TextSpan place, SyntaxNode root, SemanticModel model, KnownSymbols symbols, CancellationToken cancellationToken)
        => root.FindNode(place, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
            ? From(call, model, symbols, cancellationToken)
            : null;

    /// <summary>All calls in the same function on the same broker, this one among them, in the order of the source.</summary>
    public IEnumerable<BrokerCallSite> Siblings(SemanticModel model, KnownSymbols symbols, CancellationToken cancellationToken)
        => Body.DescendantNodes()
            .OfType<InvocationExpressionSyntax>()
            .Where(call => FunctionBody.Of(call) == Body)
            .Select(call => From(call, model, symbols, cancellationToken))
            .OfType<BrokerCallSite>()
            .Where(site => site.Receiver.Equals(Receiver));

    private static BrokerCallSite? From(InvocationExpressionSyntax call, SemanticModel model, KnownSymbols symbols, CancellationToken cancellationToken)
        => call.Expression is MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access
           && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
           && model.GetTypeInfo(access.Expression, cancellationToken).Type is { } type
           && !type.IsWrapper()
           && symbols.MarkedCalls.BrokerOf(method, type) is not null
           && Receiver.From(access.Expression, model, cancellationToken) is { } receiver
           && WrapperFactory.For(type, symbols) is { } factory
           && factory.Offers(method)
            ? new BrokerCallSite(call, receiver, factory)
            : null;
}
