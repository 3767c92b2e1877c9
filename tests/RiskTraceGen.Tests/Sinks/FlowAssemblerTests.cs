namespace RiskTraceGen.Tests;

public sealed class FlowAssemblerTests : IDisposable
{
    private readonly HandMadeJournal _journal = new();
    private readonly CollectingSink _sink = new();

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void Flows_that_interleave_are_kept_apart_and_handed_over_when_they_end()
    {
        FlowAssembler assembler = Assembler();
        _journal.Start(1, contract: "ES");
        _journal.Start(2, contract: "NQ");
        _journal.Check(2, 1, "Two", 1, 2, breached: false);
        _journal.Check(1, 1, "One", 1, 2, breached: false);
        _journal.ReadInto(assembler);
        Assert.Empty(_sink.Flows);

        _journal.End(2, 2, "PASS");
        _journal.End(1, 3, "PASS");
        _journal.ReadInto(assembler);

        Assert.Equal([2, 1], _sink.Flows.Select(flow => flow.Id));
        Assert.Equal(["Two", "One"], _sink.Flows.Select(flow => flow.Steps[1].Name));
        Assert.All(_sink.Flows, flow => Assert.True(flow.Completed));
    }

    [Fact]
    public void A_flow_that_nobody_wants_is_not_decoded()
    {
        _sink.Wanting = false;
        FlowAssembler assembler = Assembler();
        _journal.Start(1);
        _journal.End(1, 1, "PASS");
        _journal.ReadInto(assembler);

        Assert.Single(_sink.Summaries);
        Assert.Empty(_sink.Flows);
    }

    [Fact]
    public void Sinks_share_one_trace_and_one_that_throws_stops_nobody()
    {
        var second = new CollectingSink();
        var assembler = new FlowAssembler(_journal.Clock, [_sink, new ThrowingSink(), second], 0, static () => TraceLevel.Breaches);
        for (int flow = 1; flow <= 2; flow++)
        {
            _journal.Start(flow);
            _journal.End(flow, 1, "PASS");
        }

        _journal.ReadInto(assembler);

        Assert.Equal(2, assembler.SinkFailures);
        Assert.Equal(2, second.Flows.Count);
        Assert.Same(_sink.Flows[0], second.Flows[0]);
    }

    [Fact]
    public void A_late_call_is_handed_over_whole_under_its_own_flow()
    {
        FlowAssembler assembler = Assembler(history: 4);
        _journal.Start(1);
        _journal.End(1, 1, "PASS");
        _journal.Start(2);
        long call = _journal.BeginCall(1, 5, late: true);
        _journal.ReadInto(assembler);
        Assert.Single(_sink.Flows);

        _journal.EndCall(1, 6, call, CallOutcome.Failed, late: true);
        _journal.ReadInto(assembler);

        FlowTrace addition = _sink.Flows[1];
        Assert.Equal((1, true), (addition.Id, addition.IsAddition));
        Assert.True(_sink.Summaries[1].NeedsAttention);
        Assert.Equal(
            "[Flow-1] 14:30:25.128 | API_CALL    | close_position_direct → failed in 1 ms (late)\n[Flow-1]   └─ contract_id: CON.F.US.MNQ.Z25\n",
            new FlowTreeFormatter(new FlowTreeOptions()).Format(addition));

        FlowTrace whole = Assert.Single(assembler.RecentFlows());
        Assert.Equal([StepKind.FlowStart, StepKind.FlowEnd, StepKind.ApiCall], whole.Steps.Select(step => step.Kind));
        Assert.True(whole.Steps[2].Late);
    }

    [Fact]
    public void An_end_that_comes_late_joins_its_begin_in_the_history()
    {
        FlowAssembler assembler = Assembler(history: 4);
        _journal.Start(1);
        long call = _journal.BeginCall(1, 1);
        _journal.End(1, 2, "DONE");
        _journal.EndCall(1, 9, call, late: true);
        _journal.ReadInto(assembler);

        Assert.True(_sink.Summaries[0].HasUnfinishedCall);
        Assert.Equal(["close_position_direct → no end recorded", "close_position_direct → success (late)"], _sink.Flows.SelectMany(flow => flow.Steps)
            .Where(step => step.Kind == StepKind.ApiCall).Select(step => step.Text));
        Assert.Equal("close_position_direct → success in 8 ms (late)", Assert.Single(assembler.RecentFlows()).Steps[1].Text);
    }

    [Fact]
    public void A_record_that_did_not_know_that_its_flow_had_ended_is_an_addition_too()
    {
        FlowAssembler assembler = Assembler();
        _journal.Start(1);
        _journal.End(1, 2, "PASS");
        _journal.Check(1, 2, "Racing", 1, 2, breached: false);
        _journal.ReadInto(assembler);

        Assert.Equal("Racing", Assert.Single(_sink.Flows[1].Steps).Name);
    }

    [Fact]
    public void The_tracers_own_alerts_are_handed_over_at_once()
    {
        FlowAssembler assembler = Assembler();
        _journal.Append(RecordType.Alert, 0, 1, (ref w) =>
        {
            w.String("journal");
            w.String("records were lost");
        });
        _journal.ReadInto(assembler);

        Assert.True(Assert.Single(_sink.Summaries).NeedsAttention);
        Assert.Equal("[Tracer] 14:30:25.124 | ALERT       | journal: records were lost\n", new FlowTreeFormatter(new FlowTreeOptions()).Format(_sink.Flows[0]));
    }

    [Fact]
    public void A_flow_whose_start_was_lost_says_so()
    {
        FlowAssembler assembler = Assembler();
        _journal.Check(1, 1, "Size check", 5, 2, breached: true);
        _journal.End(1, 2, "BREACH");
        _journal.ReadInto(assembler);

        FlowTrace flow = Assert.Single(_sink.Flows);
        Assert.False(flow.IsAddition);
        Assert.Null(flow.Duration);
        Assert.StartsWith("[Flow-1] 14:30:25.124 | FLOW_START  | no start recorded\n", new FlowTreeFormatter(new FlowTreeOptions()).Format(flow));
    }

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
        Assert.InRange(flow.Steps.Count, 100, FlowBuffer.Bound / 400);
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
    public void At_the_end_of_the_journal_nothing_is_kept_back()
    {
        _journal.Start(1);
        _journal.Start(2);

        Assert.Equal([1, 2], _journal.Flows(close: true).Select(flow => flow.Id));
    }

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

    [Fact]
    public void A_summary_counts_and_judges_from_headers()
    {
        FlowAssembler assembler = Assembler();
        _journal.Start(1);
        long raise = _journal.Raise(1, 1, 1);
        long hook = _journal.BeginHook(1, 1, HandMadeJournal.Notify, raise);
        _journal.EndHook(1, 2, HandMadeJournal.Notify, hook, HandlerOutcome.Failed);
        _journal.Verdict(1, HandMadeJournal.DailyLoss, 1, 2, RuleSeverity.InsufficientData, "no price");
        _journal.End(1, 3, "PASS");
        _journal.ReadInto(assembler);

        FlowSummary summary = Assert.Single(_sink.Summaries);

        Assert.Equal((4, RuleSeverity.InsufficientData), (summary.Steps, summary.Worst));
        Assert.Equal((true, false, false, false), (summary.HasHookFailure, summary.HasBreach, summary.HasFailedCall, summary.HasAlert));
        Assert.True(summary is { NeedsAttention: true, Completed: true });
        Assert.Equal(TimeSpan.FromMilliseconds(3), summary.Duration);
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

    private sealed class ThrowingSink : IFlowSink
    {
        public bool Wants(in FlowSummary summary, TraceLevel level) => summary.Id == 1 ? true : throw new InvalidOperationException("cannot say");

        public void OnFlow(FlowTrace flow, TraceLevel level) => throw new InvalidOperationException("cannot take");
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
