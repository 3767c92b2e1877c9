using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.ProfitAndLoss;

namespace TradingBot.Tests.Rules.ProfitAndLoss;

public sealed class DailyProfitLockTests : RuleTests
{
    private readonly DailyProfitLockRule _rule;

    public DailyProfitLockTests() => _rule = new DailyProfitLockRule(new DailyProfitLockLimits { Target = 1_500 }, Bench.Account, Bench.Stop);

    [Theory]
    [InlineData("1499.99", true)]
    [InlineData("1500.00", false)]
    [InlineData("1500.01", false)]
    [InlineData("-1500.00", true)]
    public async Task AtTheTargetTheDayIsOver(string result, bool passes)
    {
        Bench.Realize(Dec(result));

        Assert.Equal(passes, (await CheckAsync()).IsPass);
        Assert.Equal(passes, Bench.Gate.IsOpen(Es.Id, Morning));
    }

    [Fact]
    public async Task WhatIsHeldIsClosedOnceAndTheNextDayIsFree()
    {
        Bench.Hold(Es, 2, 6650);
        Bench.Realize(1_500);
        await CheckAsync();
        await CheckAsync();

        Assert.Equal([Es.Id], Bench.Broker.Closed);
        TradingHold hold = Assert.Single(Bench.Gate.History);
        Assert.Equal(HoldKind.LockOut, hold.Kind);
        Assert.True(Bench.Gate.IsOpen(Es.Id, hold.Until!.Value));
        Bench.Account.StartDay();
        Assert.Equal(0, Bench.Account.DayRealized);
    }

    [Fact]
    public async Task ADayThatGoesOnAfterARestartIsLookedAtBeforeAnythingIsTraded()
    {
        Bench.Realize(1_500);

        Assert.True((await _rule.CheckAsync(new DayRolled(new DateOnly(2025, 9, 17), Bench.Account.BalanceAtDayStart, Trade().Time), Suite, CancellationToken.None)).IsBreach);
        Assert.Equal(HoldKind.LockOut, Assert.Single(Bench.Gate.History).Kind);
    }

    private ValueTask<RuleResult> CheckAsync() => _rule.CheckAsync(Trade(), Suite, CancellationToken.None);
}
