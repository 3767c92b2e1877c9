using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Generator.Model;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>
/// Delegates that a method invokes, hands on or keeps in a local. What they do is known where they are made; one that comes from elsewhere (a field that
/// others assign, a property, an event, code outside) is said not to be followed.
/// </summary>
/// <param name="walk">The walk.</param>
/// <param name="node">The method.</param>
/// <param name="kept">What its locals keep.</param>
/// <param name="read">Reads the code of a delegate, which a field of a type holds, as part of the method.</param>
/// <param name="known">What a type is where its type parameters are known.</param>
internal sealed class DelegateValues(
    CodeWalk walk, CodeNode node, KeptDelegates kept, Action<SyntaxNode, INamedTypeSymbol> read, Func<ITypeSymbol, ITypeSymbol> known)
{
    private const int MaxText = 60;

    private readonly HashSet<(SyntaxNode Made, INamedTypeSymbol Holder)> _read = [];

    /// <summary>Notes a value that may be a delegate.</summary>
    public void Use(IOperation? value)
    {
        switch (value)
        {
            case null or { Type: null }:
            case { Type: var type } when !IsDelegate(type):
            case IConversionOperation { OperatorMethod: not null }:
                break;
            case IConversionOperation { Operand: var converted } when converted.Type is null || IsDelegate(converted.Type):
                Use(converted);
                break;
            case IConditionalAccessInstanceOperation instance:
                Use(Conditional(instance));
                break;
            case IConditionalAccessOperation access:
                Use(access.WhenNotNull);
                break;
            case IConditionalOperation choice:
                Use(choice.WhenTrue);
                Use(choice.WhenFalse);
                break;
            case ISwitchExpressionOperation choice:
                foreach (ISwitchExpressionArmOperation arm in choice.Arms)
                    Use(arm.Value);
                break;
            case ICoalesceOperation coalesce:
                Use(coalesce.Value);
                Use(coalesce.WhenNull);
                break;
            case IBinaryOperation sum:
                Use(sum.LeftOperand);
                Use(sum.RightOperand);
                break;
            case ISimpleAssignmentOperation assignment:
                Use(assignment.Value);
                break;
            case IAssignmentOperation { Target: var changed } assignment:
                Use(changed);
                Use(assignment.Value);
                break;
            case ILocalReferenceOperation local:
                if (!kept.Keep(local))
                    kept.Use(local.Local);
                break;
            case { ConstantValue.HasValue: true } or IDefaultValueOperation or IDelegateCreationOperation or IObjectCreationOperation
                or IAnonymousFunctionOperation or IDeclarationExpressionOperation or IDiscardOperation:
                break;
            case IParameterReferenceOperation parameter when IsGivenByCaller(parameter.Parameter):
                break;
            case IFieldReferenceOperation field when walk.Held.Of(field.Field) is { } held:
                foreach (SyntaxNode made in held.Where(made => _read.Add((made, field.Field.ContainingType))))
                    read(made, field.Field.ContainingType);
                break;
            case IInvocationOperation invocation when walk.Boundary.IsSource(invocation.TargetMethod):
            case IAwaitOperation { Operation: IInvocationOperation awaited } when walk.Boundary.IsSource(awaited.TargetMethod):
                break;
            case IEventReferenceOperation:
                LoseTrack(TextOf(value.Syntax), walk.Paths.Of(value.Syntax), "who has subscribed is not known here");
                break;
            default:
                LoseTrack(TextOf(value.Syntax), walk.Paths.Of(value.Syntax));
                break;
        }
    }

    /// <summary>Whether values of a type are delegates, whatever their signature, or run one when they are asked for what they hold.</summary>
    public bool IsDelegate(ITypeSymbol type)
        => known(type) is var held
            && (held.TypeKind == TypeKind.Delegate
                || WellKnown.IsOrInheritsLazy(held)
                || held.SpecialType is SpecialType.System_Delegate or SpecialType.System_MulticastDelegate
                || (held is ITypeParameterSymbol parameter && parameter.ConstraintTypes.Any(IsDelegate)));

    /// <summary>Notes a value that a local has got by a pattern.</summary>
    public void Match(ILocalSymbol local, IOperation value)
    {
        if (value is ILocalReferenceOperation)
            kept.Keep(local, value);
        else
            Use(value);
    }

    /// <summary>Says that a delegate is not followed.</summary>
    public void LoseTrack(string text, PlaceModel place, string reason = "a delegate that is made elsewhere")
        => node.Add(new CodeEdge(EdgeKind.NotFollowed, text, reason, null, place));

    /// <summary>A piece of source in one line, cut where it gets long.</summary>
    public static string TextOf(SyntaxNode syntax)
    {
        string text = string.Join(" ", syntax.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= MaxText ? text : text.Substring(0, MaxText - 1) + "…";
    }

    // That of a primary constructor is a field in any other method; that of a lambda is given by whoever calls the lambda.
    private bool IsGivenByCaller(IParameterSymbol parameter)
        => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction }
            || node.Code.Methods.Any(method => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method.OriginalDefinition)
                || SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method.OriginalDefinition.PartialImplementationPart));

    private static IOperation? Conditional(IOperation instance)
    {
        IOperation? child = instance;
        for (IOperation? parent = instance.Parent; parent is not null; child = parent, parent = parent.Parent)
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == child)
                return access.Operation;
        return null;
    }
}
