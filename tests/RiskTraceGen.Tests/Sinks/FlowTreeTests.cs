namespace RiskTraceGen.Tests;

public sealed class FlowTreeTests : IDisposable
{
    private readonly HandMadeJournal _journal = new();

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void A_breach_reads_as_the_design_shows_it()
    {
        WriteBreach();

        AssertTree(
            """
            [Flow-1] 14:30:25.123 | FLOW_START  | Starting RISK_RULE_EVALUATION (POSITION_UPDATED)
            [Flow-1]   └─ contract_id: CON.F.US.MNQ.Z25
            [Flow-1]   └─ size: 5
            [Flow-1] 14:30:25.124 | RISK_EVAL   | max_contracts evaluating
            [Flow-1]   └─ verdict: BREACH in 5 ms
            [Flow-1]   └─ reason: flattened
            [Flow-1] 14:30:25.125 | EVAL_DETAIL | Size check: 5 > 2
            [Flow-1] 14:30:25.126 | HOOK_EXEC   | on_breach → Alerts.NotifyAsync
            [Flow-1]   └─ outcome: success in 3 ms
            [Flow-1] 14:30:25.128 | API_CALL    | close_position_direct → success in 1.9 ms
            [Flow-1]   └─ contract_id: CON.F.US.MNQ.Z25
            [Flow-1]   └─ result: true
            [Flow-1] 14:30:25.130 | FLOW_END    | completed in 7.1 ms
            [Flow-1]   └─ final_result: BREACH_HANDLED
            [Flow-1]   └─ total_steps: 6

            """,
            Assert.Single(_journal.Flows()));
    }

    [Fact]
    public void The_terminal_has_symbols_and_colours()
    {
        WriteBreach();
        string tree = new FlowTreeFormatter(new FlowTreeOptions { Symbols = true, Color = true }).Format(Assert.Single(_journal.Flows()));

        Assert.Contains("[Flow-1] 14:30:25.123 | 🚀 \e[32mFLOW_START\e[0m  | Starting", tree);
        Assert.Contains("| 🛡️ \e[31mRISK_EVAL\e[0m   | max_contracts", tree);
        Assert.All(["📊", "🪝", "🔌", "✅"], symbol => Assert.Contains($"| {symbol} ", tree));
    }

    [Fact]
    public void Ascii_output_has_nothing_else_in_it()
    {
        _journal.Start(1, contract: "Müller…\U0001F680");
        long span = _journal.BeginCall(1, 1);
        _journal.EndCall(1, 1.0125, span);
        _journal.End(1, 2, "PASS");

        string tree = new FlowTreeFormatter(new FlowTreeOptions { Ascii = true, Symbols = true }).Format(Assert.Single(_journal.Flows()));

        Assert.DoesNotContain(tree, character => character > '~');
        Assert.Contains(@"[Flow-1]   \- contract_id: M\u00FCller...\uD83D\uDE80", tree);
        Assert.Contains("close_position_direct -> success in 12.5 us", tree);
    }

    [Fact]
    public void Control_characters_from_outside_are_escaped()
    {
        _journal.Start(1, contract: "A\r\n[Flow-9] forged\e[2J\u0085\u202Eevil\u2028\uD800.");
        _journal.End(1, 2, "PASS\nFORGED");

        string tree = Format(Assert.Single(_journal.Flows()));

        Assert.Contains(@"contract_id: A\r\n[Flow-9] forged\u001B[2J\u0085\u202Eevil\u2028\uD800.", tree);
        Assert.Contains(@"final_result: PASS\nFORGED", tree);
        Assert.All(tree.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("[Flow-1] ", line));
    }

    [Fact]
    public void A_rule_that_threw_is_an_error_with_its_exception_and_never_a_pass()
    {
        _journal.Start(1);
        _journal.Append(RecordType.RuleVerdict, 1, 2, (ref w) =>
        {
            w.String("threw");
            w.Exception(Thrown());
        }, HandMadeJournal.MaxContracts, (byte)RuleSeverity.Error, _journal.Ticks(1));
        _journal.End(1, 3, "ERROR");

        FlowTrace flow = Assert.Single(_journal.Flows());
        string all = Format(flow);
        string breaches = Format(flow, TraceLevel.Breaches);

        Assert.Equal(RuleSeverity.Error, flow.Worst);
        Assert.Contains("└─ verdict: ERROR in 1 ms", all);
        Assert.Contains("└─ exception: System.InvalidOperationException: no price", all);
        Assert.Contains($"[Flow-1]        at RiskTraceGen.Tests.{nameof(FlowTreeTests)}.{nameof(Thrown)}", all);
        Assert.Contains("└─ exception: System.InvalidOperationException: no price", breaches);
        Assert.DoesNotContain(nameof(Thrown), breaches);
    }

    [Fact]
    public void Below_all_what_passed_is_counted_and_not_shown()
    {
        _journal.Start(1);
        _journal.Check(1, 1, "Loss check", 1, 500, breached: false, parent: -HandMadeJournal.DailyLoss.Id);
        _journal.Verdict(1, HandMadeJournal.DailyLoss, 1, 2, RuleSeverity.Pass);
        _journal.Check(1, 3, "Size check", 5, 2, breached: true, parent: -HandMadeJournal.MaxContracts.Id);
        _journal.Verdict(1, HandMadeJournal.MaxContracts, 2, 4, RuleSeverity.Breach, "too large");
        _journal.End(1, 5, "BREACH");

        FlowTrace flow = Assert.Single(_journal.Flows());

        Assert.Contains("Loss check: 1 <= 500", Format(flow));
        string breaches = Format(flow, TraceLevel.Breaches);
        Assert.DoesNotContain("Loss check", breaches);
        Assert.DoesNotContain("daily_loss", breaches);
        Assert.Contains("Size check: 5 > 2", breaches);
        Assert.Contains("└─ passed: 2 steps, not shown", breaches);
    }

    [Fact]
    public void One_step_that_passed_is_one_step()
    {
        _journal.Start(1);
        _journal.Verdict(1, HandMadeJournal.DailyLoss, 1, 2, RuleSeverity.Pass);
        _journal.End(1, 5, "PASS");

        Assert.Contains("└─ passed: 1 step, not shown", Format(Assert.Single(_journal.Flows()), TraceLevel.Breaches));
    }

    [Fact]
    public void Attempts_are_numbered_from_the_second()
    {
        _journal.Start(1);
        long first = _journal.BeginCall(1, 1);
        _journal.EndCall(1, 2, first, CallOutcome.Ambiguous, (ref w) => w.Exception(new TimeoutException("no answer")));
        long second = _journal.BeginCall(1, 2, attempt: 2);
        _journal.EndCall(1, 2003, second, attempt: 2);
        _journal.End(1, 2010, "DONE");

        string tree = Format(Assert.Single(_journal.Flows()));

        Assert.Contains("| close_position_direct → ambiguous in 1 ms", tree);
        Assert.Contains("└─ exception: System.TimeoutException: no answer", tree);
        Assert.Contains("| close_position_direct (attempt 2) → success in 2 s", tree);
    }

    [Fact]
    public void Times_of_day_are_utc_unless_a_zone_is_given()
    {
        _journal.Start(1);
        _journal.End(1, 2, "PASS");
        TimeZoneInfo chicago = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(-6), "test", "test");

        Assert.Contains("[Flow-1] 08:30:25.123 |", new FlowTreeFormatter(new FlowTreeOptions { TimeZone = chicago }).Format(Assert.Single(_journal.Flows())));
    }

    private void WriteBreach()
    {
        long evaluation = -HandMadeJournal.MaxContracts.Id;
        _journal.Start(1);
        _journal.Check(1, 2, "Size check", 5, 2, breached: true, evaluation);
        long raise = _journal.Raise(1, 2.5, handlers: 1, evaluation);
        long hook = _journal.BeginHook(1, 3, HandMadeJournal.Notify, raise);
        long call = _journal.BeginCall(1, 5, evaluation);
        _journal.EndHook(1, 6, HandMadeJournal.Notify, hook);
        _journal.EndCall(1, 6.9, call, result: (ref w) => w.Boolean(true));
        _journal.Verdict(1, HandMadeJournal.MaxContracts, 1, 6, RuleSeverity.Breach, "flattened");
        _journal.End(1, 7.1, "BREACH_HANDLED");
    }

    private static Exception Thrown()
    {
        try
        {
            throw new InvalidOperationException("no price");
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }
    }

    private static string Format(FlowTrace flow, TraceLevel level = TraceLevel.All) => new FlowTreeFormatter(new FlowTreeOptions()).Format(flow, level);

    private static void AssertTree(string expected, FlowTrace flow) => Assert.Equal(expected, Format(flow), ignoreLineEndingDifferences: true);
}
