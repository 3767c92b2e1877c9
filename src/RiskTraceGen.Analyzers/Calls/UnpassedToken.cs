using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Calls;

/// <summary>RTG0402: a broker call that leaves out its cancellation token while one is in scope.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnpassedToken() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0402";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A broker call without the cancellation token in scope",
        "'{0}' is called without the token '{1}' that is in scope: it goes on when whoever waits has given up; pass it, or 'CancellationToken.None' to say that this call must not be cancelled",
        Categories.BrokerCalls,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A token stops the call when the flow's deadline, the stop of the host or a newer decision has made it pointless. Left out by mistake, the call outlives its reason.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterBrokerInvocations(symbols, Analyze);

    private static void Analyze(OperationAnalysisContext context, IInvocationOperation call)
    {
        if (Find(call) is var (_, token))
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), call.Name(), token));
    }

    /// <summary>The parameter that is left out, and how to write the token that is in scope; null if nothing is missing.</summary>
    internal static (IParameterSymbol Parameter, string Token)? Find(IInvocationOperation call)
        => call.Arguments.FirstOrDefault(static argument => argument is { ArgumentKind: ArgumentKind.DefaultValue, Parameter: { } parameter } && WellKnown.IsCancellationToken(parameter.Type)) is { Parameter: { } left }
           && call.SemanticModel is { } model
           && TokenInScope(model, call) is { } token
            ? (left, token)
            : null;

    /// <summary>The nearest token that somebody handed to this code: a parameter of a function around the call. Two at once leave the choice to the reader.</summary>
    private static string? TokenInScope(SemanticModel model, IOperation call)
    {
        for (IMethodSymbol? function = model.GetEnclosingSymbol(call.Syntax.SpanStart) as IMethodSymbol; function is not null; function = function.ContainingSymbol as IMethodSymbol)
        {
            List<IParameterSymbol> tokens = [.. function.Parameters.Where(static parameter => WellKnown.IsCancellationToken(parameter.Type) && parameter.RefKind is RefKind.None or RefKind.In)];
            if (tokens.Count > 0)
                return tokens.Count == 1 && IsInReach(model, call, tokens[0]) ? Written(tokens[0].Name) : null;
            if (function.IsStatic && function.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction)
                return null;
        }

        return null;
    }

    private static bool IsInReach(SemanticModel model, IOperation call, IParameterSymbol token)
        => model.LookupSymbols(call.Syntax.SpanStart, name: token.Name).Any(symbol => symbol.Is(token));

    private static string Written(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
