namespace RiskTraceGen.Tests;

public sealed class FlowMemoryTests : IDisposable
{
    private readonly HandMadeJournal _journal = new();
    private readonly CollectingSink _sink = new();

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void A_flow_may_grow_for_ever_and_its_memory_does_not()
    {
        FlowAssembler assembler = Assembler(history: 1);
        _journal.Start(1);
        for (int i = 0; i < 5_000; i++)
        {
            _journal.Append(RecordType.Custom, 1, i, (ref w) => w.String(new string('x', 400)));
            _journal.ReadInto(assembler);
        }

        long call = _journal.BeginCall(1, 5_001);
        _journal.EndCall(1, 5_002, call, CallOutcome.Failed);
        _journal.End(1, 5_003, "DONE");
        _journal.ReadInto(assembler);

        FlowTrace flow = Assert.Single(_sink.Flows);
        Assert.InRange(flow.Steps.Count, 100, FlowBuffer.UsualBound / 400);
        Assert.Equal(5_000 + 3, flow.TotalSteps);
        Assert.Equal(5_000 + 3, flow.Steps.Count + flow.LeftOut);
        Assert.Equal(flow.LeftOut, assembler.LeftOut);
        // Calls have a reserve.
        Assert.Contains(flow.Steps, step => step.Text == "close_position_direct → failed in 1 ms");
        Assert.Contains("left_out", new FlowTreeFormatter(new FlowTreeOptions()).Format(flow));
    }

    [Fact]
    public void The_end_of_a_flow_always_fits()
    {
        FlowAssembler assembler = Assembler();
        _journal.Start(1);
        for (int i = 0; i < 3_000; i++)
        {
            _journal.BeginCall(1, i, contract: new string('x', 500));
            _journal.ReadInto(assembler);
        }

        _journal.End(1, 5_003, new string('r', 500));
        _journal.ReadInto(assembler);

        FlowTrace flow = Assert.Single(_sink.Flows);
        Assert.True(flow.Completed);
        Assert.Equal(StepKind.FlowEnd, flow.Steps[^1].Kind);
        Assert.Equal(3_002, flow.TotalSteps);
    }

    [Fact]
    public void The_oldest_of_too_many_unfinished_flows_is_handed_over_unfinished()
    {
        FlowAssembler assembler = Assembler();
        for (int flow = 1; flow <= FlowAssembler.MaxUnfinished + 2; flow++)
        {
            _journal.Start(flow);
            _journal.ReadInto(assembler);
        }

        Assert.Equal(2, assembler.GivenUp);
        Assert.Equal([1, 2], _sink.Flows.Select(flow => flow.Id));
        Assert.All(_sink.Flows, flow => Assert.EndsWith("| FLOW_END    | no end recorded\n", new FlowTreeFormatter(new FlowTreeOptions()).Format(flow)));
    }

    [Fact]
    public void Finished_flows_cost_no_memory_when_nobody_wants_them()
    {
        _sink.Wanting = false;
        var quiet = new CountingSink();
        var assembler = new FlowAssembler(_journal.Clock, [quiet], 16, static () => TraceLevel.Breaches);
        WriteFlows(1, 200);
        _journal.ReadInto(assembler);
        WriteFlows(201, 200);

        long before = GC.GetAllocatedBytesForCurrentThread();
        _journal.ReadInto(assembler);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(400, quiet.Offered);
        // The array of sinks that ReadInto is given; nothing for each flow.
        Assert.InRange(allocated, 0, 200);
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

    private sealed class CountingSink : IFlowSink
    {
        public int Offered { get; private set; }

        public bool Wants(in FlowSummary summary, TraceLevel level)
        {
            Offered++;
            return false;
        }

        public void OnFlow(FlowTrace flow, TraceLevel level) => throw new InvalidOperationException("not wanted");
    }
}
