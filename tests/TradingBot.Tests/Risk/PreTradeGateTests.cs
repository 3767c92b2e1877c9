using Microsoft.Extensions.DependencyInjection;
using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Tests.Rules;

namespace TradingBot.Tests.Risk;

public sealed class PreTradeGateTests : IAsyncDisposable
{
    private static readonly OrderRequest Entry = RiskBench.Order(RiskBench.Es, OrderSide.Buy, 1) with { PlannedStop = 6645 };
    private readonly RiskBench _bench = new();

    [Fact]
    public async Task AnOrderThatEveryRulePassesMayLeave()
    {
        _bench.Quote(RiskBench.Es, 6650, 6650.25m);
        PreTradeGate gate = Gate();

        Assert.Equal(Entry, (await gate.ClearAsync(Entry, _bench.Flow)).Order?.Request);
        Assert.NotNull((await gate.ClearChangeAsync("1", Entry, _bench.Flow)).Order);
        Assert.NotNull((await gate.ClearCancelAsync("1", Entry, _bench.Flow)).Order);
    }

    [Fact]
    public async Task ABreachStopsIt()
    {
        _bench.Quote(RiskBench.Es, 6650, 6650.25m);

        await AssertStoppedAsync(Gate(), Entry with { Size = 6 }, "max_order_size: 6 contracts, 5 allowed");
    }

    [Fact]
    public async Task ALackOfDataStopsIt()
    {
        PreTradeGate gate = Gate();
        Clearance clearance = await gate.ClearAsync(Entry, _bench.Flow);

        Assert.Null(clearance.Order);
        Assert.NotEqual("", clearance.Reason);
    }

    [Fact]
    public async Task ARuleThatThrowsStopsItAndOutweighsABreach()
    {
        _bench.Quote(RiskBench.Es, 6650, 6650.25m);
        PreTradeGate gate = Gate(services => services.AddSingleton(new MarginCreditLimits { MarginByProduct = null! }));

        await AssertStoppedAsync(gate, Entry with { Size = 6 }, "margin_credit: ");
    }

    [Fact]
    public async Task AnOrderThatNoRuleLooksAtIsStopped()
    {
        RiskDispatcher without = new NoRules().CreateDispatcher(_bench.Tracer, static _ => null);

        await AssertStoppedAsync(new PreTradeGate(without, _bench.Gate, _bench.Liquidator, _bench.Clock), Entry, "pre_trade_gate: no rule looks at this order");
    }

    [Fact]
    public void AClearanceThatNobodyGaveIsNone()
    {
        Assert.Null(default(Clearance).Order);
        Assert.Equal("nobody: not looked at", default(Clearance).Reason);
    }

    [Theory]
    [InlineData(HoldKind.Block)]
    [InlineData(HoldKind.CoolDown)]
    [InlineData(HoldKind.LockOut)]
    [InlineData(HoldKind.Disable)]
    public async Task AHoldStopsItAndSaysWhoSetIt(HoldKind kind)
    {
        _bench.Quote(RiskBench.Es, 6650, 6650.25m);
        PreTradeGate gate = Gate();
        _bench.Gate.Close(new TradingHold("daily_total_loss", null, "day result -1000.00", RiskBench.Morning, null, kind), _bench.Flow);

        await AssertStoppedAsync(gate, Entry, "daily_total_loss: day result -1000.00");
    }

    [Fact]
    public async Task WhileAContractIsBeingClosedNoOrderOfItLeavesAnExitNeither()
    {
        _bench.Quote(RiskBench.Es, 6650, 6650.25m);
        _bench.Hold(RiskBench.Es, 2, 6650);
        PreTradeGate gate = Gate();
        OrderRequest exit = RiskBench.Order(RiskBench.Es, OrderSide.Sell, 2) with { ReduceOnly = true };
        Assert.NotNull((await gate.ClearAsync(exit, _bench.Flow)).Order);
        await _bench.Liquidator.CloseAsync(RiskBench.Es.Id, _bench.Suite, CancellationToken.None);

        await AssertStoppedAsync(gate, exit, $"pre_trade_gate: {RiskBench.Es.Id} is being closed");
        await AssertStoppedAsync(gate, Entry, $"pre_trade_gate: {RiskBench.Es.Id} is being closed");
        Assert.NotNull((await gate.ClearCancelAsync("1", Entry, _bench.Flow)).Order);
        _bench.Liquidator.CloseOver(RiskBench.Es.Id);
        Assert.NotNull((await gate.ClearAsync(exit, _bench.Flow)).Order);
    }

    [Fact]
    public async Task ATagThatComesTwiceIsRefused()
    {
        _bench.Quote(RiskBench.Es, 6650, 6650.25m);
        PreTradeGate gate = Gate();
        OrderRequest tagged = _bench.Desk.Tag(Entry);
        Assert.NotNull((await gate.ClearAsync(tagged, _bench.Flow)).Order);
        Clearance again = await gate.ClearAsync(tagged with { Size = 2 }, _bench.Flow);

        Assert.Equal("duplicate_order: an order entry-1 was sent before", again.Reason);
    }

    [Fact]
    public async Task NeitherHoldsNorOldPricesNorBlackoutsNorTheMessageRateStopAReduction()
    {
        // No price was ever seen, the news is out, and the rate is used up.
        PreTradeGate gate = Gate(services => services.AddSingleton(new MessageThrottleLimits { Messages = 1, WindowSeconds = 60 }));
        _bench.Clock.AdvanceTo(new DateTimeOffset(2025, 9, 17, 18, 0, 0, TimeSpan.Zero));
        _bench.Gate.Close(new TradingHold("kill_switch", null, "pulled", RiskBench.Morning, null, HoldKind.Disable), _bench.Flow);
        OrderRequest exit = RiskBench.Order(RiskBench.Es, OrderSide.Sell, 100) with { ReduceOnly = true };
        for (int i = 0; i < 3; i++)
        {
            Assert.NotNull((await gate.ClearAsync(exit, _bench.Flow)).Order);
            Assert.NotNull((await gate.ClearChangeAsync("1", exit, _bench.Flow)).Order);
            Assert.NotNull((await gate.ClearCancelAsync("2", Entry, _bench.Flow)).Order);
        }

        Assert.Null((await gate.ClearCancelAsync("1", exit, _bench.Flow)).Order);
    }

    [Fact]
    public void WhatAnOrderMustPassIsWhatListensToIt()
    {
        RiskDispatcher dispatcher = _bench.CreateDispatcher();

        Assert.Equal(
            [
                "blackout_window", "correlated_exposure", "duplicate_order", "margin_credit", "max_order_size", "max_order_value", "max_working_orders",
                "message_throttle", "per_trade_risk", "permitted_products", "price_collar", "self_match", "spread_limit", "stale_market_data",
            ],
            dispatcher.RulesFor<OrderRequested>().Select(rule => rule.Name));
        Assert.Equal(
            ["blackout_window", "correlated_exposure", "margin_credit", "max_order_size", "max_order_value", "message_throttle", "price_collar", "self_match", "stale_market_data"],
            dispatcher.RulesFor<OrderChangeRequested>().Select(rule => rule.Name));
        Assert.Equal(["message_throttle", "price_collar", "self_match"], dispatcher.RulesFor<ReductionRequested>().Select(rule => rule.Name));
        Assert.Equal(["message_throttle"], dispatcher.RulesFor<OrderCancelRequested>().Select(rule => rule.Name));
    }

    [Fact]
    public async Task OnlyWhatReducesLeavesWithoutBeingCleared()
        => await Assert.ThrowsAsync<ArgumentException>(async () => await _bench.Desk.ReduceAsync(Entry, _bench.Suite, CancellationToken.None));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private PreTradeGate Gate(Action<IServiceCollection>? change = null) => new(_bench.CreateDispatcher(change), _bench.Gate, _bench.Liquidator, _bench.Clock);

    private async Task AssertStoppedAsync(PreTradeGate gate, OrderRequest order, string reason)
    {
        foreach (Clearance clearance in (Clearance[])[await gate.ClearAsync(order, _bench.Flow), await gate.ClearChangeAsync("1", order, _bench.Flow)])
        {
            Assert.Null(clearance.Order);
            Assert.StartsWith(reason, clearance.Reason, StringComparison.Ordinal);
        }
    }

    private sealed class NoRules : RiskModule
    {
        public override string Name => "none";

        public override IReadOnlyList<RuleDescriptor> Rules => [];

        public override IReadOnlyList<HookDescriptor> Hooks => [];

        public override IReadOnlyList<BrokerCallDescriptor> BrokerCalls => [];

        public override IReadOnlyList<RiskComponent> Components => [];

        protected override void Wire(RiskWiring wiring)
        {
        }
    }
}
