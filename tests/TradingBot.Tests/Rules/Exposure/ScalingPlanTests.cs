using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.Exposure;

namespace TradingBot.Tests.Rules.Exposure;

public sealed class ScalingPlanTests : RuleTests
{
    private readonly ScalingPlanRule _rule;

    public ScalingPlanTests()
        => _rule = new ScalingPlanRule(new ScalingPlanLimits { Tiers = { [1_500] = 3, [0] = 2, [2_000] = 5 } }, Bench.Account, Bench.Lots, Bench.Actions);

    [Theory]
    [InlineData("49000.00", 2)]
    [InlineData("51499.99", 2)]
    [InlineData("51500.00", 3)]
    [InlineData("51999.99", 3)]
    [InlineData("52000.00", 5)]
    [InlineData("99000.00", 5)]
    public async Task TheBalanceAtTheCloseDecides(string balance, int lots)
    {
        Assert.True((await RollAsync(Dec(balance))).IsPass);
        foreach (int sign in (int[])[1, -1])
        {
            Bench.Hold(Es, sign * lots, 6650);
            Assert.True((await CheckAsync()).IsPass);
            Bench.Hold(Es, sign, 6650);
            Assert.Equal($"reduced to {lots}", (await CheckAsync()).Reason);
            Bench.Hold(Es, -sign * (lots + 1), 6650);
        }
    }

    [Fact]
    public async Task WhatADayEarnsCountsFromTheNextOne()
    {
        Bench.Realize(5_000);
        Bench.Hold(Es, 3, 6650);

        Assert.True((await CheckAsync()).IsBreach);
    }

    [Fact]
    public async Task WhatIsHeldIntoALowerTierIsReducedAtTheRoll()
    {
        await RollAsync(52_000);
        Bench.Hold(Es, 5, 6650);
        Assert.True((await CheckAsync()).IsPass);

        Assert.True((await RollAsync(51_600)).IsBreach);
        Assert.Equal(2, Assert.Single(Bench.Broker.Placed).Size);
    }

    [Fact]
    public async Task ARefusedReductionIsTriedAgainAsTimePassesUntilItIsOnItsWay()
    {
        Bench.Hold(Es, 3, 6650);
        Bench.Broker.Refusal = "market closed";
        await CheckAsync();
        Bench.Broker.Refusal = null;

        Assert.Equal("reduced to 2", (await TickAsync()).Reason);
        Assert.True((await TickAsync()).IsPass);
        Assert.Equal(2, Bench.Broker.Placed.Count);
    }

    private ValueTask<RuleResult> TickAsync() => _rule.CheckAsync(new ClockTick(Morning), Suite, CancellationToken.None);

    private ValueTask<RuleResult> RollAsync(decimal balance)
        => _rule.CheckAsync(new DayRolled(new DateOnly(2025, 9, 18), balance, Morning), Suite, CancellationToken.None);

    private ValueTask<RuleResult> CheckAsync() => _rule.CheckAsync(Updated(Es), Suite, CancellationToken.None);
}
