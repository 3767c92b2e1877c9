using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Search;

/// <summary>Finds one flow by its number, with what was recorded under it after its end.</summary>
internal static class FlowLookup
{
    /// <summary>The flow, or <see langword="null"/> after it was told that there is none.</summary>
    public static FlowTrace? Find(JournalDirectory directory, Terminal terminal, long id, CancellationToken cancellationToken)
    {
        FlowTrace? found = null;
        RecordPass.Over(directory, terminal, clock => new OneFlow(clock, id), run => found = run.End() ?? found, cancellationToken);
        if (found is null)
            terminal.Tell($"There is no flow {id} in '{directory.Path}'. `risktrace flows` lists those that there are.");
        return found;
    }

    private sealed class OneFlow(TraceClock clock, long id) : IRecordSink
    {
        // All of it, as nothing else is held; half of what an array can hold.
        private const int FlowBytes = 1 << 30;

        private readonly FlowAssembler _assembler = new(clock, [], history: 1, static () => TraceLevel.All, flowBytes: FlowBytes);

        public void OnRecord(in TraceRecord record, TracePointTable points)
        {
            if (record.Header.Flow == id)
                _assembler.OnRecord(record, points);
        }

        public FlowTrace? End()
        {
            _assembler.Close();
            return _assembler.RecentFlows().FirstOrDefault();
        }
    }
}
