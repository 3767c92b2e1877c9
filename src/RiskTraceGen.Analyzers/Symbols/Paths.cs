using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>The paths that a function can take, from its control flow graph. What a <c>finally</c> does lies on every path that leaves its <c>try</c>.</summary>
internal sealed class Paths
{
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
    /// <param name="start">An operation of the graph.</param>
    /// <param name="isReached">Asked of each operation on the way: true ends the search with success.</param>
    /// <param name="stops">Asked of each operation on the way: true ends this path.</param>
    /// <param name="atEnd">Whether to get to the end of the function is a success.</param>
    public bool Any(IOperation start, Func<IOperation, bool> isReached, Func<IOperation, bool> stops, bool atEnd)
    {
        BasicBlock? first = _graph.Blocks.FirstOrDefault(block => OperationsOf(block).Any(operation => Contains(operation, start)));
        if (first is null)
            return false;

        var visited = new HashSet<int>();
        var open = new Stack<(BasicBlock Block, bool FromStart)>();
        open.Push((first, true));
        while (open.Count > 0)
        {
            (BasicBlock block, bool fromStart) = open.Pop();
            // What throws in a try leads to its catch from anywhere in it.
            if (Catch(block) is { } handler && visited.Add(handler.Ordinal))
                open.Push((handler, false));

            IEnumerable<IOperation> ahead = OperationsOf(block).SelectMany(static operation => Evaluated(operation));
            if (fromStart)
                ahead = ahead.SkipWhile(operation => operation.Syntax != start.Syntax || operation.Kind != start.Kind).Skip(1);

            bool isStopped = false;
            foreach (IOperation operation in ahead)
            {
                if (isReached(operation))
                    return true;
                if (stops(operation))
                {
                    isStopped = true;
                    break;
                }
            }

            if (isStopped)
                continue;
            if (block.Kind == BasicBlockKind.Exit)
            {
                if (atEnd)
                    return true;
                continue;
            }

            foreach (ControlFlowBranch? branch in new[] { block.ConditionalSuccessor, block.FallThroughSuccessor })
                foreach (BasicBlock next in Next(branch))
                    if (visited.Add(next.Ordinal))
                        open.Push((next, false));
        }

        return false;
    }

    // A throw leaves through the finally blocks around it, or is caught: its handlers begin anywhere in the try.
    private IEnumerable<BasicBlock> Next(ControlFlowBranch? branch)
    {
        if (branch is null)
            yield break;

        if (!branch.FinallyRegions.IsEmpty)
        {
            yield return _graph.Blocks[branch.FinallyRegions[0].FirstBlockOrdinal];
            yield break;
        }

        if (branch.Destination is { } destination)
        {
            yield return destination;
            yield break;
        }

        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                yield return Handler(branch.Source) ?? _graph.Blocks[_graph.Blocks.Length - 1];
                break;
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                foreach (BasicBlock after in AfterFinally(branch.Source))
                    yield return after;
                break;
        }
    }

    private BasicBlock? Catch(BasicBlock block) => Handler(block) is { EnclosingRegion.Kind: not ControlFlowRegionKind.Finally } handler ? handler : null;

    private BasicBlock? Handler(BasicBlock block)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region is not { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { } around })
                continue;

            ControlFlowRegion? handler = around.NestedRegions.FirstOrDefault(static nested
                => nested.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler or ControlFlowRegionKind.Finally);
            if (handler is not null)
                return _graph.Blocks[handler.FirstBlockOrdinal];
        }

        return null;
    }

    // Where the paths go on that had to go through a finally.
    private IEnumerable<BasicBlock> AfterFinally(BasicBlock end)
    {
        ControlFlowRegion? region = end.EnclosingRegion;
        while (region is not null && region.Kind != ControlFlowRegionKind.Finally)
            region = region.EnclosingRegion;

        foreach (BasicBlock block in _graph.Blocks)
        {
            foreach (ControlFlowBranch? branch in new[] { block.ConditionalSuccessor, block.FallThroughSuccessor })
            {
                if (branch is null || region is null || !branch.FinallyRegions.Any(passed => passed.FirstBlockOrdinal == region.FirstBlockOrdinal))
                    continue;

                int place = branch.FinallyRegions.IndexOf(branch.FinallyRegions.First(passed => passed.FirstBlockOrdinal == region.FirstBlockOrdinal));
                if (place + 1 < branch.FinallyRegions.Length)
                    yield return _graph.Blocks[branch.FinallyRegions[place + 1].FirstBlockOrdinal];
                else if (branch.Destination is { } destination)
                    yield return destination;
            }
        }
    }

    private static bool Contains(IOperation whole, IOperation part) => Evaluated(whole).Any(operation => operation.Syntax == part.Syntax && operation.Kind == part.Kind);

    // Operands come before what is done with them.
    private static IEnumerable<IOperation> Evaluated(IOperation operation)
        => operation.ChildOperations.SelectMany(static child => Evaluated(child)).Append(operation);
}
