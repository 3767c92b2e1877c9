using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>RTG0210: a payload that declares a hook which another one declares already.</summary>
/// <remarks>Two payloads of referenced assemblies are not reported: there is no place for it here, and neither could be given another name.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicatePayload() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0210";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Two payloads of one hook",
        "The hook '{0}' of '{1}' is declared by {2} already: handlers of the one hear nothing of the other; give it a name of its own",
        Categories.Hooks,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A hook is its payload type: a raise runs the handlers that take this very type. Two types under one name are two hooks that look like one, to whoever reads the handlers and to whoever reads the trace.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterSymbolAction(symbol => Analyze(symbol, symbols), SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context, KnownSymbols symbols)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (Annotations.Find(type, Annotations.HookEvent) is not { } attribute
            || Annotations.Name(attribute) is not { } hook
            || symbols.Hooks.PayloadsOf(hook) is not { Count: > 1 } payloads)
            return;

        if (payloads.FirstOrDefault(payload => !payload.ContainingAssembly.Is(type.ContainingAssembly)) is { } referenced)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, attribute.PlaceOn(type), hook, type.Display(), $"'{referenced.Display()}' of the assembly '{referenced.ContainingAssembly.Name}'"));
            return;
        }

        INamedTypeSymbol first = payloads.InSourceOrder(static payload => payload).First();
        if (!first.Is(type))
            context.ReportDiagnostic(Diagnostic.Create(Rule, attribute.PlaceOn(type), [first.Locations[0]], hook, type.Display(), $"'{first.Display()}'"));
    }
}
