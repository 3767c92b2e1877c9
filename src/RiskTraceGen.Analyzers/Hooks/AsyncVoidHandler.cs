using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>RTG0202: a handler, or a failure handler, that nobody could see end or fail.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncVoidHandler() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0202";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "An async void handler",
        "'{0}' is async void, so nobody could see it end or fail, and it is never called; return ValueTask",
        Categories.Hooks,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An exception that leaves an async void method ends the process. The generator wires no such handler, so the event that it was written for passes it by.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterMethods(static (method, report) =>
        {
            if (HandlerMethod.IsAsyncVoid(method) && HandlerMethod.IsAnnotated(method))
                report(Diagnostic.Create(Rule, method.Locations[0], method.Display()));
        });
}
