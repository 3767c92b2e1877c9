using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>The paths that a function can take, from its control flow graph. What a <c>finally</c> does lies on every path that leaves its <c>try</c>, and every <c>catch</c> that may take an exception begins one.</summary>
internal sealed class Paths
{
    /// <summary>No function that people read has more paths that matter; a search of one that machines wrote must end.</summary>
    private const int MostSteps = 5_000;

    private readonly ControlFlowGraph _graph;

    private Paths(ControlFlowGraph graph) => _graph = graph;

    public IReadOnlyList<BasicBlock> Blocks => _graph.Blocks;

    /// <summary>The function whose body this is, and the lambdas and local functions in it, each for itself.</summary>
    public static IEnumerable<Paths> Of(ControlFlowGraph graph, CancellationToken cancellationToken)
    {
        yield return new Paths(graph);
        foreach (IMethodSymbol local in graph.LocalFunctions)
            foreach (Paths inner in Of(graph.GetLocalFunctionControlFlowGraph(local, cancellationToken), cancellationToken))
                yield return inner;

        foreach (IFlowAnonymousFunctionOperation lambda in graph.Blocks.SelectMany(OperationsOf).SelectMany(static operation => operation.Descendants().Prepend(operation)).OfType<IFlowAnonymousFunctionOperation>())
            foreach (Paths inner in Of(graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellationToken), cancellationToken))
                yield return inner;
    }

    /// <summary>What a block does, in order, without what its lambdas do.</summary>
    public static IEnumerable<IOperation> OperationsOf(BasicBlock block)
        => block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations;

    /// <summary>Whether a path leads from behind <paramref name="start"/> to the end of the function, or back to it, past every operation that <paramref name="stops"/>.</summary>
    /// <param name="start">An operation of the graph; null for its entry.</param>
    /// <param name="isReached">Asked of each operation on the way: true ends the search with success.</param>
    /// <param name="stops">Asked of each operation on the way: true ends this path.</param>
    /// <param name="atEnd">Whether to get to the end of the function is a success.</param>
    /// <param name="isTrue">What is taken to be so of a condition, whatever the path: only that side of it is followed.</param>
    /// <remarks>A path does not take both sides of one condition: <c>if (x)</c>, and later <c>if (!x)</c>.</remarks>
    public bool Any(IOperation? start, Func<IOperation, bool> isReached, Func<IOperation, bool> stops, bool atEnd, Func<IOperation, bool?>? isTrue = null)
    {
        BasicBlock? first = start is null ? _graph.Blocks[0] : _graph.Blocks.FirstOrDefault(block => OperationsOf(block).Any(operation => Contains(operation, start)));
        if (first is null)
            return false;

        var visited = new HashSet<(BasicBlock Block, Unwinding Unwinding, string Facts)>();
        var open = new Stack<(BasicBlock Block, Unwinding Unwinding, PathFacts Facts, bool FromStart)>();
        open.Push((first, Unwinding.None, PathFacts.At(start), start is not null));
        while (open.Count > 0 && visited.Count < MostSteps)
        {
            (BasicBlock block, Unwinding unwinding, PathFacts facts, bool fromStart) = open.Pop();
            IEnumerable<IOperation> ahead = OperationsOf(block).SelectMany(static operation => Evaluated(operation));
            if (fromStart)
                ahead = ahead.SkipWhile(operation => operation.Syntax != start!.Syntax || operation.Kind != start.Kind).Skip(1);

            bool isStopped = false;
            var thrown = new List<PathFacts>();
            foreach (IOperation operation in ahead)
            {
                if (isReached(operation))
                    return true;
                if (stops(operation))
                {
                    isStopped = true;
                    break;
                }

                if (CanThrow(operation) && (thrown.Count == 0 || thrown[thrown.Count - 1].Key != facts.Key))
                    thrown.Add(facts);
                facts = facts.After(operation);
            }

            if (block.Kind == BasicBlockKind.Exit && atEnd)
                return true;

            var next = new List<(BasicBlock Block, Unwinding Unwinding, PathFacts Facts)>();
            foreach (PathFacts then in thrown)
                next.AddRange(Takers(block.EnclosingRegion, thrown: null, Unwinding.OutOfSight).Select(taker => (taker.Block, taker.Unwinding, then)));
            if (!isStopped)
                foreach (ControlFlowBranch? branch in new[] { block.ConditionalSuccessor, block.FallThroughSuccessor })
                    if (facts.Through(block, branch, isTrue) is { } behind)
                        next.AddRange(Next(branch, unwinding).Select(step => (step.Block, step.Unwinding, behind)));

            foreach ((BasicBlock Block, Unwinding Unwinding, PathFacts Facts) step in next)
                if (visited.Add((step.Block, step.Unwinding, step.Facts.Key)))
                    open.Push((step.Block, step.Unwinding, step.Facts, false));
        }

        return false;
    }

    /// <summary>Whether a path runs through a <c>finally</c> because of an exception, and goes on with it behind.</summary>
    private enum Unwinding
    {
        None,

        /// <summary>By a <c>throw</c>: it may leave the function.</summary>
        InSight,

        /// <summary>By anything that may throw: it counts as a path only where something catches it.</summary>
        OutOfSight,
    }

    private IEnumerable<(BasicBlock Block, Unwinding Unwinding)> Next(ControlFlowBranch? branch, Unwinding unwinding)
    {
        if (branch is null)
            return [];
        if (!branch.FinallyRegions.IsEmpty)
            return [(First(branch.FinallyRegions[0]), Unwinding.None)];
        if (branch.Destination is { } destination)
            return [(destination, unwinding)];

        ControlFlowRegion region = branch.Source.EnclosingRegion;
        return branch.Semantics switch
        {
            ControlFlowBranchSemantics.Throw => Takers(region, branch.Source.BranchValue is IConversionOperation { Operand.Type: var type } ? type : branch.Source.BranchValue?.Type, Unwinding.InSight),
            ControlFlowBranchSemantics.Rethrow => Takers(region, Around(region, ControlFlowRegionKind.Catch)?.ExceptionType, Unwinding.InSight),
            ControlFlowBranchSemantics.StructuredExceptionHandling when Around(region, ControlFlowRegionKind.Filter) is null && Around(region, ControlFlowRegionKind.Finally) is { } end
                => unwinding == Unwinding.None ? AfterFinally(end).Select(static after => (after, Unwinding.None)) : Takers(end.EnclosingRegion, thrown: null, unwinding),
            _ => [],
        };
    }

    /// <summary>What goes on after an exception: every handler that may catch it, up to one that certainly does, or the <c>finally</c> that comes first.</summary>
    /// <param name="region">Where it is thrown.</param>
    /// <param name="thrown">Its type, as far as that is known.</param>
    /// <param name="unwinding">How it is thrown.</param>
    private IEnumerable<(BasicBlock Block, Unwinding Unwinding)> Takers(ControlFlowRegion? region, ITypeSymbol? thrown, Unwinding unwinding)
    {
        // Around the root of a lambda or a local function are the regions of the function that it stands in, which catch nothing for it.
        for (; region is not (null or { Kind: ControlFlowRegionKind.Root }); region = region.EnclosingRegion)
        {
            if (region is not { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { } around })
                continue;

            foreach (ControlFlowRegion handler in around.NestedRegions)
            {
                switch (handler.Kind)
                {
                    case ControlFlowRegionKind.Finally:
                        yield return (First(handler), unwinding);
                        yield break;
                    case ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler when IsOrDerives(handler.ExceptionType, thrown) || Catches(handler, thrown):
                        yield return (First(handler), Unwinding.None);
                        if (handler.Kind == ControlFlowRegionKind.Catch && Catches(handler, thrown))
                            yield break;
                        break;
                }
            }
        }

        if (unwinding == Unwinding.InSight)
            yield return (_graph.Blocks[_graph.Blocks.Length - 1], Unwinding.None);
    }

    private static bool Catches(ControlFlowRegion handler, ITypeSymbol? thrown)
        => handler.ExceptionType is null or { SpecialType: SpecialType.System_Object } or { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
           || (thrown is not null && IsOrDerives(thrown, handler.ExceptionType));

    private static bool IsOrDerives(ITypeSymbol? type, ITypeSymbol? super)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
            if (super is null || current.Is(super))
                return true;

        return false;
    }

    private static bool CanThrow(IOperation operation)
        => operation is not (ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or ILiteralOperation or IDefaultValueOperation or IDiscardOperation
            or IFlowCaptureOperation or IFlowCaptureReferenceOperation or IIsNullOperation or ISimpleAssignmentOperation or IArgumentOperation or IExpressionStatementOperation
            or IConversionOperation { IsImplicit: true });

    private BasicBlock First(ControlFlowRegion region) => _graph.Blocks[region.FirstBlockOrdinal];

    private static ControlFlowRegion? Around(ControlFlowRegion? region, ControlFlowRegionKind kind)
    {
        while (region is not null && region.Kind != kind)
            region = region.EnclosingRegion;

        return region;
    }

    // Where the paths go on that had to go through a finally.
    private IEnumerable<BasicBlock> AfterFinally(ControlFlowRegion region)
    {
        foreach (ControlFlowBranch? branch in _graph.Blocks.SelectMany(static block => new[] { block.ConditionalSuccessor, block.FallThroughSuccessor }))
        {
            int place = branch is null ? -1 : branch.FinallyRegions.ToList().FindIndex(passed => passed.FirstBlockOrdinal == region.FirstBlockOrdinal);
            if (place < 0)
                continue;

            if (place + 1 < branch!.FinallyRegions.Length)
                yield return First(branch.FinallyRegions[place + 1]);
            else if (branch.Destination is { } destination)
                yield return destination;
        }
    }

    private static bool Contains(IOperation whole, IOperation part) => Evaluated(whole).Any(operation => operation.Syntax == part.Syntax && operation.Kind == part.Kind);

    // Operands come before what is done with them.
    private static IEnumerable<IOperation> Evaluated(IOperation operation)
        => operation.ChildOperations.SelectMany(static child => Evaluated(child)).Append(operation);
}
