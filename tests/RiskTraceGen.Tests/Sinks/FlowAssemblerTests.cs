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
    public void What_follows_a_flow_that_was_handed_over_unfinished_says_so()
    {
        FlowAssembler assembler = Assembler();
        _journal.Start(1);
        long call = _journal.BeginCall(1, 1);
        for (int other = 0; other < FlowAssembler.MaxUnfinished; other++)
            _journal.Start(2 + other);
        _journal.EndCall(1, 2, call);
        _journal.End(1, 3, "PASS");
        _journal.ReadInto(assembler);

        FlowTrace[] parts = [.. _sink.Flows.Where(static flow => flow.Id == 1)];
        Assert.Equal([false, true], parts.Select(static flow => flow.IsContinuation));
        Assert.Equal([false, true], parts.Select(static flow => flow.Completed));
        string rest = new FlowTreeFormatter(new FlowTreeOptions()).Format(parts[1]);
        Assert.StartsWith("[Flow-1] 14:30:25.125 | FLOW_START  | its beginning was shown before, unfinished\n", rest);
        Assert.DoesNotContain("begin: ", rest);
    }

    [Fact]
    public void At_the_end_of_the_journal_nothing_is_kept_back()
    {
        _journal.Start(1);
        _journal.Start(2);

        Assert.Equal([1, 2], _journal.Flows(close: true).Select(flow => flow.Id));
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

    private FlowAssembler Assembler() => new(_journal.Clock, [_sink], 0, static () => TraceLevel.Breaches);

    private sealed class ThrowingSink : IFlowSink
    {
        public bool Wants(in FlowSummary summary, TraceLevel level) => summary.Id == 1 ? true : throw new InvalidOperationException("cannot say");

        public void OnFlow(FlowTrace flow, TraceLevel level) => throw new InvalidOperationException("cannot take");
    }
}
