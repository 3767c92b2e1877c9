namespace RiskTraceGen.Tests;

public sealed class SpanNestingTests : IDisposable
{
    private static readonly long Evaluation = -HandMadeJournal.MaxContracts.Id;

    private readonly HandMadeJournal _journal = new();

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void A_span_whose_begin_was_dropped_is_shown_with_its_children()
    {
        _journal.Start(1);
        const long dropped = 72;
        _journal.BeginCall(1, 2, parent: dropped);
        _journal.EndHook(1, 6, HandMadeJournal.Notify, dropped);
        _journal.EndCall(1, 7, span: 80);
        _journal.End(1, 8, "DONE");

        FlowTrace flow = Decode();

        Assert.Equal(
            [
                "0 FLOW_START", "0 HOOK_EXEC on_breach → Alerts.NotifyAsync success", "1 API_CALL close_position_direct no end recorded",
                "0 API_CALL close_position_direct success", "0 FLOW_END",
            ],
            flow.Shape());
        Assert.Contains("begin: not recorded", flow.Steps[1].Fields.Select(field => field.ToString()));
        Assert.Null(flow.Steps[1].Duration);
        Assert.Equal("close_position_direct → success", flow.Steps[3].Text);
    }

    [Fact]
    public void Handlers_that_raise_nest()
    {
        _journal.Start(1);
        long outer = _journal.Raise(1, 1, 1, Evaluation);
        long first = _journal.BeginHook(1, 2, HandMadeJournal.Notify, outer);
        long inner = _journal.Raise(1, 3, 1, first);
        long second = _journal.BeginHook(1, 4, HandMadeJournal.Audit, inner);
        long call = _journal.BeginCall(1, 5, second);
        _journal.EndCall(1, 6, call);
        _journal.EndHook(1, 7, HandMadeJournal.Audit, second);
        _journal.EndHook(1, 8, HandMadeJournal.Notify, first);
        _journal.Verdict(1, HandMadeJournal.MaxContracts, 0.5, 9, RuleSeverity.Breach, "too large");
        _journal.End(1, 10, "BREACH");

        FlowTrace flow = Decode();

        Assert.Equal(
            [
                "0 FLOW_START", "0 RISK_EVAL max_contracts BREACH", "1 HOOK_EXEC on_breach → Alerts.NotifyAsync success",
                "2 HOOK_EXEC on_breach → Audit.Write success", "3 API_CALL close_position_direct success", "0 FLOW_END",
            ],
            flow.Shape());
        string tree = new FlowTreeFormatter(new FlowTreeOptions()).Format(flow);
        Assert.Contains("| HOOK_EXEC   | on_breach → Alerts.NotifyAsync", tree);
        Assert.Contains("| HOOK_EXEC   |   on_breach → Audit.Write", tree);
        Assert.Contains("| API_CALL    |     close_position_direct → success", tree);
        Assert.Contains("[Flow-1]       └─ contract_id: CON.F.US.MNQ.Z25", tree);
    }

    [Fact]
    public void Spans_that_claim_to_contain_each_other_are_both_shown()
    {
        _journal.Start(1);
        long before = _journal.BeginHook(1, 1, HandMadeJournal.Notify, 0);
        long first = before + RecordHeader.Size;
        long second = first + RecordHeader.Size;
        Assert.Equal(first, _journal.BeginHook(1, 2, HandMadeJournal.Notify, second));
        Assert.Equal(second, _journal.BeginHook(1, 3, HandMadeJournal.Audit, first));
        _journal.End(1, 4, "DONE");

        Assert.Equal([0, 0, 0, 1, 0], Decode().Steps.Select(step => step.Depth));
    }

    [Fact]
    public void What_a_handler_does_after_the_flow_has_ended_stands_behind_the_end()
    {
        var assembler = new FlowAssembler(_journal.Clock, [], history: 1, static () => TraceLevel.Breaches);
        _journal.Start(1);
        long hook = _journal.BeginHook(1, 1, HandMadeJournal.Notify, 0);
        _journal.EndHook(1, 2, HandMadeJournal.Notify, hook, HandlerOutcome.Abandoned);
        _journal.End(1, 3, "DONE");
        long call = _journal.BeginCall(1, 9, hook, late: true);
        _journal.EndCall(1, 10, call, late: true);
        _journal.ReadInto(assembler);

        Assert.Equal(
            ["0 FLOW_START", "0 HOOK_EXEC on_breach → Alerts.NotifyAsync abandoned", "0 FLOW_END", "0 API_CALL close_position_direct success"],
            Assert.Single(assembler.RecentFlows()).Shape());
    }

    private FlowTrace Decode() => Assert.Single(_journal.Flows());
}
