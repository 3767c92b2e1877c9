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
                if (symbols.CanHave(node.Node.SyntaxTree, Mention.Annotation)
                    && (!onlyOnRequest || TestProject.HasExplicitSeverity(node.Compilation, node.Node.SyntaxTree, Rule, node.CancellationToken)))
                    Analyze(node);
            },
            SyntaxKind.Attribute);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        foreach ((string subject, Refusal refusal) in RefusalsAt(context))
            context.ReportDiagnostic(Diagnostic.Create(Rule, context.Node.GetLocation(), subject, refusal.Text));
    }

    /// <summary>Why nothing is made of the attribute at a place, or of overloads that it names; none if all is recorded, or if it is another one.</summary>
    internal static IReadOnlyList<(string Subject, Refusal Refusal)> RefusalsAt(SyntaxNodeAnalysisContext context)
    {
        var syntax = (AttributeSyntax)context.Node;
        if (syntax.Parent is not AttributeListSyntax { Parent: { } place } list)
            return [];

        bool isAssembly = list.Target?.Identifier.ValueText == "assembly";
        ISymbol? target = isAssembly ? context.Compilation.Assembly : Declared(context, place);
        if (target is null || Find(target, syntax) is not { } attribute)
            return [];

        IReadOnlyList<(string, Refusal)> refusals = target switch
        {
            IAssemblySymbol => OfAssembly(attribute, context.Compilation),
            IMethodSymbol method => Said(NameOf(method), OfMethod(attribute, method, context.Compilation)),
            _ => [],
        };
        return refusals.Count > 0 && Compiles(context, syntax) ? refusals : [];
    }

    private static IReadOnlyList<(string, Refusal)> Said(string subject, Refusal? refusal) => refusal is null ? [] : [(subject, refusal)];

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

    private static IReadOnlyList<(string, Refusal)> OfAssembly(AttributeData attribute, Compilation compilation)
    {
        if (attribute.ConstructorArguments is not [{ Value: ITypeSymbol type }, { Value: string member }])
            return Said(compilation.Assembly.Name, Refusals.OfAssemblyAnnotation(attribute));

        Refusal? refusal = Refusals.OfTarget(type, member, compilation);
        (IMethodSymbol Overload, Refusal Refusal)[] overloads = type is INamedTypeSymbol named ? [.. Refusals.OfOverloads(named, member, compilation)] : [];
        // What holds for all of them is said once.
        return refusal is null || overloads.Select(static overload => overload.Refusal).Distinct().Skip(1).Any()
            ? [.. overloads.Select(static overload => (overload.Overload.Display(), overload.Refusal))]
            : Said($"{type.Display()}.{member}", WithNearest(refusal, type, member));
    }

    private static Refusal WithNearest(Refusal refusal, ITypeSymbol type, string member)
        => refusal.Reason == RefusalReason.NoSuchMember
           && NearestName.To(member, Refusals.MethodsOf((INamedTypeSymbol)type.OriginalDefinition).Select(method => method.Name).Distinct()) is { } nearest
            ? refusal with { Text = $"{refusal.Text}; did you mean '{nearest}'?" }
            : refusal;
}
