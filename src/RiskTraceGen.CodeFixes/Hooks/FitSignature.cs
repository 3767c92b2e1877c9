using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.CodeFixes.Text;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.CodeFixes.Hooks;

/// <summary>RTG0207: makes the handler reachable and gives it the payload of its hook, or the failure, as its parameter; what else it takes comes
/// through the constructor of its class from then on. Offered where nothing else calls the method and the document compiles afterwards as before.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FitSignature)), Shared]
public sealed class FitSignature() : DocumentFix("Give it the signature of its event", UnwiredHandler.Id)
{
    private protected override async Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place)
    {
        if (place.Node is not MethodDeclarationSyntax declaration
            || place.Model.GetDeclaredSymbol(declaration, place.CancellationToken) is not
            {
                IsGenericMethod: false,
                IsPartialDefinition: false,
                PartialDefinitionPart: null,
                OverriddenMethod: null,
                IsVirtual: false,
                IsAbstract: false,
                ExplicitInterfaceImplementations.IsEmpty: true
            } method
            || Declarations.Implemented(method, method.ContainingType).Any()
            || !HookMethods.IsResult(method)
            || (method.IsStatic
                ? Constructible.WhyNotNamed(method.ContainingType, place.Symbols.Compilation)
                : Constructible.WhyNot(method.ContainingType, place.Symbols.Compilation)) is not null
            || SubjectOf(method, place.Symbols) is not { } subject)
        {
            return null;
        }

        List<TextChange> changes = [.. Reachable(method, declaration)];
        if (await ParametersAsync(method, declaration, subject, place).ConfigureAwait(false) is not { } parameters)
            return null;

        changes.AddRange(parameters);
        return changes.Count > 0 && await CompilesAsync(changes, place).ConfigureAwait(false) ? changes : null;
    }

    /// <summary>The type that the method is called with; null if that cannot be said.</summary>
    private static INamedTypeSymbol? SubjectOf(IMethodSymbol method, KnownSymbols symbols)
    {
        bool handlesFailures = Annotations.Find(method, Annotations.HookFailure) is not null;
        if (Annotations.Find(method, Annotations.Hook) is not { } handled)
            return handlesFailures ? symbols.Compilation.GetTypeByMetadataName($"{Annotations.LibraryNamespace}.HookFailure") : null;

        return !handlesFailures
               && Annotations.Name(handled) is { } hook
               && symbols.Hooks.PayloadsOf(hook) is [var payload]
               && Access.CanName(payload, symbols.Compilation)
            ? payload
            : null;
    }

    private static IEnumerable<TextChange> Reachable(IMethodSymbol method, MethodDeclarationSyntax declaration)
    {
        if (method.DeclaredAccessibility is not (Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal))
            return [];

        SyntaxToken written = declaration.Modifiers.FirstOrDefault(static token => token.IsKind(SyntaxKind.PrivateKeyword));
        if (written.IsKind(SyntaxKind.PrivateKeyword))
            return [new TextChange(written.Span, "internal")];

        SyntaxToken first = declaration.Modifiers.Count > 0 ? declaration.Modifiers[0] : declaration.ReturnType.GetFirstToken();
        return [FixPlace.Insert(first.SpanStart, "internal ")];
    }

    /// <summary>Null where no parameters that fit can be made of those that are there.</summary>
    private static async Task<IEnumerable<TextChange>?> ParametersAsync(
        IMethodSymbol method, MethodDeclarationSyntax declaration, INamedTypeSymbol subject, FixPlace place)
    {
        List<IParameterSymbol> unbound = [.. method.Parameters.Where(parameter => !Parameters.IsBound(parameter, place.Symbols.Compilation))];
        List<IParameterSymbol> fitting = unbound.FindAll(parameter => parameter.Type.Is(subject));
        if (unbound is [{ RefKind: RefKind.None or RefKind.In }] && fitting.Count == 1)
            return [];

        if (fitting.Count > 1 || (unbound.Count > 1 && fitting.Count == 0) || await UsesElsewhere.AnyAsync(method, place).ConfigureAwait(false))
            return null;

        string type = subject.ToMinimalDisplayString(place.Model, declaration.ParameterList.SpanStart);
        if (unbound.Count == 0)
        {
            string separator = method.Parameters.IsEmpty ? "" : ", ";
            return [FixPlace.Insert(declaration.ParameterList.OpenParenToken.Span.End, $"{type} {FreeName(subject, declaration)}{separator}")];
        }

        IParameterSymbol payload = fitting.FirstOrDefault() ?? unbound[0];
        if (SyntaxOf(payload, place) is not { Default: null, AttributeLists.Count: 0, Type: { } written } parameter
            || place.HasComments(TextSpan.FromBounds(parameter.SpanStart, written.Span.End)))
        {
            return null;
        }

        List<TextChange> changes = [];
        if (fitting.Count == 0)
            changes.Add(new TextChange(TextSpan.FromBounds(parameter.SpanStart, written.Span.End), type));
        else if (payload.RefKind is not (RefKind.None or RefKind.In))
            changes.Add(new TextChange(TextSpan.FromBounds(parameter.SpanStart, written.SpanStart), ""));

        foreach (IParameterSymbol further in unbound.Where(other => !other.Is(payload)))
        {
            if (SyntaxOf(further, place) is not { } moved
                || await ConstructorParameter.MoveAsync(further, moved, place).ConfigureAwait(false) is not { } moving)
                return null;

            changes.AddRange(moving);
        }

        return changes;
    }

    private static ParameterSyntax? SyntaxOf(IParameterSymbol parameter, FixPlace place)
        => parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(place.CancellationToken) as ParameterSyntax;

    private static string FreeName(INamedTypeSymbol subject, MethodDeclarationSyntax declaration)
    {
        HashSet<string> taken = [.. declaration.DescendantTokens()
            .Where(static token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(static token => token.ValueText)];
        string wanted = char.ToLowerInvariant(subject.Name[0]) + subject.Name.Substring(1);
        if (wanted == subject.Name || SyntaxFacts.GetKeywordKind(wanted) != SyntaxKind.None)
            wanted = "payload";
        return Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? wanted : $"{wanted}{number}").First(name => !taken.Contains(name));
    }

    private static async Task<bool> CompilesAsync(List<TextChange> changes, FixPlace place)
    {
        Document changed = place.Document.WithText(place.Text.WithChanges(changes.OrderBy(static change => change.Span.Start)));
        return await changed.GetSemanticModelAsync(place.CancellationToken).ConfigureAwait(false) is { } model && Errors(model) <= Errors(place.Model);

        int Errors(SemanticModel model)
            => model.GetDiagnostics(cancellationToken: place.CancellationToken).Count(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }
}
