using System.Globalization;
using System.Runtime.ExceptionServices;
using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Search;

/// <summary>One pass over all flows of a directory, in the order in which they ended; those that a search cannot want are not decoded.</summary>
internal sealed class FlowPass : IRawFlowSink
{
    private readonly FlowSearch _search;
    private readonly Terminal _terminal;
    private readonly Action<FlowTrace> _found;
    private readonly CancellationTokenSource _stop;
    private ExceptionDispatchInfo? _failure;

    private FlowPass(FlowSearch search, Terminal terminal, Action<FlowTrace> found, CancellationTokenSource stop)
    {
        _search = search;
        _stop = stop;
        _terminal = terminal;
        _found = found;
    }

    /// <summary>How many were found.</summary>
    private long Found { get; set; }

    /// <summary>Hands over every flow that a search wants.</summary>
    /// <returns>How many there were.</returns>
    public static long Over(JournalDirectory directory, Terminal terminal, FlowSearch search, Action<FlowTrace> found, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pass = new FlowPass(search, terminal, found, stop);
        long leftOut = 0;
        try
        {
            RecordPass.Over(
                directory,
                terminal,
                clock => new FlowAssembler(clock, [pass], history: 0, static () => TraceLevel.All),
                assembler =>
                {
                    assembler.Close();
                    leftOut += assembler.LeftOut;
                },
                stop.Token);
        }
        catch (OperationCanceledException) when (pass._failure is not null)
        {
        }

        pass._failure?.Throw();
        if (leftOut > 0)
            terminal.Tell(string.Create(
                CultureInfo.InvariantCulture,
                $"Left out here: {leftOut} records of flows larger than {FlowBuffer.UsualBound / 1024} KiB. `risktrace show` has them."));
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
            // Of a disk that is full, for example: the assembler would go on, for the sake of its other sinks.
            _failure = ExceptionDispatchInfo.Capture(failure);
            _stop.Cancel();
        }
    }
}
