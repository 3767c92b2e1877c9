using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>Answers which broker call a function can come to after a place in it: what delays or ends the function there, delays or prevents it.</summary>
internal sealed class LaterAction
{
    // They look; what ends the danger acts.
    private static readonly string[] Queries = ["Get", "Find", "Query", "List", "Fetch", "Load", "Read", "Search", "Lookup"];

    private readonly KnownSymbols _symbols;
    private readonly InnerFunctions _functions;
    private readonly ILookup<IOperation, IOperation> _entered;
    private readonly List<(IOperation Place, IInvocationOperation Action)> _steps;
    private readonly Lazy<List<Paths>> _paths;

    private LaterAction(IOperation root, Func<ControlFlowGraph> graph, KnownSymbols symbols, CancellationToken cancellationToken)
    {
        _symbols = symbols;
        _functions = new InnerFunctions(root);
        _entered = _functions.Entered.ToLookup(static entry => entry.Place, static entry => entry.Function);
        _steps = [.. root.Descendants().SelectMany(operation => ActionsAt(operation, []).Take(1), static (operation, action) => (operation, action))];
        _paths = new(() => [.. Paths.Of(graph(), cancellationToken)]);
    }

    /// <summary>The next broker call that may end a danger: behind <paramref name="place"/>, in what takes over on the way out, or, round a loop, ahead of it;
    /// in a lambda or local function, where that is called or handed on there.</summary>
    /// <param name="place">An operation of the function.</param>
    /// <param name="graph">Makes the control flow of the member; asked only where there is a broker call at all.</param>
    /// <param name="symbols">What the project references.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static IInvocationOperation? Behind(IOperation place, Func<ControlFlowGraph> graph, KnownSymbols symbols, CancellationToken cancellationToken)
        => new LaterAction(place.Root(), graph, symbols, cancellationToken).Behind(place);

    /// <summary>
    /// Whether such a call may also come where the lambda or local function around <paramref name="place"/> is
    /// used: behind that, or in the function itself, which others may call again.
    /// </summary>
    /// <inheritdoc cref="Behind(IOperation, Func{ControlFlowGraph}, KnownSymbols, CancellationToken)"/>
    public static bool MayFollow(IOperation place, Func<ControlFlowGraph> graph, KnownSymbols symbols, CancellationToken cancellationToken)
        => new LaterAction(place.Root(), graph, symbols, cancellationToken).MayFollow(place, []);

    private IInvocationOperation? Behind(IOperation place)
    {
        if (_steps.Count == 0)
            return null;

        ILookup<SyntaxNode, IOperation> reached = _paths.Value.SelectMany(paths => paths.From(place)).ToLookup(static operation => operation.Syntax);
        return _steps
            .OrderBy(step => step.Place.Syntax.SpanStart < place.Syntax.SpanStart)
            .ThenBy(static step => step.Place.Syntax.SpanStart)
            .Where(step => reached[step.Place.Syntax].Any(operation => IsAt(operation, step.Place)))
            .Select(static step => step.Action)
            .FirstOrDefault();
    }

    private bool MayFollow(IOperation place, HashSet<IOperation> passed)
        => Behind(place) is not null
           || (Function.Nearest(place) is { } function
               && passed.Add(function)
               && _functions.UsesOf(function).Any(use => (use.Use != FunctionUse.Called && ActionsIn(function, []).Any()) || MayFollow(use.Place, passed)));

    /// <summary>The broker calls that an operation is, or that are made in the functions that are come to there.</summary>
    private IEnumerable<IInvocationOperation> ActionsAt(IOperation operation, HashSet<IOperation> passed)
        => operation is IInvocationOperation call && Acts(call)
            ? [call]
            : _entered[operation].Where(passed.Add).SelectMany(function => ActionsIn(function, passed));

    private IEnumerable<IInvocationOperation> ActionsIn(IOperation function, HashSet<IOperation> passed)
        => function.OwnOperations().SelectMany(operation => ActionsAt(operation, passed));

    /// <summary>A broker call, or one that hands a traced broker on to whoever makes it.</summary>
    private bool Acts(IInvocationOperation call)
        => !Queries.Any(prefix => call.TargetMethod.Name.StartsWith(prefix, StringComparison.Ordinal))
           && (_symbols.MarkedCalls.Includes(call) || call.Arguments.Any(static argument => argument.Value.Type.IsWrapper()));

    // In the place of what a loop runs through, the loop asks it for more.
    private static bool IsAt(IOperation operation, IOperation place)
        => operation.Kind == place.Kind
           && (operation is not IInvocationOperation call || call.TargetMethod.Is(((IInvocationOperation)place).TargetMethod));
}
