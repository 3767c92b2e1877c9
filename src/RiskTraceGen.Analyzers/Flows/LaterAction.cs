using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>Answers which broker call a function can come to after a place in it: what delays or ends the function there, delays or prevents it.</summary>
internal static class LaterAction
{
    // They look; what ends the danger acts.
    private static readonly string[] Queries = ["Get", "Find", "Query", "List", "Fetch", "Load", "Read", "Search", "Lookup"];

    /// <summary>The next broker call that may end a danger: behind <paramref name="place"/>, in what takes over on the way out, or, round a loop, ahead of it.</summary>
    /// <param name="place">An operation of the function.</param>
    /// <param name="graph">Makes the control flow of the member; asked only where there is a broker call at all.</param>
    /// <param name="symbols">What the project references.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static IInvocationOperation? Behind(IOperation place, Func<ControlFlowGraph> graph, KnownSymbols symbols, CancellationToken cancellationToken)
    {
        List<IInvocationOperation> actions = [.. place.Root().Descendants().OfType<IInvocationOperation>()
            .Where(call => Acts(call, symbols))
            .OrderBy(call => call.Syntax.SpanStart < place.Syntax.SpanStart)
            .ThenBy(static call => call.Syntax.SpanStart)];
        if (actions.Count == 0)
            return null;

        List<Paths> functions = [.. Paths.Of(graph(), cancellationToken)];
        return actions.Find(action => functions.Exists(paths => paths.Any(
            place,
            isReached: operation => operation is IInvocationOperation call && call.Syntax == action.Syntax && call.TargetMethod.Is(action.TargetMethod), // in the place of what a loop runs through, the loop asks it for more
            stops: static _ => false,
            atEnd: false)));
    }

    /// <summary>A broker call, or one that hands a traced broker on to whoever makes it.</summary>
    private static bool Acts(IInvocationOperation call, KnownSymbols symbols)
        => !Queries.Any(prefix => call.TargetMethod.Name.StartsWith(prefix, StringComparison.Ordinal))
           && (symbols.MarkedCalls.Includes(call) || call.Arguments.Any(static argument => argument.Value.Type.IsWrapper()));
}
