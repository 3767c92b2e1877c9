using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Rules;
using RiskTraceGen.CodeFixes.Text;
using RiskTraceGen.CodeFixes.Tracing;

namespace RiskTraceGen.CodeFixes.Rules;

/// <summary>RTG0303: reads the clock of a flow that is in reach.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReadFlowClock)), Shared]
public sealed class ReadFlowClock() : DocumentFix("Read the flow's clock", IrreproducibleInput.Id)
{
    private protected override Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place)
    {
        IEnumerable<TextChange>? changes = place.Node is ExpressionSyntax expression
            && place.Model.GetOperation(expression, place.CancellationToken) is IPropertyReferenceOperation { Property: { } read }
            && Reading(read) is { } reading
            && !place.HasComments(expression.Span)
            && VariablesInScope.In(expression, place.Model, place.Symbols, place.CancellationToken).Flow() is { } flow
                ? [new TextChange(expression.Span, $"{flow}.Time{reading}")]
                : null;

        return Task.FromResult(changes);
    }

    /// <summary>The same moment, of the same kind.</summary>
    private static string? Reading(IPropertySymbol read) => (read.ContainingType.Name, read.Name) switch
    {
        ("DateTimeOffset", "UtcNow") => ".GetUtcNow()",
        ("DateTimeOffset", "Now") => ".GetLocalNow()",
        ("DateTime", "UtcNow") => ".GetUtcNow().UtcDateTime",
        ("DateTime", "Now") => ".GetUtcNow().LocalDateTime",
        ("DateTime", "Today") => ".GetUtcNow().LocalDateTime.Date",
        ("TimeProvider", "System") => "",
        _ => null,
    };
}
