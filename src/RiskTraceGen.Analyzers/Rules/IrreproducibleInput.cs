using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Rules;

/// <summary>RTG0303: an evaluation that reads what no replay can give it again: the wall clock, chance, the environment.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IrreproducibleInput() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0303";

    private const string Clock = "read the flow's clock ('flow.Time')";
    private const string Chance = "give the rule a generator with a seed";
    private const string Environment = "give the rule its settings through the constructor";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "An evaluation that cannot be reproduced",
        "'{0}' is read in an evaluation, which can then not be reproduced; {1}",
        Categories.Rules,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The journal holds what a rule was given and what it decided. A verdict that also depends on the wall clock, on chance or on the machine cannot be explained from it, and no test can ask for it again.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.PropertyReference, OperationKind.Invocation, OperationKind.ObjectCreation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (InputOf(context.Operation) is var (input, advice) && context.Operation.Parent is not INameOfOperation && symbols.FlowCode.RoleOf(context.Operation, context.ContainingSymbol).HasFlag(FlowRole.Evaluation))
            context.ReportDiagnostic(Diagnostic.Create(Rule, context.Operation.Syntax.GetLocation(), input, advice));
    }

    private static (string Input, string Advice)? InputOf(IOperation operation)
    {
        ISymbol? member = operation switch
        {
            IPropertyReferenceOperation property => property.Property,
            IInvocationOperation call => call.TargetMethod,
            IObjectCreationOperation { Arguments.IsEmpty: true } creation => creation.Constructor,
            _ => null,
        };

        if (member?.ContainingType is not { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } type)
            return null;

        string? advice = (type.Name, member.Name) switch
        {
            ("DateTime", "Now" or "UtcNow" or "Today") or ("DateTimeOffset", "Now" or "UtcNow") or ("TimeProvider", "System") => Clock,
            ("Environment", "TickCount" or "TickCount64") => Clock,
            ("Random", "Shared" or WellKnownMemberNames.InstanceConstructorName) => Chance,
            ("Environment", "GetEnvironmentVariable" or "GetEnvironmentVariables" or "ExpandEnvironmentVariables" or "MachineName" or "UserName" or "CurrentDirectory") => Environment,
            _ => null,
        };

        return advice is null ? null : (member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? $"new {type.Name}()" : $"{type.Name}.{member.Name}", advice);
    }
}
