namespace RiskTraceGen.Tests;

public sealed class FlowDecoderTests : IDisposable
{
    private static readonly long Evaluation = -HandMadeJournal.MaxContracts.Id;

    private readonly HandMadeJournal _journal = new();

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void A_flow_knows_its_trigger_result_and_durations()
    {
        _journal.Start(1);
        _journal.End(1, completed: 7.1, "PASS", at: 250);

        FlowTrace flow = Decode();

        Assert.Equal((1, FlowTrace.RuleEvaluation, "POSITION_UPDATED", "PASS"), (flow.Id, flow.Type, flow.Trigger, flow.Result));
        Assert.Equal(["contract_id: CON.F.US.MNQ.Z25", "size: 5"], flow.TriggerFields.Select(field => field.ToString()));
        Assert.True(flow.Completed);
        Assert.Equal(TimeSpan.FromMilliseconds(7.1), flow.Duration);
        Assert.Equal(new DateTimeOffset(2025, 11, 21, 14, 30, 25, 123, TimeSpan.Zero), flow.StartUtc);
        Assert.Contains("handlers_ended_after: 250 ms", flow.Steps[^1].Fields.Select(field => field.ToString()));
    }

    [Fact]
    public void A_flow_of_user_code_has_its_own_type_and_trigger()
    {
        _journal.Append(RecordType.FlowStart, 1, 0, (ref w) =>
        {
            w.String("SESSION_OPEN");
            w.String("bell");
        });
        _journal.Append(RecordType.FlowEnd, 1, 2, (ref w) => w.Int64(_journal.Ticks(2)), outcome: (byte)FlowOutcome.Abandoned);

        FlowTrace flow = Decode();

        Assert.Equal("SESSION_OPEN", flow.Type);
        Assert.Equal("Starting SESSION_OPEN", flow.Steps[0].Text);
        Assert.Equal("trigger: bell", Assert.Single(flow.TriggerFields).ToString());
        Assert.True(flow is { Abandoned: true, Completed: false });
        Assert.Equal("abandoned after 2 ms", flow.Steps[1].Text);
    }

    [Fact]
    public void A_rule_stands_at_its_start_above_what_it_did()
    {
        _journal.Start(1);
        _journal.Verdict(1, HandMadeJournal.DailyLoss, 0.5, 1, RuleSeverity.Pass);
        _journal.Check(1, 2, "Size check", 5, 2, breached: true, Evaluation);
        _journal.Verdict(1, HandMadeJournal.MaxContracts, 1, 3, RuleSeverity.Breach, "too large");
        _journal.End(1, 4, "BREACH");

        FlowTrace flow = Decode();

        Assert.Equal(
            ["0 FLOW_START", "0 RISK_EVAL daily_loss PASS", "0 RISK_EVAL max_contracts BREACH", "1 EVAL_DETAIL Size check breached", "0 FLOW_END"],
            Shape(flow));
        Assert.Equal(TimeSpan.FromMilliseconds(2), flow.Steps[2].Duration);
        Assert.Equal(flow.Steps[2].SpanId, flow.Steps[3].ParentId);
        Assert.Equal((5, 5), (flow.TotalSteps, flow.Steps.Count));
    }

    [Fact]
    public void A_rule_without_a_verdict_is_no_pass()
    {
        _journal.Start(1);
        _journal.Check(1, 2, "Size check", 5, 2, breached: true, Evaluation);
        _journal.End(1, 4, "?");

        TraceStep step = Decode().Steps[1];

        Assert.Equal((StepKind.RiskEval, "max_contracts", "no verdict recorded", true), (step.Kind, step.Name, step.Outcome, step.Failed));
        Assert.Null(step.Duration);
    }

    [Fact]
    public void A_rule_that_is_evaluated_twice_keeps_its_checks_apart()
    {
        _journal.Start(1);
        _journal.Check(1, 1, "First", 1, 2, breached: false, Evaluation);
        _journal.Verdict(1, HandMadeJournal.MaxContracts, 1, 2, RuleSeverity.Pass);
        _journal.Verdict(1, HandMadeJournal.MaxContracts, 3, 5, RuleSeverity.Breach, "too large");
        _journal.Check(1, 6, "After", 3, 2, breached: true, Evaluation);
        _journal.End(1, 7, "BREACH");

        Assert.Equal(
            ["0 FLOW_START", "0 RISK_EVAL max_contracts PASS", "1 EVAL_DETAIL First ok", "0 RISK_EVAL max_contracts BREACH", "1 EVAL_DETAIL After breached", "0 FLOW_END"],
            Shape(Decode()));
    }

    [Fact]
    public void A_call_whose_end_is_missing_is_no_success()
    {
        _journal.Start(1);
        _journal.BeginCall(1, 1);
        _journal.End(1, 2, "DONE");

        TraceStep call = Decode().Steps[1];

        Assert.Equal("close_position_direct → no end recorded", call.Text);
        Assert.True(call.Failed);
        Assert.Null(call.Duration);
    }

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
            Shape(flow));
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
            Shape(flow));
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
            Shape(Assert.Single(assembler.RecentFlows())));
    }

    [Fact]
    public void A_hook_that_nothing_handles_shows()
    {
        _journal.Start(1);
        _journal.Raise(1, 1, handlers: 0);
        _journal.Raise(1, 2, handlers: 2);
        _journal.End(1, 3, "BREACH");

        Assert.Equal(["on_breach → no handler", "on_breach → no handler recorded"], Decode().Steps.Skip(1).Take(2).Select(step => step.Text));
    }

    [Fact]
    public void The_payload_of_a_raise_is_shown_with_its_first_handler()
    {
        _journal.Start(1);
        long raise = _journal.Append(RecordType.Raise, 1, 1, (ref w) =>
        {
            w.Int32(2);
            w.Object(HandMadeJournal.EventShape);
            w.String("ES");
            w.Int32(9);
        }, HandMadeJournal.OnBreach);
        _journal.BeginHook(1, 2, HandMadeJournal.Notify, raise);
        _journal.EndHook(1, 3, HandMadeJournal.Audit, raise, HandlerOutcome.Skipped);
        _journal.End(1, 4, "BREACH");

        FlowTrace flow = Decode();

        Assert.Equal(["contract_id: ES", "size: 9"], flow.Steps[1].Fields.Select(field => field.ToString()));
        Assert.Equal("no end recorded", flow.Steps[1].Outcome);
        Assert.Empty(flow.Steps[2].Fields);
        Assert.Equal(("skipped", true), (flow.Steps[2].Outcome, flow.Steps[2].Failed));
    }

    [Fact]
    public void A_handler_that_ends_after_it_was_given_up_is_one_step()
    {
        _journal.Start(1);
        long raise = _journal.Raise(1, 1, 1);
        long hook = _journal.BeginHook(1, 2, HandMadeJournal.Notify, raise);
        _journal.EndHook(1, 252, HandMadeJournal.Notify, hook, HandlerOutcome.Abandoned);
        _journal.EndHook(1, 900, HandMadeJournal.Notify, hook, HandlerOutcome.EndedLate, new TimeoutException("smtp"));
        _journal.End(1, 3, "BREACH", at: 901);

        TraceStep step = Decode().Steps[1];

        Assert.Equal(("abandoned", true, TimeSpan.FromMilliseconds(250)), (step.Outcome, step.Failed, step.Duration));
        Assert.Equal("System.TimeoutException: smtp", step.Exception?.ToString());
        Assert.Contains("ended_after: 898 ms", step.Fields.Select(field => field.ToString()));
    }

    [Fact]
    public void A_shape_that_only_a_payload_refers_to_is_known()
    {
        _journal.Start(1);
        TracePoint shape = TracePoint.Shape("Quote", "bid", "ask");
        _journal.Append(RecordType.Custom, 1, 1, (ref w) =>
        {
            w.String("quote");
            w.Object(shape);
            w.Decimal(99.75m);
            w.Decimal(100.00m);
        });
        _journal.End(1, 2, "DONE");

        Assert.Equal(["bid: 99.75", "ask: 100.00"], Decode().Steps[1].Fields.Select(field => field.ToString()));
    }

    [Fact]
    public void What_did_not_fit_into_a_payload_is_marked()
    {
        _journal.Start(1);
        string[] parts = [.. Enumerable.Range(0, 6).Select(part => new string((char)('a' + part), 500))];
        TracePoint wide = TracePoint.BrokerCall("wide", "IBroker.Wide", "a", "b", "c", "d", "e", "f");
        _journal.Append(RecordType.CallBegin, 1, 1, (ref w) =>
        {
            foreach (string part in parts)
                w.String(part);
        }, wide);
        _journal.End(1, 2, "DONE");

        TraceStep call = Decode().Steps[1];

        Assert.Equal([parts[0], parts[1], parts[2], parts[3], "(cut)", "(cut)"], call.Fields.Select(field => field.Value?.ToString()));
    }

    [Fact]
    public void Checks_say_what_was_compared()
    {
        Assert.Equal("Size: 5 > 2", StepText.Check("Size", Comparison.Exceeds, 5, 2, breached: true));
        Assert.Equal("Size: 2 <= 2", StepText.Check("Size", Comparison.Exceeds, 2, 2, breached: false));
        Assert.Equal("Equity: 1.50 < 2.00", StepText.Check("Equity", Comparison.FallsBelow, 1.50m, 2.00m, breached: true));
        Assert.Equal("Equity: 2 >= 2", StepText.Check("Equity", Comparison.FallsBelow, 2, 2, breached: false));
        Assert.Equal("Volatility: NaN cannot be compared with 3", StepText.Check("Volatility", Comparison.Exceeds, double.NaN, 3.0, breached: false));
        Assert.Equal("Session: breached", StepText.Check("Session", Comparison.None, null, null, breached: true));
    }

    private FlowTrace Decode() => Assert.Single(_journal.Flows());

    private static IEnumerable<string> Shape(FlowTrace flow)
        => flow.Steps.Select(step => step.Kind is StepKind.FlowStart or StepKind.FlowEnd ? $"{step.Depth} {step.KindName}" : $"{step.Depth} {step.KindName} {step.Name} {step.Outcome}");
}
