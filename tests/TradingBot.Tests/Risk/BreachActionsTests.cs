using Microsoft.Extensions.Time.Testing;
using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.Behaviour;
using TradingBot.Rules.Exposure;
using TradingBot.Rules.Integrity;
using TradingBot.Rules.ProfitAndLoss;
using TradingBot.Tests.Rules;

namespace TradingBot.Tests.Risk;

/// <summary>Seven contracts that lose, have no stop, are too many and not listed, shortly before the day closes: every rule that acts on a position by itself has something to do.</summary>
public sealed class BreachActionsTests : RuleTests
{
    private static readonly DateTimeOffset BeforeClose = new(2025, 9, 17, 20, 5, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _told = [];
    private readonly List<string> _refused = [];
    private readonly Dictionary<string, Func<ValueTask<RuleResult>>> _rules;

    public BreachActionsTests()
    {
        Bench.Updates.LimitClock = _time;
        Bench.Hold(Es, 7, 6650);
        Bench.Quote(Es, 6600, 6600.25m);
        Bench.Tracer.Hooks.Attach<BreachDetected>("on_breach", (breach, _, _) =>
        {
            _told.Add(breach.Rule);
            return ValueTask.CompletedTask;
        }, new HookOptions { Inline = true });
        Bench.Tracer.Hooks.Attach<CriticalFailure>("critical_failure", (failure, _, _) =>
        {
            _refused.Add(failure.Source);
            return ValueTask.CompletedTask;
        }, new HookOptions { Inline = true });

        var each = new MaxContractsPerInstrumentRule(new MaxContractsLimits { Minis = 5, Micros = 50 }, Bench.Account, Bench.Liquidator, Bench.Actions);
        var all = new MaxContractsAccountRule(new AccountContractsLimits { Lots = 5 }, Bench.Lots, Bench.Actions);
        var plan = new ScalingPlanRule(new ScalingPlanLimits { Tiers = { [0] = 5 } }, Bench.Account, Bench.Lots, Bench.Actions);
        var listed = new PermittedProductsRule(new PermittedProductsLimits { Roots = ["MNQ"] }, Bench.Account, Bench.Market, Bench.Liquidator, Bench.Actions);
        var stops = new MissingStopRule(new MissingStopLimits { GraceSeconds = 0 }, Bench.Account, Bench.Orders, Bench.Liquidator, Bench.Actions);
        var loss = new PositionUnrealizedLossRule(new PositionLossLimits { Limit = 750 }, Bench.Account, Bench.Market, Bench.Liquidator, Bench.Actions);
        var day = new DailyTotalLossRule(new DailyTotalLossLimits { Limit = 1_000 }, Bench.Account, Bench.Unvalued, Bench.Stop);
        var drawdown = new TrailingDrawdownRule(new TrailingDrawdownLimits { Amount = 2_000, LockProfit = 0 }, Bench.Account, Bench.Unvalued, Bench.Stop);
        var end = new SessionEndFlattenRule(new SessionEndLimits { MinutesBeforeClose = 5 }, Bench.Gate, Bench.Liquidator, Bench.Calendar, Bench.Actions);
        var kill = new KillSwitchRule(new KillSwitchLimits { Rejections = 3, WindowSeconds = 60 }, Bench.Stop);
        stops.CheckAsync(new ClockTick(BeforeClose.AddMinutes(-1)), Suite, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        var tick = new ClockTick(BeforeClose);
        QuoteUpdated quote = QuoteOf(Es, 6600, 6600.25m, BeforeClose);
        _rules = new()
        {
            ["max_contracts_per_instrument"] = () => each.CheckAsync(tick, Suite, CancellationToken.None),
            ["max_contracts_account"] = () => all.CheckAsync(tick, Suite, CancellationToken.None),
            ["scaling_plan"] = () => plan.CheckAsync(tick, Suite, CancellationToken.None),
            ["permitted_products"] = () => listed.CheckAsync(tick, Suite, CancellationToken.None),
            ["missing_stop"] = () => stops.CheckAsync(tick, Suite, CancellationToken.None),
            ["position_unrealized_loss"] = () => loss.CheckAsync(quote, Suite, CancellationToken.None),
            ["daily_total_loss"] = () => day.CheckAsync(quote, Suite, CancellationToken.None),
            ["trailing_drawdown"] = () => drawdown.CheckAsync(quote, Suite, CancellationToken.None),
            ["session_end_flatten"] = () => end.CheckAsync(tick, Suite, CancellationToken.None),
            ["kill_switch"] = () => kill.CheckAsync(new KillSwitchPulled("Jane Doe", "a drill", BeforeClose), Suite, CancellationToken.None),
        };
    }

    public static TheoryData<string> Rules =>
    [
        "max_contracts_per_instrument", "max_contracts_account", "scaling_plan", "permitted_products", "missing_stop", "position_unrealized_loss", "daily_total_loss",
        "trailing_drawdown", "session_end_flatten", "kill_switch",
    ];

    private int Attempts => Bench.Broker.Closed.Count + Bench.Broker.Placed.Count;

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task WhatTheBrokerRefusesIsTriedAgainAfterAPauseAndNeverPassesAndTheBreachIsToldOnce(string rule)
    {
        Bench.Broker.Refusal = "try later";
        var verdicts = new List<RuleSeverity>();
        for (int i = 0; i < 8; i++)
        {
            verdicts.Add((await _rules[rule]()).Severity);
            _time.Advance(TimeSpan.FromSeconds(1.25));
        }

        RuleSeverity[] round = [RuleSeverity.Breach, RuleSeverity.InsufficientData, RuleSeverity.InsufficientData, RuleSeverity.InsufficientData];
        Assert.Equal([.. round, .. round], verdicts);
        Assert.Equal([rule], _told);
        Assert.Equal((2, 2), (Attempts, _refused.Count));

        Bench.Broker.Refusal = null;
        Assert.True((await _rules[rule]()).IsBreach);
        Assert.True((await _rules[rule]()).IsPass);
        Assert.Equal(3, Attempts);
        Assert.Equal([rule], _told);
    }

    // By the books there is a breach; but they are behind, so nothing was handled.
    [Theory]
    [InlineData("max_contracts_per_instrument", "not reduced")]
    [InlineData("max_contracts_account", "not reduced")]
    [InlineData("missing_stop", "not closed")]
    public async Task WhatIsNotSentBecauseTheBooksAreBehindIsNoBreachThatWasHandled(string rule, string verdict)
    {
        Bench.Broker.HasNothing = true;
        RuleResult result = await _rules[rule]();

        AssertNoData(result);
        Assert.Equal($"{verdict}, not sent: nothing was held, and the books have yet to learn why", result.Reason);
        Assert.Equal(0, Attempts);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task TheBreachIsToldBeforeTheBrokerHasAnswered(string rule)
    {
        var answering = new TaskCompletionSource();
        Bench.Broker.Answering = answering.Task;
        ValueTask<RuleResult> verdict = _rules[rule]();
        Assert.Equal([rule], _told);
        Assert.False(verdict.IsCompleted);

        answering.SetResult();
        Assert.True((await verdict).IsBreach);
        Assert.Equal([rule], _told);
    }

    [Fact]
    public async Task ARuleThatHasNotTriedItWaitsForNoOther()
    {
        Bench.Broker.Refusal = "try later";
        await _rules["missing_stop"]();
        await _rules["permitted_products"]();
        Assert.Equal(2, Attempts);
        Assert.Equal("not closed, which is tried again in a moment: try later", (await _rules["missing_stop"]()).Reason);
        await _rules["permitted_products"]();
        Assert.Equal(2, Attempts);
    }

    [Fact]
    public async Task WhatIsHeldHasChangedAndIsTriedAtOnce()
    {
        Bench.Broker.Refusal = "try later";
        await _rules["daily_total_loss"]();
        Bench.Hold(Es, -1, 6600);
        await _rules["daily_total_loss"]();
        await _rules["daily_total_loss"]();

        Assert.Equal(2, Attempts);
        Assert.Equal(["daily_total_loss", "daily_total_loss"], _told);
    }

    [Fact]
    public async Task ACloseThatFindsNothingWhereTheBooksHaveSomethingIsNotMadeWithEveryPrice()
    {
        Bench.Broker.CloseAnswer = OrderResult.NothingHeld;
        Assert.Equal("not closed: nothing was held", (await _rules["position_unrealized_loss"]()).Reason);
        AssertNoData(await _rules["position_unrealized_loss"]());

        Assert.Equal(1, Attempts);
    }
}
