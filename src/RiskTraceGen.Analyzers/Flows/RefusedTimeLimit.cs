using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>RTG0504: a time limit in an attribute that the program refuses when it starts, or that limits nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RefusedTimeLimit() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0504";

    /// <summary>In milliseconds: how precisely timeouts are watched.</summary>
    private const int ShortestDeadline = 10;

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A time limit that is refused",
        "The time limit of '{0}' does not work: {1}",
        Categories.Flows,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A number out of its range is found when the dispatcher is created: the bot does not start. A deadline without the name that it is for limits nothing.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        context.RegisterSymbolAction(static symbol => AnalyzeMethod((IMethodSymbol)symbol.Symbol, symbol.ReportDiagnostic), SymbolKind.Method);
        context.RegisterSymbolAction(static symbol => AnalyzeType((INamedTypeSymbol)symbol.Symbol, symbol.ReportDiagnostic), SymbolKind.NamedType);
        context.RegisterSyntaxNodeAction(
            static node => AnalyzeAssembly((AttributeListSyntax)node.Node, node.Compilation.Assembly, node.ReportDiagnostic), SyntaxKind.AttributeList);
    }

    private static void AnalyzeMethod(IMethodSymbol method, Action<Diagnostic> report)
    {
        if (method.PartialDefinitionPart is null && Annotations.Find(method, Annotations.Hook) is { } hook)
            AnalyzeTimeout(hook, method, "RiskTracerOptions.HookTimeout", report);
    }

    private static void AnalyzeType(INamedTypeSymbol type, Action<Diagnostic> report)
    {
        if (Annotations.Find(type, Annotations.RiskRule) is { } rule)
            AnalyzeTimeout(rule, type, "RiskTracerOptions.RuleTimeout", report);

        foreach (AttributeData deadline in Annotations.FindAll(type, Annotations.FlowDeadline))
            Report(
                deadline,
                type,
                deadline.ConstructorArguments.Length == 2
                    ? "a deadline with the name of a flow type belongs on the assembly; on the type of an event it takes milliseconds alone"
                    : WhyOutOfRange(deadline),
                report);
    }

    private static void AnalyzeAssembly(AttributeListSyntax list, IAssemblySymbol assembly, Action<Diagnostic> report)
    {
        if (list.Target?.Identifier.ValueText != "assembly")
            return;

        foreach (AttributeData deadline in Annotations.FindAll(assembly, Annotations.FlowDeadline))
            if (deadline.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == list.SyntaxTree && list.Span.Contains(reference.Span))
                Report(deadline, assembly, WhyUnnamed(deadline) ?? WhyOutOfRange(deadline), report);
    }

    private static void AnalyzeTimeout(AttributeData attribute, ISymbol symbol, string fallback, Action<Diagnostic> report)
        => Report(
            attribute,
            symbol,
            Annotations.Named(attribute, "TimeoutMilliseconds", 0) is < 0 and var timeout
                ? $"TimeoutMilliseconds = {timeout} is negative; 0 means {fallback}"
                : null,
            report);

    private static string? WhyUnnamed(AttributeData deadline) => deadline.ConstructorArguments switch
    {
        [{ Kind: TypedConstantKind.Primitive }] => "on the assembly it needs the type of the flows that it is for, such as \"STARTUP\"",
        [{ Kind: TypedConstantKind.Primitive, Value: var name }, _] when string.IsNullOrWhiteSpace(name as string)
            => "the type of the flows that it is for is blank",
        _ => null,
    };

    private static string? WhyOutOfRange(AttributeData deadline)
        => deadline.ConstructorArguments.LastOrDefault() is { Kind: TypedConstantKind.Primitive, Value: int milliseconds and < ShortestDeadline }
            ? $"{milliseconds} ms is not from {ShortestDeadline} ms to 24 days"
            : null;

    private static void Report(AttributeData attribute, ISymbol symbol, string? reason, Action<Diagnostic> report)
    {
        if (reason is not null)
            report(Diagnostic.Create(Rule, attribute.PlaceOn(symbol), symbol is IAssemblySymbol ? symbol.Name : symbol.Display(), reason));
    }
}
