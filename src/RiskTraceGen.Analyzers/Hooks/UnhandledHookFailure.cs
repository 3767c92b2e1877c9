using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Results;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>RTG0201: a raise whose outcome is dropped while nothing handles that hook's failures.</summary>
/// <remarks>A raise outside this compilation (the library's own, and those of the assembly that declares the payload, or whose generic code is given it) is
/// reported once for each hook, at the first handler here: there is no other place in this compilation where the developer could be told. So is a raise by
/// generic code, which says nothing of the hook.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnhandledHookFailure() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0201";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A hook failure that nothing handles",
        "Nothing handles a failing handler of '{0}': {1}; add a [HookFailure(\"{0}\")] method, or one for all hooks",
        Categories.Hooks,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A handler that throws, hangs or is skipped is isolated from the rule that raised its event. Without a failure handler, and with the outcome dropped, an alert that never went out looks like one that did.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        context.RegisterOperationAction(operation => AnalyzeRaise(operation, symbols), OperationKind.Invocation);
        context.RegisterSymbolAction(symbol => AnalyzeHandler(symbol, symbols), SymbolKind.Method);
    }

    private static void AnalyzeRaise(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var raise = (IInvocationOperation)context.Operation;
        if (Raise.HookRaisedBy(raise.TargetMethod, symbols) is not { } hook || !IsUnhandled(raise, hook, context, symbols))
            return;

        string dropped = raise.TargetMethod.Name == Raise.AndForget ? "'Raise' does not report it" : "the outcome of this 'RaiseAsync' is dropped";
        context.ReportDiagnostic(Diagnostic.Create(Rule, raise.Syntax.GetLocation(), hook, dropped));
    }

    private static void AnalyzeHandler(SymbolAnalysisContext context, KnownSymbols symbols)
    {
        var handler = (IMethodSymbol)context.Symbol;
        if (Annotations.Name(Annotations.Find(handler, Annotations.Hook)) is { } hook && WhyUnhandled(handler, hook, symbols) is { } dropped)
            context.ReportDiagnostic(Diagnostic.Create(Rule, handler.Locations[0], hook, dropped));
    }

    /// <summary>
    /// Whether nobody learns that a handler of this raise failed. A library without handlers of the hook leaves
    /// them, and their failures, to the program that is built on it.
    /// </summary>
    internal static bool IsUnhandled(IInvocationOperation raise, string hook, OperationAnalysisContext context, KnownSymbols symbols)
        => !symbols.Annotated.HandlesFailuresOf(hook) && (symbols.IsExecutable || UnheardRaise.IsHeard(raise, hook, symbols)) && !IsOutcomeUsed(raise, context);

    /// <summary>Where the outcome of the raises is dropped for which a handler stands; null if it stands for none, or their failures are handled.</summary>
    internal static string? WhyUnhandled(IMethodSymbol handler, string hook, KnownSymbols symbols)
        => !symbols.Annotated.HandlesFailuresOf(hook)
           && symbols.Annotated.FirstHandler(hook).Is(handler)
           && HookMethods.Payload(handler, hook, symbols.Compilation) is { Type: var payload }
            ? WhyDropped(payload, hook, symbols)
            : null;

    private static bool IsOutcomeUsed(IInvocationOperation raise, OperationAnalysisContext context)
        => raise.TargetMethod.Name == Raise.AndWait && Trail.Of(raise, context) == Fate.Used;

    private static string? WhyDropped(ITypeSymbol payload, string hook, KnownSymbols symbols)
    {
        if (IsRaisedElsewhere(payload, hook, symbols))
            return "it is raised outside this assembly, where no outcome is looked at";
        if (!symbols.HookTraffic.Raises(payload))
            return symbols.HandedOn.MayBe(payload) ? "generic code outside this assembly is given it and may raise it, out of sight" : null;

        return symbols.HookTraffic.DropsOutcomeOf(payload) ? "generic code may raise it, and drops the outcome" : null;
    }

    /// <summary>
    /// A payload of this assembly is raised where it is named, and reported there; so are the package's, but for those that it raises itself.
    /// </summary>
    private static bool IsRaisedElsewhere(ITypeSymbol payload, string hook, KnownSymbols symbols)
        => payload.ContainingAssembly.Is(symbols.Flow.ContainingAssembly)
            ? Raise.IsRaisedByLibrary(hook)
            : !payload.ContainingAssembly.Is(symbols.Compilation.Assembly);
}
