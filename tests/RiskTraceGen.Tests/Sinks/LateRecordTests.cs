namespace RiskTraceGen.Tests;

public sealed class LateRecordTests : IDisposable
{
    private readonly HandMadeJournal _journal = new();
    private readonly CollectingSink _sink = new();

    public void Dispose() => _journal.Dispose();

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

    private FlowAssembler Assembler(int history = 0) => new(_journal.Clock, [_sink], history, static () => TraceLevel.Breaches);
}
