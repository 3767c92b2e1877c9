using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tracing;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>RTG0103: takes the delegate on the wrapper, <c>suite.Traced(flow).CancelAll</c>, where a flow is in scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TraceMethodGroup)), Shared]
public sealed class TraceMethodGroup() : DocumentFix("Take it on the traced wrapper", UntracedMethodGroup.Id)
{
    private protected override Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place) => Task.FromResult(Changes(place));

    private static IEnumerable<TextChange>? Changes(FixPlace place)
    {
        if (place.Node.Parent is not MemberAccessExpressionSyntax { Expression: var receiver } access
            || place.Model.GetOperation(access, place.CancellationToken) is not IMethodReferenceOperation { Method: { IsStatic: false } method } group
            || UntracedMethodGroup.IsAdded(group) // wrappers are never the same: what removes it now would not
            || place.Model.GetTypeInfo(receiver, place.CancellationToken).Type is not { IsValueType: false } type
            || WrapperFactory.For(type, place.Symbols) is not { } factory
            || !factory.Offers(method)
            || InheritedWrapper.Misleading(method, type, place.Model.Compilation, []) is not null
            || VariablesInScope.In(access, place.Model, place.Symbols, place.CancellationToken).Flow() is not { } flow)
        {
            return null;
        }

        var trace = FixPlace.Insert(receiver.Span.End, $".{TracedWrapper.Factory}({flow})");
        return factory.IsInScope(place.Model, access.SpanStart, type) ? [trace] : [UsingDirectives.Adding(factory.Namespace, access), trace];
    }
}
