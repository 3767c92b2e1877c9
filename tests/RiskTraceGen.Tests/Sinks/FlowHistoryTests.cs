namespace RiskTraceGen.Tests;

public sealed class FlowHistoryTests : IDisposable
{
    private readonly HandMadeJournal _journal = new();
    private readonly CollectingSink _sink = new();

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void The_history_keeps_the_last_flows_and_no_more()
    {
        FlowAssembler assembler = Assembler(history: 3);
        Assert.Empty(assembler.RecentFlows());
        for (int flow = 1; flow <= 10; flow++)
        {
            _journal.Start(flow, contract: $"C{flow}");
            _journal.End(flow, 1, $"R{flow}");
        }

        _journal.ReadInto(assembler);

        Assert.Equal(["8 C8 R8", "9 C9 R9", "10 C10 R10"], assembler.RecentFlows().Select(flow => $"{flow.Id} {flow.TriggerFields[0].Value} {flow.Result}"));
    }

    [Fact]
    public async Task The_history_may_be_read_while_flows_end()
    {
        FlowAssembler assembler = Assembler(history: 8);
        WriteFlows(1, 8);
        _journal.ReadInto(assembler);
        using var stop = new CancellationTokenSource();
        var watching = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task watcher = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                IReadOnlyList<FlowTrace> recent = assembler.RecentFlows();
                Assert.Equal(8, recent.Count);
                Assert.All(recent, flow => Assert.Equal($"C{flow.Id}", flow.TriggerFields[0].Value));
                watching.TrySetResult();
            }
        }, TestContext.Current.CancellationToken);
        await Task.WhenAny(watching.Task, watcher);

        for (int flow = 9; flow < 2_000; flow++)
        {
            // A new trace point for some, so that the table of them grows while others read it.
            if (flow % 50 == 0)
                TracePoint.Shape($"Shape{flow}", "field");
            WriteFlows(flow, 1);
            _journal.ReadInto(assembler);
        }

        await stop.CancelAsync();
        await watcher;
    }

    private FlowAssembler Assembler(int history = 0) => new(_journal.Clock, [_sink], history, static () => TraceLevel.Breaches);

    private void WriteFlows(int first, int count)
    {
        for (int flow = first; flow < first + count; flow++)
        {
            _journal.Start(flow, contract: $"C{flow}");
            _journal.Verdict(flow, HandMadeJournal.DailyLoss, 1, 2, RuleSeverity.Pass);
            _journal.End(flow, 1, "PASS");
        }
    }
}
