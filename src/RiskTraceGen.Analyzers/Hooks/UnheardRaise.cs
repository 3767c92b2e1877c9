using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>RTG0205: a program raises an event that none of its modules handles.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnheardRaise() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0205";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "An event that nothing handles",
        "Nothing in this program handles '{0}'; add a [Hook(\"{0}\")] method",
        Categories.Hooks,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The raise is recorded and does nothing else: no handler of this hook exists in the program or in the assemblies that it references, and none is attached while it runs.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        if (TestProject.IsProgram(symbols, context.Options))
            context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var raise = (IInvocationOperation)context.Operation;
        if (Raise.HookRaisedBy(raise.TargetMethod, symbols) is { } hook && !IsHeard(raise, hook, symbols) && !Function.IsInExpressionTree(raise, symbols))
            context.ReportDiagnostic(Diagnostic.Create(Rule, raise.NameLocation(), hook));
    }

    /// <summary>Whether a raise has a handler, as far as can be seen from here. What a library hands on is no sign of one.</summary>
    internal static bool IsHeard(IInvocationOperation raise, string hook, KnownSymbols symbols)
        => symbols.Annotated.HasHandlers(hook) || MayAttachTo(raise.TargetMethod.TypeArguments[0], symbols);

    private static bool MayAttachTo(ITypeSymbol payload, KnownSymbols symbols)
        => symbols.HookTraffic.AttachesTo(payload) || (symbols.IsExecutable && symbols.HandedOn.MayBe(payload));
}
