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
    public void The_history_keeps_no_more_than_its_bytes()
    {
        const int bound = 1 << 20;
        FlowAssembler assembler = Assembler(history: 1_000, bytes: bound);
        for (int flow = 1; flow <= 40; flow++)
        {
            WriteLarge(flow);
            Assert.Equal(flow, assembler.RecentFlows()[^1].Id);
        }

        // A buffer of 64 KiB each: sixteen fill the bound, and the oldest have gone.
        Assert.Equal(Enumerable.Range(25, 16).Select(static id => (long)id), assembler.RecentFlows().Select(static flow => flow.Id));

        void WriteLarge(int flow)
        {
            _journal.Start(flow);
            for (int i = 0; i < 100; i++)
                _journal.Append(RecordType.Custom, flow, 1, static (ref w) => w.String(new string('x', 400)));

            _journal.End(flow, 2, "DONE");
            _journal.ReadInto(assembler);
        }
    }

    [Fact]
    public void Late_records_count_as_the_bytes_of_their_flow()
    {
        FlowAssembler assembler = Assembler(history: 1_000, bytes: 16 << 10);
        WriteFlows(1, 8);
        _journal.ReadInto(assembler);
        Assert.Equal(8, assembler.RecentFlows().Count);

        for (int i = 0; i < 20; i++)
            _journal.Append(RecordType.Custom, 8, 9, static (ref w) => w.String(new string('x', 400)), late: true);
        _journal.ReadInto(assembler);

        FlowTrace grown = Assert.Single(assembler.RecentFlows());
        Assert.Equal(8, grown.Id);
        Assert.Equal(3 + 20, grown.Steps.Count);
    }

    [Fact]
    public async Task The_tracer_bounds_its_flows_in_bytes()
    {
        await using RiskTracer tracer = Tracers.Create(configure: static o => (o.RecentFlows, o.RecentFlowBytes) = (10_000, 1 << 20));
        for (int i = 0; i < 2_000; i++)
            tracer.StartFlow("TEST").Complete("DONE");

        await tracer.FlushAsync().InTime();
        IReadOnlyList<FlowTrace> recent = tracer.RecentFlows;
        Assert.InRange(recent.Count, 1, 1024);
        Assert.Equal(2_000, recent[^1].Id);
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

    private FlowAssembler Assembler(int history, long bytes = long.MaxValue) => new(_journal.Clock, [_sink], history, static () => TraceLevel.Breaches, bytes);

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
