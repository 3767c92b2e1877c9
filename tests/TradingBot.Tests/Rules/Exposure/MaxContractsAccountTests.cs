using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.Exposure;

namespace TradingBot.Tests.Rules.Exposure;

public sealed class MaxContractsAccountTests : RuleTests
{
    [Theory]
    [InlineData(3, 19, true)]
    [InlineData(3, 20, true)]
    [InlineData(3, 21, false)]
    [InlineData(-3, 20, true)]
    [InlineData(-3, 21, false)]
    [InlineData(-3, -21, false)]
    public async Task LotsOfAllContractsAddUpWhateverTheirSign(int minis, int micros, bool passes)
    {
        Hold(minis, micros);

        Assert.Equal(passes, (await CheckAsync(Mnq, LotCount.Gross)).IsPass);
    }

    [Theory]
    [InlineData(7, -20, true)]
    [InlineData(7, -19, false)]
    [InlineData(-7, 20, true)]
    [InlineData(-7, 19, false)]
    public async Task NetLongAndShortOffsetEachOther(int minis, int micros, bool passes)
    {
        Hold(minis, micros);

        Assert.Equal(passes, (await CheckAsync(Es, LotCount.Net)).IsPass);
    }

    [Theory]
    [InlineData(OrderSide.Sell, 1)]
    [InlineData(OrderSide.Buy, -1)]
    public async Task WhatIsAboveIsGivenBackOfTheContractThatChanged(OrderSide side, int sign)
    {
        Hold(3 * sign, 25 * sign);
        RuleResult result = await CheckAsync(Mnq, LotCount.Gross);

        Assert.Equal("reduced to 5", result.Reason);
        OrderRequest order = Assert.Single(Bench.Broker.Placed);
        Assert.Equal((Mnq.Id, side, 5, true), (order.ContractId, order.Side, order.Size, order.ReduceOnly));
    }

    [Fact]
    public async Task AHalfLotAboveTakesAWholeMini()
    {
        Hold(5, 1);
        await CheckAsync(Es, LotCount.Gross);

        Assert.Equal((Es.Id, 1), (Bench.Broker.Placed[0].ContractId, Bench.Broker.Placed[0].Size));
    }

    [Fact]
    public async Task NetAPositionThatOffsetsIsNotTouched()
    {
        Hold(8, -10);
        await CheckAsync(Mnq, LotCount.Net);

        OrderRequest order = Assert.Single(Bench.Broker.Placed);
        Assert.Equal((Es.Id, OrderSide.Sell, 2), (order.ContractId, order.Side, order.Size));
    }

    [Fact]
    public async Task AnotherContractGivesBackWhatOneCannot()
    {
        Hold(8, 10);
        await CheckAsync(Mnq, LotCount.Gross);

        Assert.Equal([(Mnq.Id, 10), (Es.Id, 3)], Bench.Broker.Placed.Select(order => (order.ContractId, order.Size)));
    }

    [Fact]
    public async Task TwoRulesThatWantTheSameReductionSendItOnce()
    {
        Hold(7, 0);
        var plan = new ScalingPlanRule(new ScalingPlanLimits { Tiers = { [0] = 5 } }, Bench.Account, Bench.Lots, Bench.Actions);
        var each = new MaxContractsPerInstrumentRule(new MaxContractsLimits { Minis = 5, Micros = 50 }, Bench.Account, Bench.Liquidator, Bench.Actions);

        Assert.True((await CheckAsync(Es, LotCount.Gross)).IsBreach);
        Assert.True((await plan.CheckAsync(Updated(Es), Suite, CancellationToken.None)).IsBreach);
        Assert.True((await each.CheckAsync(Updated(Es), Suite, CancellationToken.None)).IsBreach);
        Assert.Equal(2, Assert.Single(Bench.Broker.Placed).Size);
    }

    [Fact]
    public async Task ARefusalIsSaid()
    {
        Hold(6, 0);
        Bench.Broker.Refusal = "market closed";

        Assert.Equal($"not reduced: {Es.Id}: market closed", (await CheckAsync(Es, LotCount.Gross)).Reason);
    }

    [Fact]
    public async Task ARefusedReductionIsTriedAgainAsTimePassesUntilItIsOnItsWay()
    {
        Hold(6, 0);
        Bench.Broker.Refusal = "market closed";
        await CheckAsync(Es, LotCount.Gross);
        Bench.Broker.Refusal = null;
        var rule = new MaxContractsAccountRule(new AccountContractsLimits { Lots = 5, Count = LotCount.Gross }, Bench.Lots, Bench.Actions);

        Assert.Equal("reduced to 5", (await rule.CheckAsync(new ClockTick(Morning), Suite, CancellationToken.None)).Reason);
        Assert.True((await rule.CheckAsync(new ClockTick(Morning), Suite, CancellationToken.None)).IsPass);
        Assert.Equal(2, Bench.Broker.Placed.Count);
    }

    private void Hold(int minis, int micros)
    {
        Bench.Hold(Es, minis, 6650);
        if (micros != 0)
            Bench.Hold(Mnq, micros, 24_500);
    }

    private ValueTask<RuleResult> CheckAsync(FuturesContract contract, LotCount count)
        => new MaxContractsAccountRule(new AccountContractsLimits { Lots = 5, Count = count }, Bench.Lots, Bench.Actions).CheckAsync(Updated(contract), Suite, CancellationToken.None);
}
