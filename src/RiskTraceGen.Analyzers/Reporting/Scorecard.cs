using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tracing;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Reporting;

/// <summary>
/// Where a build has broker calls and hooks, and how they fare: what a scorecard is made of. Silent unless <c>RiskTraceReport</c> asks for one.
/// </summary>
/// <remarks>No rule, and nothing to configure: the compiler writes these into its log (SARIF), where the package's targets find them.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class Scorecard : DiagnosticAnalyzer
{
    internal const string Id = "RTG0900";

    private const string Handled = "hook with its failures handled";
    private const string Unhandled = "hook with its failures unhandled";

    private static readonly DiagnosticDescriptor Entry = new(
        Id,
        "An entry of the scorecard",
        "{0}: {1}",
        Categories.Report,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A broker call or a hook that the scorecard of RiskTraceReport counts.",
        helpLinkUri: "https://github.com/risktracegen/risktracegen/blob/main/docs/analysis.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Entry);

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (IsAskedFor(start.Options) && KnownSymbols.Of(start.Compilation) is { } symbols)
                Start(start, symbols);
        });
    }

    private static bool IsAskedFor(AnalyzerOptions options)
        => options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.RiskTraceReport", out string? property)
           && bool.TryParse(property, out bool isAsked)
           && isAsked;

    private static void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        context.RegisterOperationAction(operation => OfCall(operation, symbols), OperationKind.Invocation);
        context.RegisterOperationAction(operation => OfUnnamed(operation, symbols), UnnamedCalls.KindsIn(symbols));
        context.RegisterSyntaxNodeAction(OfAnnotation, SyntaxKind.Attribute);
        context.RegisterMethods((method, report) => OfHandler(method, report, symbols));
        context.RegisterSyntaxTreeAction(OfFile);
    }

    /// <summary>Tells a project without broker calls from one whose analyzers were switched off.</summary>
    private static void OfFile(SyntaxTreeAnalysisContext context)
        => context.ReportDiagnostic(Made("file", context.Tree.GetRoot(context.CancellationToken).GetLocation(), ""));

    private static void OfCall(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        IMethodSymbol method = call.TargetMethod;
        if (Raise.HookRaisedBy(method, symbols) is { } hook)
            OfRaise(context, call, hook, symbols);
        else if (symbols.MarkedCalls.BrokerOf(call) is not null)
            OfBrokerCall(context, method, MarkedCalls.ReceiverOf(call), call.NameLocation(), symbols);
    }

    private static void OfUnnamed(OperationAnalysisContext context, KnownSymbols symbols)
    {
        foreach (UnnamedCall call in UnnamedCalls.Of(context.Operation, symbols))
            OfBrokerCall(context, call.Method, call.Receiver, call.Place, symbols);
    }

    private static void OfBrokerCall(OperationAnalysisContext context, IMethodSymbol method, ITypeSymbol? receiver, Location place, KnownSymbols symbols)
    {
        if (!Function.IsInExpressionTree(context.Operation, symbols))
            context.ReportDiagnostic(
                Made(receiver.IsWrapper() || method.ContainingType.IsWrapper() ? "traced call" : "untraced call", place, method.DisplayWithType()));
    }

    private static void OfAnnotation(SyntaxNodeAnalysisContext context)
    {
        foreach ((string subject, Refusal refusal) in UntracedAnnotation.RefusalsAt(context))
            context.ReportDiagnostic(Made("refused call", context.Node.GetLocation(), $"{subject}: {refusal.Text}"));
    }

    private static void OfRaise(OperationAnalysisContext context, IInvocationOperation raise, string hook, KnownSymbols symbols)
    {
        bool isHeard = UnheardRaise.IsHeard(raise, hook, symbols);
        if (!isHeard)
            context.ReportDiagnostic(Made("hook without a handler", raise.NameLocation(), hook));

        if (UnhandledHookFailure.IsUnhandled(raise, hook, context, symbols))
            context.ReportDiagnostic(Made(Unhandled, raise.NameLocation(), hook));
        else if (isHeard)
            context.ReportDiagnostic(Made(Handled, raise.NameLocation(), hook));
    }

    /// <summary>A handler says nothing of failures where each raise is judged by itself.</summary>
    private static void OfHandler(IMethodSymbol method, Action<Diagnostic> report, KnownSymbols symbols)
    {
        if (Annotations.Name(Annotations.Find(method, Annotations.Hook)) is not { } hook
            || !symbols.Annotated.HandlersOf(hook).Any(handler => handler.Is(method)))
            return;

        if (symbols.Annotated.HandlesFailuresOf(hook))
            report(Made(Handled, method.Locations[0], hook));
        else if (UnhandledHookFailure.WhyUnhandled(method, hook, symbols) is not null)
            report(Made(Unhandled, method.Locations[0], hook));
    }

    private static Diagnostic Made(string kind, Location place, string subject) => Diagnostic.Create(Entry, place, kind, subject);
}
