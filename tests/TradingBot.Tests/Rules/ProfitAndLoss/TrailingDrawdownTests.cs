using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.ProfitAndLoss;

namespace TradingBot.Tests.Rules.ProfitAndLoss;

public sealed class TrailingDrawdownTests : RuleTests
{
    [Theory]
    [InlineData("-1999.99", true)]
    [InlineData("-2000.00", false)]
    [InlineData("-2000.01", false)]
    public async Task EquityStaysAboveTheFloor(string result, bool passes)
    {
        TrailingDrawdownRule rule = Rule(HighWaterMark.EndOfDay);
        Bench.Realize(Dec(result));

        Assert.Equal(passes, (await QuoteAsync(rule)).IsPass);
    }

    // 40 points of one contract are 2,000 dollars.
    [Theory]
    [InlineData(1, "6610.25", "6610.50", true)]
    [InlineData(1, "6610.00", "6610.25", false)]
    [InlineData(-1, "6689.50", "6689.75", true)]
    [InlineData(-1, "6689.75", "6690.00", false)]
    public async Task TheOpenResultCounts(int size, string bid, string ask, bool passes)
    {
        TrailingDrawdownRule rule = Rule(HighWaterMark.EndOfDay);
        Bench.Hold(Es, size, 6650);
        Bench.Quote(Es, Dec(bid), Dec(ask));

        Assert.Equal(passes, (await QuoteAsync(rule)).IsPass);
    }

    [Fact]
    public async Task TheFloorFollowsTheBalanceAtTheCloseAndNeverFalls()
    {
        TrailingDrawdownRule rule = Rule(HighWaterMark.EndOfDay);
        await RollAsync(rule, 50_500);
        await RollAsync(rule, 50_100);
        Bench.Realize(-1_499.99m);
        Assert.True((await QuoteAsync(rule)).IsPass);

        Bench.Realize(-0.01m);
        Assert.True((await QuoteAsync(rule)).IsBreach);
    }

    [Theory]
    [InlineData(0, "0.00", false)]
    [InlineData(0, "0.01", true)]
    [InlineData(100, "100.00", false)]
    [InlineData(100, "100.01", true)]
    public async Task TheFloorStopsRisingWhereItLocks(int lockProfit, string profit, bool passes)
    {
        TrailingDrawdownRule rule = Rule(HighWaterMark.EndOfDay, lockProfit);
        Bench.Realize(10_000);
        await RollAsync(rule, 60_000);
        Bench.Realize(Dec(profit) - 10_000);

        Assert.Equal(passes, (await QuoteAsync(rule)).IsPass);
    }

    [Theory]
    [InlineData(HighWaterMark.Intraday, false)]
    [InlineData(HighWaterMark.EndOfDay, true)]
    public async Task WithinTheDayTheBestCountsOnlyIfItIsToldTo(HighWaterMark mode, bool passes)
    {
        TrailingDrawdownRule rule = Rule(mode);
        Bench.Realize(1_000);
        await QuoteAsync(rule);
        Bench.Realize(-2_000);

        Assert.Equal(passes, (await QuoteAsync(rule)).IsPass);
    }

    [Fact]
    public async Task ABreachFlattensAndDisablesUntilAPersonDecides()
    {
        TrailingDrawdownRule rule = Rule(HighWaterMark.EndOfDay);
        Bench.Hold(Es, -1, 6650);
        Bench.Quote(Es, 6699.75m, 6700);

        Assert.Equal("flattened, disabled until somebody enables it", (await QuoteAsync(rule)).Reason);
        Assert.Equal([Es.Id], Bench.Broker.Closed);
        Assert.Equal(HoldKind.Disable, Assert.Single(Bench.Gate.History).Kind);
        Assert.True((await QuoteAsync(rule)).IsPass);
        Assert.Single(Bench.Broker.Closed);
    }

    [Fact]
    public async Task WithoutAPriceNobodyKnows()
    {
        Bench.Hold(Es, 1, 6650);

        AssertNoData(await QuoteAsync(Rule(HighWaterMark.Intraday)));
    }

    [Fact]
    public async Task WhatIsKnownProvesABreach()
    {
        Bench.Hold(Mnq, 1, 24_500);
        Bench.Hold(Es, -1, 6650);
        Bench.Quote(Es, 6699.75m, 6700);

        Assert.True((await QuoteAsync(Rule(HighWaterMark.EndOfDay))).IsBreach);
    }

    private TrailingDrawdownRule Rule(HighWaterMark mode, decimal lockProfit = 0)
        => new(new TrailingDrawdownLimits { Amount = 2_000, Mode = mode, LockProfit = lockProfit }, Bench.Account, Bench.Unvalued, Bench.Stop);

    private ValueTask<RuleResult> QuoteAsync(TrailingDrawdownRule rule) => rule.CheckAsync(QuoteOf(Es, 6650, 6650.25m), Suite, CancellationToken.None);

    private ValueTask<RuleResult> RollAsync(TrailingDrawdownRule rule, decimal balance)
        => rule.CheckAsync(new DayRolled(new DateOnly(2025, 9, 18), balance, Morning), Suite, CancellationToken.None);
}
