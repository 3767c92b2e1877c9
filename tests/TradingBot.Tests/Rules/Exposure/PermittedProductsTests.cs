using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.Exposure;

namespace TradingBot.Tests.Rules.Exposure;

public sealed class PermittedProductsTests : RuleTests
{
    private readonly PermittedProductsRule _rule;

    public PermittedProductsTests()
    {
        _rule = new PermittedProductsRule(new PermittedProductsLimits { Roots = ["ES"] }, Bench.Account, Bench.Market, Bench.Liquidator, Bench.Actions);
        Bench.Quote(Es, 6650, 6650.25m);
        Bench.Quote(Mnq, 24_500, 24_500.25m);
    }

    [Fact]
    public void OnlyWhatIsListedIsOrdered()
    {
        Assert.True(_rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 1)), Flow).IsPass);
        Assert.True(_rule.Check(Ask(RiskBench.Order(Mnq, OrderSide.Sell, 1)), Flow).IsBreach);
        AssertNoData(_rule.Check(Ask(new OrderRequest("CON.F.US.CL.Z25", OrderSide.Buy, OrderType.Market, 1)), Flow));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task WhatIsNotListedAndHeldIsClosedOnce(int size)
    {
        Bench.Hold(Es, size, 6650);
        Bench.Hold(Mnq, size, 24_500);

        Assert.True((await CheckAsync(Es)).IsPass);
        Assert.True((await CheckAsync(Mnq)).IsBreach);
        Assert.True((await CheckAsync(Mnq)).IsBreach);
        Assert.Equal([Mnq.Id], Bench.Broker.Closed);
    }

    [Fact]
    public async Task ACloseThatFailedIsMadeAgainByTheClock()
    {
        Bench.Hold(Es, 1, 6650);
        Bench.Hold(Mnq, 1, 24_500);
        Bench.Broker.Refusal = "market closed";
        Assert.Equal("not closed: market closed", (await CheckAsync(Mnq)).Reason);
        Bench.Broker.Refusal = null;

        Assert.Equal("closed", (await TickAsync()).Reason);
        Assert.True((await TickAsync()).IsPass);
        Assert.Equal([Mnq.Id, Mnq.Id], Bench.Broker.Closed);
    }

    [Fact]
    public async Task AFlatPositionNeedsNoList()
    {
        Bench.Hold(Mnq, 1, 24_500);
        Bench.Hold(Mnq, -1, 24_500);

        Assert.True((await CheckAsync(Mnq)).IsPass);
    }

    [Fact]
    public async Task WhatIsHeldAndHasNoPriceYetIsClosedToo()
    {
        FuturesContract cl = new("CON.F.US.CLE.Z25", FuturesProduct.Unvalued("CL"), new DeliveryMonth(2025, 12));
        Bench.Hold(cl, -1, 60);

        Assert.Equal("closed", (await CheckAsync(cl)).Reason);
        Assert.Equal([cl.Id], Bench.Broker.Closed);
    }

    [Fact]
    public async Task APositionThatNobodyKnowsIsNoPass()
        => AssertNoData(await _rule.CheckAsync(new PositionUpdated("CON.F.US.CL.Z25", 1, 60, IsMicro: false, Morning), Suite, CancellationToken.None));

    private ValueTask<RuleResult> TickAsync() => _rule.CheckAsync(new ClockTick(Morning), Suite, CancellationToken.None);

    private ValueTask<RuleResult> CheckAsync(FuturesContract contract) => _rule.CheckAsync(Updated(contract), Suite, CancellationToken.None);
}
