using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>RTG0206: a handler in a program that raises its event nowhere.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NeverRaised() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0206";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A handler of an event that nothing raises",
        "Nothing in this program raises '{0}', so '{1}' is never called; raise it where it happens, or name the hook that was meant",
        Categories.Hooks,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The handler is wired and waits for an event that does not come. Either the raise is missing, or the handler listens to the wrong hook.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        if (TestProject.IsProgram(symbols, context.Options))
            context.RegisterSymbolAction(symbol => Analyze(symbol, symbols), SymbolKind.Method);
    }

    private static void Analyze(SymbolAnalysisContext context, KnownSymbols symbols)
    {
        var handler = (IMethodSymbol)context.Symbol;
        if (handler.PartialDefinitionPart is null
            && Annotations.Find(handler, Annotations.Hook) is { } attribute
            && Annotations.Name(attribute) is { } hook
            && HookMethods.Payload(handler, hook, symbols.Compilation) is { Type: var awaited }
            && !Raise.IsRaisedByLibrary(hook)
            && symbols.Hooks.PayloadsOf(hook).All(payload => IsRaisedHereOrNowhere(payload, symbols))
            && !symbols.HookTraffic.Raises(awaited)
            && !symbols.HandedOn.MayBe(awaited))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, attribute.PlaceOn(handler), hook, handler.Display()));
        }
    }

    /// <summary>
    /// A payload of this assembly can be raised by it alone, or by generic code that it gives it to, one of the
    /// package by all modules, and what these do is not in sight.
    /// </summary>
    private static bool IsRaisedHereOrNowhere(INamedTypeSymbol payload, KnownSymbols symbols)
        => payload.ContainingAssembly.Is(symbols.Compilation.Assembly)
           || (payload.ContainingAssembly.Is(symbols.Flow.ContainingAssembly) && AssembliesInSight.From(symbols).Take(2).Count() == 1);
}
