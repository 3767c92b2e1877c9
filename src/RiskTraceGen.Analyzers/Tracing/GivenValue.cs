using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>A value where it is given to what may declare it as something else.</summary>
/// <param name="Ordinal">Which parameter it is for.</param>
/// <param name="Type">What it is known to be.</param>
/// <param name="Declared">What it is declared as.</param>
internal sealed record GivenValue(int Ordinal, ITypeSymbol Type, ITypeSymbol Declared)
{
    /// <summary>The arguments of a call.</summary>
    public static IEnumerable<GivenValue> In(IEnumerable<IArgumentOperation> arguments)
        => arguments.SelectMany(
            static argument => argument.Parameter is { } parameter ? Of(argument.Value, parameter.OriginalDefinition.Type, parameter.Ordinal) : []);

    /// <summary>What a method is given as a delegate.</summary>
    public static IEnumerable<GivenValue> In(IMethodSymbol method, IMethodSymbol invoke)
        => method.OriginalDefinition.Parameters.Zip(
            invoke.Parameters, static (parameter, given) => new GivenValue(parameter.Ordinal, given.Type, parameter.Type));

    /// <summary>A value, what it may be of several, and what is put into it on the spot.</summary>
    public static IEnumerable<GivenValue> Of(IOperation value, ITypeSymbol declared, int ordinal)
    {
        IOperation operand = Operand.Of(value);
        if (operand.Type is { } type)
            yield return new GivenValue(ordinal, type, declared);

        IEnumerable<(IOperation Value, ITypeSymbol Declared)> parts = (operand, Contents.ElementOfSpan(declared) ?? Contents.ElementOf(declared)) switch
        {
            (IArrayCreationOperation { Initializer.ElementValues: var elements }, { } element) => elements.Select(item => (item, element)),
            (IObjectCreationOperation { Type: { } kind, Initializer.Initializers: var adds }, { } element) when Contents.ElementOf(kind) is not null
                => adds.OfType<IInvocationOperation>().SelectMany(static add => add.Arguments).Select(item => (item.Value, element)),
            (ICollectionExpressionOperation { Elements: var elements }, { } element) => elements.Select(item => (item, element)),
            (ITupleOperation { Elements: var elements }, null) when Contents.PartsOf(declared) is { } kept
                => elements.Zip(kept, static (item, part) => (item, part.Type)),
            _ => Either(operand).Select(one => (one, declared)),
        };
        foreach (GivenValue part in parts.SelectMany(part => Of(part.Value, part.Declared, ordinal)))
            yield return part;
    }

    /// <summary>The values of which one is taken; none for a single one.</summary>
    public static IEnumerable<IOperation> Either(IOperation operand) => operand switch
    {
        IConditionalOperation { WhenFalse: { } other } either => [either.WhenTrue, other],
        ICoalesceOperation either => [either.Value, either.WhenNull],
        ISwitchExpressionOperation one => one.Arms.Select(static arm => arm.Value),
        _ => [],
    };
}
