namespace RiskTraceGen.Tests;

public sealed class DecodedRuleTests : IDisposable
{
    private static readonly long Evaluation = -HandMadeJournal.MaxContracts.Id;

    private readonly HandMadeJournal _journal = new();

    public void Dispose() => _journal.Dispose();

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
            flow.Shape());
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
            Decode().Shape());
    }

    [Fact]
    public void What_a_rule_says_after_it_was_given_up_stands_with_its_verdict()
    {
        _journal.Start(1);
        _journal.Verdict(1, HandMadeJournal.MaxContracts, 1, 3, RuleSeverity.Error, "no verdict within 2 ms");
        Late(4, RuleSeverity.Breach, "flattened", late: false);
        _journal.End(1, 5, "ERROR");

        FlowTrace flow = Decode();

        Assert.Equal(["0 FLOW_START", "0 RISK_EVAL max_contracts ERROR", "0 FLOW_END"], flow.Shape());
        Assert.Equal(("3 ms", "BREACH", "flattened"), (flow.Steps[1].Field("ended_after"), flow.Steps[1].Field("ended_as"), flow.Steps[1].Field("ended_reason")));
        Assert.Equal(TimeSpan.FromMilliseconds(2), flow.Steps[1].Duration);
        Assert.Equal((RuleSeverity.Error, 3), (flow.Worst, flow.TotalSteps));
    }

    [Fact]
    public void What_a_rule_says_after_its_flow_is_an_addition_that_says_so()
    {
        _journal.Start(1);
        _journal.Verdict(1, HandMadeJournal.MaxContracts, 1, 3, RuleSeverity.Error, "no verdict within 2 ms");
        _journal.End(1, 5, "ERROR");
        Late(9, RuleSeverity.Breach, "flattened", late: true);

        IReadOnlyList<FlowTrace> flows = _journal.Flows();

        Assert.Equal([false, true], flows.Select(f => f.IsAddition));
        TraceStep step = Assert.Single(flows[1].Steps);
        Assert.Equal(("BREACH", true, "flattened"), (step.Outcome, step.Late, step.Field("reason")));
        Assert.EndsWith("(it had been given up) (late)", step.Text);
        Assert.Null(flows[1].Worst);
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

    private void Late(double at, RuleSeverity severity, string reason, bool late)
        => _journal.Append(
            RecordType.RuleVerdict,
            1,
            at,
            (ref RecordWriter writer) => writer.String(reason),
            HandMadeJournal.MaxContracts,
            (byte)severity,
            _journal.Ticks(1),
            flags: RecordFlags.GivenUp | (late ? RecordFlags.Late : RecordFlags.None));

    private FlowTrace Decode() => Assert.Single(_journal.Flows());
}
