using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>RTG0105: a <c>[BrokerCall]</c> of which the generator makes nothing, with its reason.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UntracedAnnotation() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0105";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "An annotated broker call that is not traced",
        "'{0}' is not traced: {1}",
        Categories.Tracing,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Whoever reads the annotation takes the call for traced. The generator leaves alone what it cannot wrap, and nothing else of that broker.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        bool onlyOnRequest = TestProject.IsTestProject(context.Compilation, context.Options);
        // Looked at where it stands, so that accessors, local functions and lambdas are seen too.
        context.RegisterSyntaxNodeAction(
            node =>
            {
                if (symbols.CanHave(node.Node.SyntaxTree, Mention.Annotation) && (!onlyOnRequest || TestProject.HasExplicitSeverity(node.Compilation, node.Node.SyntaxTree, Rule, node.CancellationToken)))
                    Analyze(node);
            },
            SyntaxKind.Attribute);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        if (RefusalAt(context) is var (subject, refusal))
            context.ReportDiagnostic(Diagnostic.Create(Rule, context.Node.GetLocation(), subject, refusal.Text));
    }

    /// <summary>Why nothing is made of the attribute at a place; null if something is, or if it is another one.</summary>
    internal static (string Subject, Refusal Refusal)? RefusalAt(SyntaxNodeAnalysisContext context)
    {
        var syntax = (AttributeSyntax)context.Node;
        if (syntax.Parent is not AttributeListSyntax { Parent: { } place } list)
            return null;

        bool isAssembly = list.Target?.Identifier.ValueText == "assembly";
        ISymbol? target = isAssembly ? context.Compilation.Assembly : Declared(context, place);
        if (target is null || Find(target, syntax) is not { } attribute)
            return null;

        (string subject, Refusal? refusal) = target switch
        {
            IAssemblySymbol => OfAssembly(attribute, context.Compilation),
            IMethodSymbol method => (NameOf(method), OfMethod(attribute, method, context.Compilation)),
            _ => ("", null),
        };
        return refusal is not null && Compiles(context, syntax) ? (subject, refusal) : null;
    }

    /// <summary>A lambda is named by the method that it is in, and a member of an extension block by the class that the block is in.</summary>
    private static string NameOf(IMethodSymbol method)
    {
        INamedTypeSymbol? type = method.ContainingType;
        while (type is { Name.Length: 0, ContainingType: { } container })
            type = container;

        ISymbol named = method;
        while (named is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction })
            named = named.ContainingSymbol;
        return $"{type?.Name}.{named.Name}{(named.Is(method) ? "" : " (a lambda)")}";
    }

    /// <summary>Asked last, because it binds the attribute anew.</summary>
    private static bool Compiles(SyntaxNodeAnalysisContext context, AttributeSyntax syntax)
        => context.SemanticModel.GetSymbolInfo(syntax, context.CancellationToken).Symbol is not null;

    private static ISymbol? Declared(SyntaxNodeAnalysisContext context, SyntaxNode place) => place switch
    {
        LambdaExpressionSyntax lambda => context.SemanticModel.GetSymbolInfo(lambda, context.CancellationToken).Symbol,
        _ => context.SemanticModel.GetDeclaredSymbol(place, context.CancellationToken),
    };

    private static AttributeData? Find(ISymbol target, AttributeSyntax syntax)
        => Annotations.FindAll(target, Annotations.BrokerCall).FirstOrDefault(data
            => data.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == syntax.SyntaxTree && reference.Span == syntax.Span);

    private static Refusal? OfMethod(AttributeData attribute, IMethodSymbol method, Compilation compilation)
        => Refusals.OfAnnotation(attribute) ?? KnownSymbols.Of(compilation)?.RefusalsOf(method.ContainingType).Of(method.PartialDefinitionPart ?? method);

    private static (string Subject, Refusal? Refusal) OfAssembly(AttributeData attribute, Compilation compilation)
    {
        if (attribute.ConstructorArguments is not [{ Value: ITypeSymbol type }, { Value: string member }])
            return (compilation.Assembly.Name, Refusals.OfAssemblyAnnotation(attribute));

        string subject = $"{type.Display()}.{member}";
        if (Refusals.OfTarget(type, member, compilation) is not { } refusal)
            return (subject, null);
        if (refusal.Reason != RefusalReason.NoSuchMember || NearestName.To(member, Refusals.MethodsOf((INamedTypeSymbol)type.OriginalDefinition).Select(method => method.Name).Distinct()) is not { } nearest)
            return (subject, refusal);
        return (subject, refusal with { Text = $"{refusal.Text}; did you mean '{nearest}'?" });
    }
}
