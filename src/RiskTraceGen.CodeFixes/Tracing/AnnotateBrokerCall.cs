using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Tracing;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>RTG0102: marks the SDK's method as a broker call by an attribute of the assembly, said once in each project.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AnnotateBrokerCall)), Shared]
public sealed class AnnotateBrokerCall : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(UnannotatedBrokerCall.Id);

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => AnnotateBrokerCallFixAll.Instance;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await AnnotateAsync(context.Document, [diagnostic], context.CancellationToken).ConfigureAwait(false) is { } annotated)
                context.RegisterCodeFix(
                    CodeAction.Create("Mark it as a broker call of this assembly", _ => Task.FromResult(annotated), nameof(AnnotateBrokerCall)), diagnostic);
        }
    }

    /// <summary>Adds the attributes that the diagnostics of a project ask for to one of its documents, each once.</summary>
    internal static async Task<Document?> AnnotateAsync(Document document, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not CompilationUnitSyntax unit
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return null;
        }

        SourceText text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        AttributeListSyntax? others = unit.AttributeLists.LastOrDefault();
        int reader = others?.SpanStart ?? unit.Members.FirstOrDefault()?.SpanStart ?? 0;
        List<string> attributes = [.. diagnostics.Select(diagnostic => Attribute(diagnostic, model, reader)).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (attributes.Count == 0)
            return null;

        // Behind other attributes; else behind the usings, or before everything, with an empty line between.
        string newLine = text.NewLine();
        bool isBehindUsings = others is null && unit.Usings.Count > 0;
        int place = others?.FullSpan.End ?? (isBehindUsings ? unit.Usings.Last().FullSpan.End : reader);
        string before = isBehindUsings ? newLine : "";
        string after = others is null && !isBehindUsings ? newLine : "";
        return document.WithText(
            text.WithChanges(new TextChange(new TextSpan(place, 0), before + string.Concat(attributes.Select(attribute => attribute + newLine)) + after)));
    }

    private static string? Attribute(Diagnostic diagnostic, SemanticModel model, int reader)
    {
        if (diagnostic.Properties.GetValueOrDefault(UnannotatedBrokerCall.TypeProperty) is not { } id
            || diagnostic.Properties.GetValueOrDefault(UnannotatedBrokerCall.MemberProperty) is not { } member
            || DocumentationCommentId.GetFirstSymbolForDeclarationId(id, model.Compilation) is not INamedTypeSymbol type)
        {
            return null;
        }

        INamedTypeSymbol named = type.IsGenericType ? type.ConstructUnboundGenericType() : type;
        string attribute = model.LookupNamespacesAndTypes(reader, name: "BrokerCallAttribute").IsEmpty ? "RiskTraceGen.BrokerCall" : "BrokerCall";
        return $"[assembly: {attribute}(typeof({named.ToMinimalDisplayString(model, reader)}), \"{member}\")]";
    }
}
