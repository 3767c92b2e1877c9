using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tasks;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Rules;

/// <summary>Tells which values are certainly <c>RuleResult.Pass</c>.</summary>
internal static class PassVerdict
{
    /// <summary>
    /// The expression that is a pass, alone or in a task: written as such, or by a name that stands for nothing else. Null for any other value.
    /// </summary>
    public static IOperation? Of(IOperation? value) => value switch
    {
        IConversionOperation conversion => Of(conversion.Operand),
        IAwaitOperation wait => Of(wait.Operation),
        IObjectCreationOperation { Arguments: [{ Value: var inner }] } creation when TaskType.IsTask(creation.Type) => Of(inner),
        IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType: var type }, Arguments: [{ Value: var inner }] } when TaskType.IsTask(type)
            => Of(inner),
        IConditionalOperation conditional => Of(conditional.WhenTrue) is not null && Of(conditional.WhenFalse) is not null ? value : null,
        ISwitchExpressionOperation choice => choice.Arms.All(static arm => Of(arm.Value) is not null) ? value : null,
        IPropertyReferenceOperation { Property: { Name: "Pass", ContainingType: var type } } when Annotations.IsLibraryType(type, "RuleResult") => value,
        ILocalReferenceOperation { Local: var local } => Values(local, value.Root()) is [{ } only] && IsPass(only) ? value : null,
        IFieldReferenceOperation { Field: { IsReadOnly: true, IsStatic: true } field } => IsDeclaredAsPass(field) ? value : null,
        IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod: null } property } => IsDeclaredAsPass(property) ? value : null,
        IInvocationOperation { TargetMethod: { IsStatic: true, Parameters.IsEmpty: true } method } => IsDeclaredAsPass(method) ? value : null,
        _ => null,
    };

    /// <summary>Whether a value is a local that was a pass before <paramref name="attempt"/>, and that only its body gives another verdict.</summary>
    public static bool IsLeftBy(ITryOperation attempt, IOperation value)
        => Local(value) is { } local && IsLeftBy(attempt, local);

    /// <summary>Whether a local or a parameter was given a pass before <paramref name="attempt"/>, and another verdict by its body only.</summary>
    public static bool IsLeftBy(ITryOperation attempt, ISymbol variable)
        => Values(variable, attempt.Root()) is [{ } first, _, ..] values
           && IsPass(first)
           && values.Skip(1).All(later => later?.Syntax is { } syntax && attempt.Body.Syntax.Span.Contains(syntax.Span));

    // A local among these would be followed in circles by half-typed code.
    private static bool IsPass(IOperation? value) => value is IPropertyReferenceOperation && Of(value) is not null;

    private static ILocalSymbol? Local(IOperation? value) => value switch
    {
        IConversionOperation conversion => Local(conversion.Operand),
        IObjectCreationOperation { Arguments: [{ Value: var inner }] } creation when TaskType.IsTask(creation.Type) => Local(inner),
        IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType: var type }, Arguments: [{ Value: var inner }] } when TaskType.IsTask(type)
            => Local(inner),
        ILocalReferenceOperation reference => reference.Local,
        _ => null,
    };

    /// <summary>Every value that a local or a parameter is given, in the order of the source; null for one that nobody sees, such as by <c>ref</c>.</summary>
    private static List<IOperation?> Values(ISymbol variable, IOperation root)
    {
        var values = new List<IOperation?>();
        foreach (IOperation operation in root.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when declarator.Symbol.Is(variable) && declarator.GetVariableInitializer() is { } initializer:
                    values.Add(initializer.Value);
                    break;
                case ISimpleAssignmentOperation assignment when IsOf(assignment.Target):
                    values.Add(assignment.Value);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument when IsOf(argument.Value):
                case ITupleOperation or ICoalesceAssignmentOperation when operation.ChildOperations.Any(IsOf):
                    values.Add(null);
                    break;
            }
        }

        return values;

        bool IsOf(IOperation target) => (target switch
        {
            ILocalReferenceOperation reference => reference.Local,
            IParameterReferenceOperation reference => reference.Parameter,
            _ => (ISymbol?)null,
        }).Is(variable);
    }

    /// <summary>Whether the declaration of a member that never changes says <c>RuleResult.Pass</c> and nothing else.</summary>
    private static bool IsDeclaredAsPass(ISymbol member)
        => member.DeclaringSyntaxReferences is [var declaration]
           && (declaration.GetSyntax() switch
           {
               VariableDeclaratorSyntax field => field.Initializer?.Value,
               PropertyDeclarationSyntax property => property.ExpressionBody?.Expression ?? property.Initializer?.Value,
               MethodDeclarationSyntax method => method.ExpressionBody?.Expression,
               _ => null,
           }) is MemberAccessExpressionSyntax
           {
               Name.Identifier.ValueText: "Pass",
               Expression: SimpleNameSyntax { Identifier.ValueText: "RuleResult" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "RuleResult" }
           };
}
