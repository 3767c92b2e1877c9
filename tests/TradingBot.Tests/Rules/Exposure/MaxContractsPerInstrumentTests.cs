using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.Exposure;

namespace TradingBot.Tests.Rules.Exposure;

public sealed class MaxContractsPerInstrumentTests : IAsyncDisposable
{
    private readonly RiskBench _bench = new();
    private readonly MaxContractsPerInstrumentRule _rule;

    public MaxContractsPerInstrumentTests()
        => _rule = new MaxContractsPerInstrumentRule(new MaxContractsLimits { Minis = 5, Micros = 50 }, _bench.Account, _bench.Liquidator, _bench.Actions);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task AtTheLimitNothingIsDone(int size)
    {
        RuleResult result = await CheckAsync(RiskBench.Es, size);

        Assert.True(result.IsPass);
        Assert.Empty(_bench.Broker.Placed);
    }

    [Theory]
    [InlineData(6, OrderSide.Sell, 1)]
    [InlineData(-6, OrderSide.Buy, 1)]
    [InlineData(9, OrderSide.Sell, 4)]
    public async Task AboveTheLimitTheExcessIsGivenBack(int size, OrderSide side, int excess)
    {
        RuleResult result = await CheckAsync(RiskBench.Es, size);

        Assert.True(result.IsBreach);
        Assert.Equal("reduced to 5", result.Reason);
        OrderRequest order = Assert.Single(_bench.Broker.Placed);
        Assert.Equal((side, excess, OrderType.Market, true), (order.Side, order.Size, order.Type, order.ReduceOnly));
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public async Task MicrosHaveALimitOfTheirOwn(int size, bool passes)
        => Assert.Equal(passes, (await CheckAsync(RiskBench.Mnq, size)).IsPass);

    [Fact]
    public async Task AReductionOnItsWayIsNotSentAgain()
    {
        await CheckAsync(RiskBench.Es, 8);
        RuleResult again = await _rule.CheckAsync(Updated(RiskBench.Es), _bench.Suite, CancellationToken.None);

        Assert.True(again.IsBreach);
        Assert.Equal(3, Assert.Single(_bench.Broker.Placed).Size);
    }

    [Fact]
    public async Task WhatIsAddedMeanwhileIsGivenBackToo()
    {
        await CheckAsync(RiskBench.Es, 8);
        await CheckAsync(RiskBench.Es, 2);

        Assert.Equal([3, 2], _bench.Broker.Placed.Select(order => order.Size));
    }

    [Fact]
    public async Task APositionThatIsBeingClosedIsNotReduced()
    {
        _bench.Hold(RiskBench.Es, 8, 6650);
        await _bench.Liquidator.CloseAsync(RiskBench.Es.Id, _bench.Suite, CancellationToken.None);
        await _rule.CheckAsync(Updated(RiskBench.Es), _bench.Suite, CancellationToken.None);

        Assert.Single(_bench.Broker.Closed);
        Assert.Empty(_bench.Broker.Placed);
    }

    [Fact]
    public async Task ARefusedReductionIsSaidAndTriedAgain()
    {
        _bench.Broker.Refusal = "market closed";
        RuleResult result = await CheckAsync(RiskBench.Es, 6);
        await _rule.CheckAsync(Updated(RiskBench.Es), _bench.Suite, CancellationToken.None);

        Assert.True(result.IsBreach);
        Assert.Equal("not reduced: market closed", result.Reason);
        Assert.Equal(2, _bench.Broker.Placed.Count);
    }

    [Fact]
    public async Task ARefusedReductionIsTriedAgainAsTimePassesUntilItIsOnItsWay()
    {
        _bench.Broker.Refusal = "market closed";
        await CheckAsync(RiskBench.Es, 8);
        Assert.Equal("not reduced: market closed", (await TickAsync()).Reason);
        _bench.Broker.Refusal = null;
        Assert.Equal("reduced to 5", (await TickAsync()).Reason);
        Assert.True((await TickAsync()).IsPass);

        Assert.Equal([3, 3, 3], _bench.Broker.Placed.Select(order => order.Size));
    }

    [Fact]
    public async Task ASizeThatCannotBeIsNoPass()
    {
        var position = new PositionUpdated(RiskBench.Es.Id, int.MinValue, 6650, IsMicro: false, RiskBench.Morning);
        RuleResult result = await _rule.CheckAsync(position, _bench.Suite, CancellationToken.None);

        Assert.Equal(RuleSeverity.InsufficientData, result.Severity);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private ValueTask<RuleResult> CheckAsync(FuturesContract contract, int size)
    {
        if (size != 0)
            _bench.Hold(contract, size, 6650);
        return _rule.CheckAsync(Updated(contract), _bench.Suite, CancellationToken.None);
    }

    private ValueTask<RuleResult> TickAsync() => _rule.CheckAsync(new ClockTick(RiskBench.Morning), _bench.Suite, CancellationToken.None);

    private PositionUpdated Updated(FuturesContract contract)
        => new(contract.Id, _bench.Account.SizeOf(contract.Id), 6650, contract.Product.IsMicro, RiskBench.Morning);
}
