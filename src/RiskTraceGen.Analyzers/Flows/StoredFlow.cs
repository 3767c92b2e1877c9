using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>RTG0502: a flow, or a wrapper that holds one, kept where it outlives the flow: in something static, in something that is made once, in a timer or an event.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StoredFlow() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0502";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A flow that is kept beyond its end",
        "'{0}' is kept {1}, which outlives the flow: what is done with it later is recorded as late, under a flow that has long ended; pass it where it is used",
        Categories.Flows,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A handle is good for the one event that it was made for. Kept in a singleton, it ties the calls of one event to the trace of another.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        context.RegisterSymbolAction(symbol => AnalyzeMember(symbol, symbols), SymbolKind.Field, SymbolKind.Property);
        context.RegisterOperationAction(operation => AnalyzeLambda(operation, symbols), OperationKind.AnonymousFunction);
    }

    private static bool HoldsFlow(ITypeSymbol type, KnownSymbols symbols)
        => type.Is(symbols.Flow) || type.IsWrapper() || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } && HoldsFlow(value, symbols));

    private static void AnalyzeMember(SymbolAnalysisContext context, KnownSymbols symbols)
    {
        if (context.Symbol.Locations[0].SourceTree is { } file && !symbols.CanHave(file, Mention.Flow))
            return;

        bool isKept = context.Symbol switch
        {
            IFieldSymbol { IsImplicitlyDeclared: false, IsConst: false } field => HoldsFlow(field.Type, symbols),
            IPropertySymbol { IsImplicitlyDeclared: false } property => HoldsFlow(property.Type, symbols) && IsAuto(property),
            _ => false,
        };
        if (!isKept || context.Symbol.ContainingType.IsWrapper())
            return;

        if (Keeper(context.Symbol, symbols) is { } keeper)
            context.ReportDiagnostic(Diagnostic.Create(Rule, context.Symbol.Locations[0], context.Symbol.Name, keeper));
    }

    private static bool IsAuto(IPropertySymbol property)
        => property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => field.AssociatedSymbol.Is(property));

    /// <summary>What keeps a member for longer than an event; null for what may well be made anew for each.</summary>
    private static string? Keeper(ISymbol member, KnownSymbols symbols)
    {
        if (member.IsStatic)
            return "in a static member";

        INamedTypeSymbol type = member.ContainingType;
        if (type.TypeKind != TypeKind.Class)
            return null;
        if (Annotations.Find(type, Annotations.RiskRule) is not null)
            return "in a rule";
        if (type.GetMembers().Any(static other => Annotations.Find(other, Annotations.Hook) is not null || Annotations.Find(other, Annotations.HookFailure) is not null))
            return "in a class of handlers";
        if (symbols.MarkedCalls.IsBroker(type))
            return "in a broker";

        return type.AllInterfaces.Any(static contract => contract is { Name: "IHostedService", ContainingNamespace: { Name: "Hosting", ContainingNamespace.Name: "Extensions" } }) ? "in a hosted service" : null;
    }

    private static void AnalyzeLambda(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var lambda = (IAnonymousFunctionOperation)context.Operation;
        string? keeper = lambda.WholeDelegate().Parent switch
        {
            IEventAssignmentOperation { Adds: true } => "by a handler of an event",
            IArgumentOperation { Parent: IObjectCreationOperation { Type: { } made } } when IsTimer(made) => "by a timer",
            IArgumentOperation { Parent: IInvocationOperation { Type: { } made } } when IsTimer(made) => "by a timer",
            _ => null,
        };
        if (keeper is not null && Captured(lambda, symbols) is { } captured)
            context.ReportDiagnostic(Diagnostic.Create(Rule, captured.Syntax.GetLocation(), captured.Syntax.ToString(), keeper));
    }

    private static bool IsTimer(ITypeSymbol type)
        => WellKnown.Is(type, "System.Threading", "Timer", 0) || WellKnown.Is(type, "System.Timers", "Timer", 0) || WellKnown.Is(type, "System.Threading", "ITimer", 0);

    // The first use of a flow from around the lambda; its name alone keeps nothing.
    private static IOperation? Captured(IAnonymousFunctionOperation lambda, KnownSymbols symbols) => lambda.Descendants().FirstOrDefault(operation => operation.Parent is not INameOfOperation && operation switch
    {
        ILocalReferenceOperation local => HoldsFlow(local.Local.Type, symbols) && IsOutside(local.Local, lambda),
        IParameterReferenceOperation parameter => HoldsFlow(parameter.Parameter.Type, symbols) && IsOutside(parameter.Parameter, lambda),
        _ => false,
    });

    private static bool IsOutside(ISymbol variable, IAnonymousFunctionOperation lambda)
        => variable.DeclaringSyntaxReferences.FirstOrDefault() is { } declared && !lambda.Syntax.Span.Contains(declared.Span);
}
