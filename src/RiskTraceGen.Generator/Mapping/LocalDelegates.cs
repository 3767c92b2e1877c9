using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>
/// Delegates that come into a local or a parameter otherwise than by its initializer or from the caller: by
/// assignment, out of loops, deconstructions, patterns and by reference.
/// </summary>
internal sealed class LocalDelegates(CodeWalk walk, DelegateValues values)
{
    /// <summary>Notes what an operation puts into locals.</summary>
    public void Fill(IOperation operation)
    {
        switch (operation)
        {
            case IAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation } assignment:
                values.Use(assignment.Value);
                break;
            case IArgumentOperation { Parameter: { RefKind: RefKind.Out or RefKind.Ref, ContainingSymbol: var called }, Value: var filled }
                when !walk.Boundary.IsSource(called):
                Lose(filled);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                Deconstruct(deconstruction.Target, deconstruction.Value);
                break;
            case IForEachLoopOperation loop:
                Loop(loop);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol local } pattern:
                Match(local, pattern);
                break;
            case IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol local } pattern:
                Match(local, pattern);
                break;
        }
    }

    private void Deconstruct(IOperation target, IOperation? value)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                Deconstruct(declaration.Expression, value);
                break;
            case ITupleOperation tuple:
                IReadOnlyList<IOperation>? given = value is not null
                    && Unconverted(value) is ITupleOperation { Elements: var elements }
                    && elements.Length == tuple.Elements.Length
                        ? elements
                        : null;
                for (int place = 0; place < tuple.Elements.Length; place++)
                    Deconstruct(tuple.Elements[place], given?[place]);
                break;
            case ILocalReferenceOperation or IParameterReferenceOperation when value is null:
                Lose(target);
                break;
            case ILocalReferenceOperation or IParameterReferenceOperation:
                values.Use(value);
                break;
        }
    }

    private void Loop(IForEachLoopOperation loop)
    {
        if (loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: var local })
            Deconstruct(loop.LoopControlVariable, value: null);
        else if (ElementsOf(loop.Collection) is not { } elements)
            Lose(local);
        else
            foreach (IOperation element in elements)
                values.Use(element);
    }

    // A pattern is matched against the whole value, unless it is part of another pattern that takes the value apart.
    private void Match(ILocalSymbol local, IOperation pattern)
    {
        IOperation? matching = pattern.Parent;
        while (matching
            is IBinaryPatternOperation or INegatedPatternOperation or IPatternCaseClauseOperation or ISwitchCaseOperation or ISwitchExpressionArmOperation)
            matching = matching.Parent;
        IOperation? value = matching switch
        {
            IIsPatternOperation test => test.Value,
            ISwitchOperation choice => choice.Value,
            ISwitchExpressionOperation choice => choice.Value,
            _ => null,
        };
        if (value is { Type: { } type } && values.IsDelegate(type))
            values.Match(local, value);
        else
            Lose(local);
    }

    private IReadOnlyList<IOperation>? ElementsOf(IOperation collection) => Unconverted(collection) switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        ICollectionExpressionOperation { Elements: var elements } when !elements.Any(element => element is ISpreadOperation) => elements,
        ILocalReferenceOperation { Local: var local } when InitializerOf(local) is { } initializer => ElementsOf(initializer),
        _ => null,
    };

    // A local that is nowhere mentioned but in loops over it has what it was made with.
    private IOperation? InitializerOf(ILocalSymbol local)
        => local.DeclaringSyntaxReferences is [var reference]
            && reference.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value } declarator
            && declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().OfType<IdentifierNameSyntax>()
                .Where(name => name.Identifier.ValueText == local.Name)
                .All(static name => name.Parent is ForEachStatementSyntax loop && loop.Expression == name) == true
                ? walk.ModelOf(value.SyntaxTree).GetOperation(value)
                : null;

    private void Lose(IOperation filled)
    {
        if (filled is IDeclarationExpressionOperation declaration)
            Lose(declaration.Expression);
        else if (filled is ILocalReferenceOperation local)
            Lose(local.Local);
        else if (filled is IParameterReferenceOperation parameter)
            Lose(parameter.Parameter, parameter.Parameter.Type);
    }

    private void Lose(ILocalSymbol local) => Lose(local, local.Type);

    private void Lose(ISymbol filled, ITypeSymbol type)
    {
        if (values.IsDelegate(type))
            values.LoseTrack(filled.Name, walk.Paths.Of(filled));
    }

    /// <summary>What stands below conversions of the language.</summary>
    public static IOperation Unconverted(IOperation value)
        => value is IConversionOperation { OperatorMethod: null } conversion ? Unconverted(conversion.Operand) : value;
}
