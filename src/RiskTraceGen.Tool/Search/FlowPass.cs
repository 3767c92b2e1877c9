using System.Runtime.ExceptionServices;
using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Search;

/// <summary>One pass over all flows of a directory, in the order in which they ended; those that a search cannot want are not decoded.</summary>
internal sealed class FlowPass : IRawFlowSink
{
    private readonly FlowSearch _search;
    private readonly Terminal _terminal;
    private readonly Action<FlowTrace> _found;
    private ExceptionDispatchInfo? _failure;

    private FlowPass(FlowSearch search, Terminal terminal, Action<FlowTrace> found)
    {
        _search = search;
        _terminal = terminal;
        _found = found;
    }

    /// <summary>How many were found.</summary>
    private long Found { get; set; }

    /// <summary>Hands over every flow that a search wants.</summary>
    /// <returns>How many there were.</returns>
    public static long Over(JournalDirectory directory, Terminal terminal, FlowSearch search, Action<FlowTrace> found, CancellationToken cancellationToken)
    {
        var pass = new FlowPass(search, terminal, found);
        RecordPass.Over(
            directory,
            terminal,
            clock => new FlowAssembler(clock, [pass], history: 0, static () => TraceLevel.All),
            static assembler => assembler.Close(),
            cancellationToken);
        // Of a disk that is full, for example: the assembler goes on for the sake of its other sinks.
        pass._failure?.Throw();
        return pass.Found;
    }

    /// <inheritdoc/>
    public bool Wants(in FlowSummary summary, TraceLevel level) => _failure is null && _search.Wants(summary);

    /// <inheritdoc/>
    public bool WantsRecords(ReadOnlySpan<byte> records, TracePointTable points) => _search.WantsRecords(records, points);

    /// <inheritdoc/>
    public void OnFlow(FlowTrace flow, TraceLevel level)
    {
        try
        {
            if (!_search.Matches(flow))
                return;

            Found++;
            _terminal.WipeProgress();
            _found(flow);
        }
        catch (Exception failure)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
    }
}
