using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>RTG0101: a broker call on the broker itself, where no trace sees it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UntracedBrokerCall() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0101";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A broker call bypasses the trace",
        "'{0}' is called on the broker itself, so no trace sees it; call it on the traced wrapper ('Traced(flow)')",
        Categories.Tracing,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A method marked [BrokerCall] is recorded only when it is called through the generated wrapper. Every other call places, changes or closes orders that no trace knows of.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        context.RegisterOutsideTests(Rule, operation => Analyze(operation, symbols), OperationKind.Invocation);
        context.RegisterOutsideTests(Rule, operation => AnalyzeDynamic(operation, symbols), OperationKind.DynamicInvocation);
        context.RegisterOutsideTests(Rule, operation => AnalyzeImplicit(operation, symbols), [.. ImplicitCalls.Kinds]);
    }

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        Report(context, call.TargetMethod, MarkedCalls.ReceiverOf(call), call.NameLocation(), symbols);
    }

    /// <summary>Which method of a name is called is found out at run time: any broker call that takes so many arguments may be it.</summary>
    private static void AnalyzeDynamic(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IDynamicInvocationOperation)context.Operation;
        if (call.Operation is not IDynamicMemberReferenceOperation member || (member.Instance?.Type ?? member.ContainingType) is not { } type)
            return;

        foreach (IMethodSymbol method in PatternMembers.Members(type, member.MemberName).OfType<IMethodSymbol>())
            if (Signatures.Takes(method, call.Arguments.Length) && Report(context, method, type, call.NameLocation(), symbols))
                return;
    }

    /// <summary>Accessors are left to RTG0105: an annotation of one says nothing.</summary>
    private static void AnalyzeImplicit(OperationAnalysisContext context, KnownSymbols symbols)
    {
        foreach (ImplicitCall call in ImplicitCalls.Of(context.Operation))
            if (call.Method.AssociatedSymbol is null)
                Report(context, call.Method, call.Receiver, call.Subject.Syntax.GetLocation(), symbols);
    }

    private static bool Report(OperationAnalysisContext context, IMethodSymbol method, ITypeSymbol? receiver, Location place, KnownSymbols symbols)
    {
        if (BrokerAccess.Untraced(method, receiver, context.ContainingSymbol, symbols) is null || BrokerAccess.IsInExpressionTree(context.Operation, symbols))
            return false;

        context.ReportDiagnostic(Diagnostic.Create(Rule, place, $"{method.ContainingType.Name}.{method.Name}"));
        return true;
    }
}
