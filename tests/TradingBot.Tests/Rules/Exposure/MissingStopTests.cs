using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.Exposure;

namespace TradingBot.Tests.Rules.Exposure;

public sealed class MissingStopTests : RuleTests
{
    private readonly MissingStopRule _rule;

    public MissingStopTests()
        => _rule = new MissingStopRule(new MissingStopLimits { GraceSeconds = 120 }, Bench.Account, Bench.Orders, Bench.Liquidator, Bench.Actions);

    [Theory]
    [InlineData(2, 119, true)]
    [InlineData(2, 120, true)]
    [InlineData(2, 121, false)]
    [InlineData(-2, 120, true)]
    [InlineData(-2, 121, false)]
    public async Task AfterTheGraceTimeAPositionWithoutAStopIsClosed(int size, int seconds, bool passes)
    {
        Bench.Hold(Es, size, 6650);
        Assert.True((await ChangeAsync(0)).IsPass);

        Assert.Equal(passes, (await TickAsync(seconds)).IsPass);
        Assert.Equal(passes ? [] : [Es.Id], Bench.Broker.Closed);
    }

    [Theory]
    [InlineData(3, OrderSide.Sell, 3, OrderType.Stop, true)]
    [InlineData(3, OrderSide.Sell, 2, OrderType.Stop, false)]
    [InlineData(3, OrderSide.Buy, 3, OrderType.Stop, false)]
    [InlineData(3, OrderSide.Sell, 3, OrderType.Limit, false)]
    [InlineData(-3, OrderSide.Buy, 3, OrderType.Stop, true)]
    [InlineData(-3, OrderSide.Sell, 3, OrderType.Stop, false)]
    public async Task AStopCoversWhatItWouldClose(int held, OrderSide side, int size, OrderType type, bool passes)
    {
        Bench.Hold(Es, held, 6650);
        Bench.Orders.Accepted("1", new OrderRequest(Es.Id, side, type, size, LimitPrice: 6660, StopPrice: 6640, ReduceOnly: true));
        await ChangeAsync(0);

        Assert.Equal(passes, (await TickAsync(121)).IsPass);
    }

    [Fact]
    public async Task AStopInDoubtCoversNothing()
    {
        Bench.Hold(Es, 1, 6650);
        Bench.Orders.Doubted(new OrderRequest(Es.Id, OrderSide.Sell, OrderType.Stop, 1, StopPrice: 6640, Tag: "stop-1", ReduceOnly: true));
        await ChangeAsync(0);

        Assert.True((await TickAsync(121)).IsBreach);
    }

    [Fact]
    public async Task TheGraceTimeBeginsWhenTheCoverIsLost()
    {
        Bench.Hold(Es, 1, 6650);
        Bench.Orders.Accepted("1", new OrderRequest(Es.Id, OrderSide.Sell, OrderType.Stop, 1, StopPrice: 6640, ReduceOnly: true));
        await ChangeAsync(0);
        Bench.Orders.Withdrawn("1");

        Assert.True((await TickAsync(600)).IsPass);
        Assert.True((await TickAsync(720)).IsPass);
        Assert.True((await TickAsync(721)).IsBreach);
    }

    [Fact]
    public async Task WhatIsBeingClosedNeedsNoStopAndIsNotClosedAgain()
    {
        Bench.Hold(Es, 1, 6650);
        await ChangeAsync(0);
        await TickAsync(121);

        Assert.True((await TickAsync(500)).IsPass);
        Assert.Single(Bench.Broker.Closed);
    }

    [Fact]
    public async Task ANewPositionHasANewGraceTime()
    {
        Bench.Hold(Es, 1, 6650);
        await ChangeAsync(0);
        Bench.Hold(Es, -1, 6650);
        await ChangeAsync(60);
        Bench.Hold(Es, 1, 6650);
        await ChangeAsync(119);

        Assert.True((await TickAsync(121)).IsPass);
    }

    [Fact]
    public async Task EachContractIsABreachOfItsOwnThatNamesIt()
    {
        Bench.Hold(Es, 2, 6650);
        Bench.Hold(Mnq, -20, 24_500);
        await TickAsync(0);
        RuleResult verdict = await TickAsync(121);
        Flow.Complete("DONE");
        await Bench.Tracer.FlushAsync();

        Assert.Equal($"{Es.Id} closed; {Mnq.Id} closed", verdict.Reason);
        Assert.Equal([Es.Id, Mnq.Id], Bench.Flows.ValuesOf("TEST", StepKind.HookExec, "contract_id"));
        Assert.Equal(["0 of 2 contracts covered after 120 s", "0 of 20 contracts covered after 120 s"], Bench.Flows.ValuesOf("TEST", StepKind.HookExec, "reason"));
    }

    private ValueTask<RuleResult> ChangeAsync(int seconds) => _rule.CheckAsync(Updated(Es, Morning.AddSeconds(seconds)), Suite, CancellationToken.None);

    private ValueTask<RuleResult> TickAsync(int seconds) => _rule.CheckAsync(new ClockTick(Morning.AddSeconds(seconds)), Suite, CancellationToken.None);
}
