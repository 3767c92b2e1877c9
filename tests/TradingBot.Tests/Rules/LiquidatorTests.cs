using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.Behaviour;
using TradingBot.Rules.ProfitAndLoss;

namespace TradingBot.Tests.Rules;

public sealed class LiquidatorTests : IAsyncDisposable
{
    private static readonly DateTimeOffset BeforeClose = new(2025, 9, 17, 20, 5, 0, TimeSpan.Zero);
    private readonly RiskBench _bench = new();

    [Fact]
    public async Task TwoRulesThatWantAContractClosedSendOneClose()
    {
        var loss = new DailyTotalLossRule(new DailyTotalLossLimits { Limit = 1_000 }, _bench.Account, _bench.Gate, _bench.Liquidator, _bench.Calendar);
        var end = new SessionEndFlattenRule(new SessionEndLimits { MinutesBeforeClose = 5 }, _bench.Gate, _bench.Liquidator, _bench.Calendar);
        _bench.Orders.Accepted("9", new OrderRequest(RiskBench.Es.Id, OrderSide.Sell, OrderType.Stop, 5, StopPrice: 6600, ReduceOnly: true));
        _bench.Hold(RiskBench.Es, 5, 6650);
        _bench.Quote(RiskBench.Es, 6640, 6640.25m);

        RuleResult first = await end.CheckAsync(new ClockTick(BeforeClose), _bench.Suite, CancellationToken.None);
        RuleResult second = await loss.CheckAsync(new QuoteUpdated(RiskBench.Es.Id, 6640, 6640.25m, BeforeClose), _bench.Suite, CancellationToken.None);

        Assert.True(first.IsBreach);
        Assert.True(second.IsBreach);
        Assert.Single(_bench.Broker.Closed);
        Assert.Single(_bench.Broker.Cancelled);
    }

    [Fact]
    public async Task AfterItsFillAContractMayBeClosedAgain()
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        await CloseAsync();
        await CloseAsync();
        _bench.Hold(RiskBench.Es, -2, 6650);
        _bench.Hold(RiskBench.Es, 1, 6650);
        await CloseAsync();

        Assert.Equal(2, _bench.Broker.Closed.Count);
    }

    [Fact]
    public async Task ACloseThatThrewMayBeTriedAgain()
    {
        var broker = new ThrowingBroker();
        _bench.Hold(RiskBench.Es, 2, 6650);

        await Assert.ThrowsAsync<HttpRequestException>(
            async () => await _bench.Liquidator.CloseAsync(RiskBench.Es.Id, broker.Traced(_bench.Flow), CancellationToken.None));
        await CloseAsync();

        Assert.Single(_bench.Broker.Closed);
    }

    [Fact]
    public async Task FlatteningGoesByTheBrokersPositionsNotByOurs()
    {
        _bench.Broker.Positions[RiskBench.Mnq.Id] = new Position(RiskBench.Mnq.Id, 3, 24_500);
        await _bench.Liquidator.FlattenAsync("test", _bench.Suite, CancellationToken.None);

        Assert.Equal([RiskBench.Mnq.Id], _bench.Broker.Closed);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private async Task CloseAsync() => await _bench.Liquidator.CloseAsync(RiskBench.Es.Id, _bench.Suite, CancellationToken.None);
}
