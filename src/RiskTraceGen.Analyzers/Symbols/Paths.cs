using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>
/// The paths that a function can take, from its control flow graph. What a <c>finally</c> does lies on every path
/// that leaves its <c>try</c>, and every <c>catch</c> that may take an exception begins one.
/// </summary>
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

        foreach (IFlowAnonymousFunctionOperation lambda in graph.Blocks.SelectMany(OperationsOf)
            .SelectMany(static operation => operation.Descendants().Prepend(operation))
            .OfType<IFlowAnonymousFunctionOperation>())
            foreach (Paths inner in Of(graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellationToken), cancellationToken))
                yield return inner;
    }

    /// <summary>What a block does, in order, without what its lambdas do.</summary>
    public static IEnumerable<IOperation> OperationsOf(BasicBlock block)
        => block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations;

    /// <summary>
    /// Whether a path leads from behind <paramref name="start"/> to the end of the function, or back to it, past every operation that <paramref name="stops"/>.
    /// </summary>
    /// <param name="start">An operation of the graph; null for its entry.</param>
    /// <param name="isReached">Asked of each operation on the way: true ends the search with success.</param>
    /// <param name="stops">Asked of each operation on the way: true ends this path.</param>
    /// <param name="atEnd">Whether to get to the end of the function is a success.</param>
    /// <param name="isTrue">What is taken to be so of a condition, whatever the path: only that side of it is followed.</param>
    /// <remarks>A path does not take both sides of one condition: <c>if (x)</c>, and later <c>if (!x)</c>.</remarks>
    public bool Any(IOperation? start, Func<IOperation, bool> isReached, Func<IOperation, bool> stops, bool atEnd, Func<IOperation, bool?>? isTrue = null)
    {
        if (Behind(start) is not { } first)
            return false;

        bool isFound = false;
        var visited = new HashSet<(BasicBlock Block, Unwinding Unwinding, string Facts)>();
        var open = new Stack<Step>([first]);
        while (open.Count > 0 && visited.Count < MostSteps)
        {
            Step step = open.Pop();
            IEnumerable<Step> next = Pass(step, operation => (isFound |= isReached(operation)) || stops(operation), isTrue);
            if (isFound || (step.Block.Kind == BasicBlockKind.Exit && atEnd))
                return true;

            foreach (Step then in next)
                if (visited.Add((then.Block, then.Unwinding, then.Facts.Key)))
                    open.Push(then);
        }

        return false;
    }

    /// <summary>Every operation that a path leads to from behind <paramref name="start"/>; none if that is not in this function.</summary>
    /// <remarks>
    /// Where paths meet, what all of them know is known from there on: however many paths there are, this looks at no operation more than a few times.
    /// What comes first is looked at first, so that paths have met before their way is gone on with.
    /// </remarks>
    public IReadOnlyCollection<IOperation> From(IOperation start)
    {
        var passed = new List<IOperation>();
        var known = new Dictionary<(int Block, Unwinding Unwinding), PathFacts>();
        var open = new SortedSet<(int Block, Unwinding Unwinding)>();
        Step? step = Behind(start);
        while (step is not null)
        {
            foreach (Step then in Pass(step, Reach, isTrue: null))
            {
                (int, Unwinding) place = (then.Block.Ordinal, then.Unwinding);
                PathFacts? before = known.TryGetValue(place, out PathFacts facts) ? facts : null;
                PathFacts common = before?.InCommonWith(then.Facts) ?? then.Facts;
                if (common != before)
                {
                    known[place] = common;
                    open.Add(place);
                }
            }

            step = open.Count == 0 ? null : new Step(_graph.Blocks[open.Min.Block], open.Min.Unwinding, known[open.Min]);
            open.Remove(open.Min);
        }

        return passed;

        bool Reach(IOperation operation)
        {
            passed.Add(operation);
            return false;
        }
    }

    /// <summary>Where a path has come to.</summary>
    /// <param name="Block">The block that is next.</param>
    /// <param name="Unwinding">Whether an exception has led there.</param>
    /// <param name="Facts">What the path knows.</param>
    /// <param name="Start">The operation of the block behind which it begins; null for the whole block.</param>
    private sealed record Step(BasicBlock Block, Unwinding Unwinding, PathFacts Facts, IOperation? Start = null);

    private Step? Behind(IOperation? start)
        => (start is null
            ? _graph.Blocks[0]
            : _graph.Blocks.FirstOrDefault(block => OperationsOf(block).Any(operation => Contains(operation, start)))) is { } first
            ? new Step(first, Unwinding.None, PathFacts.At(start), start)
            : null;

    /// <summary>
    /// Where paths go on behind a block: from its end, unless <paramref name="stops"/> says of an operation that
    /// it ends this path, and from whatever may throw before.
    /// </summary>
    private List<Step> Pass(Step step, Func<IOperation, bool> stops, Func<IOperation, bool?>? isTrue)
    {
        (BasicBlock block, Unwinding unwinding, PathFacts facts, IOperation? start) = step;
        IEnumerable<IOperation> ahead = OperationsOf(block).SelectMany(static operation => Evaluated(operation));
        if (start is not null)
            ahead = ahead.SkipWhile(operation => operation.Syntax != start.Syntax || operation.Kind != start.Kind).Skip(1);

        bool isStopped = false;
        var thrown = new List<PathFacts>();
        foreach (IOperation operation in ahead)
        {
            if (stops(operation))
            {
                isStopped = true;
                break;
            }

            if (CanThrow(operation) && (thrown.Count == 0 || thrown[thrown.Count - 1] != facts))
                thrown.Add(facts);
            facts = facts.After(operation);
        }

        var next = new List<Step>();
        foreach (PathFacts then in thrown)
            next.AddRange(Takers(block.EnclosingRegion, thrown: null, Unwinding.OutOfSight).Select(taker => new Step(taker.Block, taker.Unwinding, then)));
        if (!isStopped)
            foreach (ControlFlowBranch? branch in new[] { block.ConditionalSuccessor, block.FallThroughSuccessor })
                if (facts.Through(block, branch, isTrue) is { } behind)
                    next.AddRange(Next(branch, unwinding).Select(then => new Step(then.Block, then.Unwinding, behind)));

        return next;
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
            ControlFlowBranchSemantics.Throw => Takers(
                region,
                branch.Source.BranchValue is IConversionOperation { Operand.Type: var type } ? type : branch.Source.BranchValue?.Type,
                Unwinding.InSight),
            ControlFlowBranchSemantics.Rethrow => Takers(region, Around(region, ControlFlowRegionKind.Catch)?.ExceptionType, Unwinding.InSight),
            ControlFlowBranchSemantics.StructuredExceptionHandling
                when Around(region, ControlFlowRegionKind.Filter) is null && Around(region, ControlFlowRegionKind.Finally) is { } end
                    => unwinding == Unwinding.None
                        ? AfterFinally(end).Select(static after => (after, Unwinding.None))
                        : Takers(end.EnclosingRegion, thrown: null, unwinding),
            _ => [],
        };
    }

    /// <summary>
    /// What goes on after an exception: every handler that may catch it, up to one that certainly does, or the <c>finally</c> that comes first.
    /// </summary>
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
                    case ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler
                        when IsOrDerives(handler.ExceptionType, thrown) || Catches(handler, thrown):
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
        => handler.ExceptionType is null or { SpecialType: SpecialType.System_Object }
            or { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
           || (thrown is not null && IsOrDerives(thrown, handler.ExceptionType));

    private static bool IsOrDerives(ITypeSymbol? type, ITypeSymbol? super)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
            if (super is null || current.Is(super))
                return true;

        return false;
    }

    private static bool CanThrow(IOperation operation)
        => operation is not (ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or ILiteralOperation
            or IDefaultValueOperation or IDiscardOperation or IFlowCaptureOperation or IFlowCaptureReferenceOperation or IIsNullOperation
            or ISimpleAssignmentOperation or IArgumentOperation or IExpressionStatementOperation or IConversionOperation { IsImplicit: true });

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

    private static bool Contains(IOperation whole, IOperation part)
        => Evaluated(whole).Any(operation => operation.Syntax == part.Syntax && operation.Kind == part.Kind);

    // Operands come before what is done with them.
    private static IEnumerable<IOperation> Evaluated(IOperation operation)
        => operation.ChildOperations.SelectMany(static child => Evaluated(child)).Append(operation);
}
