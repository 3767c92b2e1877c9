using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Results;

/// <summary>Tells which reads of a local, or of a parameter, what is put into it can reach.</summary>
internal static class Variable
{
    /// <summary>What keeps a value for its function alone; null for a reference to something else, and for anything else.</summary>
    public static ISymbol? Of(IOperation operation) => operation switch
    {
        ILocalReferenceOperation reference => reference.Local,
        IParameterReferenceOperation
        {
            Parameter: { RefKind: RefKind.None, ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } } parameter
        } => parameter,
        _ => null,
    };

    /// <summary>
    /// The reads that what is written at a place can reach: on some path, nothing is written over it before. All
    /// of them where another function reads or writes it, too, whenever that runs.
    /// </summary>
    /// <param name="variable">The local or parameter.</param>
    /// <param name="write">What puts something into it.</param>
    /// <param name="graph">Makes the graph of the member that has it.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <param name="isTrue">What of a condition is known by what was put into it.</param>
    public static IEnumerable<IOperation> ReadsOf(
        ISymbol variable, IOperation write, Func<ControlFlowGraph> graph, CancellationToken cancellationToken, Func<IOperation, bool?>? isTrue = null)
    {
        List<IOperation> mentions = [.. write.Root().Descendants().Where(operation => Of(operation).Is(variable))];
        List<IOperation> reads = [.. mentions.Where(static mention => !IsWritten(mention))];
        bool isOnlyWrite = write is IVariableDeclaratorOperation && mentions.TrueForAll(static mention => !IsWritten(mention));
        return reads.Count == 0 || isOnlyWrite || mentions.Exists(mention => Function.Nearest(mention) != Function.Nearest(write))
            ? reads
            : Reached(variable, write, reads, graph(), cancellationToken, isTrue);
    }

    private static List<IOperation> Reached(
        ISymbol variable,
        IOperation write,
        List<IOperation> reads,
        ControlFlowGraph graph,
        CancellationToken cancellationToken,
        Func<IOperation, bool?>? isTrue)
    {
        foreach (Paths paths in Paths.Of(graph, cancellationToken))
        {
            // A declaration with a value is an assignment there.
            IOperation? start = paths.Blocks.SelectMany(Paths.OperationsOf)
                .SelectMany(static operation => operation.DescendantsAndSelf())
                .FirstOrDefault(operation => operation is IAssignmentOperation && operation.Syntax == write.Syntax);
            if (start is not null)
                return reads.FindAll(read => paths.Any(
                    start,
                    operation => operation.Kind == read.Kind && operation.Syntax == read.Syntax,
                    operation => Overwrites(operation, variable),
                    atEnd: false,
                    isTrue));
        }

        return reads;
    }

    private static bool Overwrites(IOperation operation, ISymbol variable) => operation switch
    {
        ISimpleAssignmentOperation assignment => Of(assignment.Target).Is(variable),
        IDeconstructionAssignmentOperation assignment => assignment.Target.DescendantsAndSelf().Any(target => Of(target).Is(variable)),
        IArgumentOperation { Parameter.RefKind: RefKind.Out } argument => Of(argument.Value).Is(variable),
        _ => false,
    };

    /// <summary>Whether a mention only writes.</summary>
    private static bool IsWritten(IOperation mention)
        => (mention.Parent is ISimpleAssignmentOperation assignment && assignment.Target == mention)
           || mention.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Out }
           || TupleElement.IsTarget(mention);
}
