using GatewaySimulator.Exchange;
using ProjectX;
using TradingBot.Gateway;

namespace GatewaySimulator.Tests.Bot;

/// <summary>Something trades while the bot comes: an order that an earlier run has left, or the trader's.</summary>
public sealed class GatewayBaselineTests
{
    // Balance, positions and the last trade are of one moment, whichever is asked for first.
    [Theory]
    [InlineData("/api/Account/search")]
    [InlineData("/api/Trade/search")]
    [InlineData("/api/Position/searchOpen")]
    public async Task WhatTradesMeanwhileIsInTheBalanceOnce(string call)
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync();
        SimulatedExchange exchange = simulator.Exchange;
        Trade(OrderSide.Bid, 6650, second: 0);
        int asked = 0;
        using var way = new OwnWay(async (path, _, carry, _) =>
        {
            HttpResponseMessage answer = await carry();
            if (path == call && asked++ == 0)
                Trade(OrderSide.Ask, 6600, second: 2);
            return answer;
        });
        await using GatewaySession session = await GatewaySession.OpenAsync(simulator.ClientOptions(), "EVAL-50K", ["ES"], way, TestContext.Current.CancellationToken).InTime();

        Assert.Empty(exchange.Positions);
        Assert.InRange(exchange.Account.Balance, 44_000, 46_000);
        Assert.Equal(
            (exchange.Account.Balance, 0, exchange.Trades[^1].Id),
            (session.Account.Balance, session.Baseline.Positions.Count, session.Baseline.LastTrade));

        void Trade(OrderSide side, decimal price, int second)
        {
            exchange.OnPrice(ScriptedMarket.Quote(price, second));
            exchange.Place(new PlaceOrderRequest(exchange.Account.Id, ScriptedMarket.Es.Id, OrderType.Market, side, 2, CustomTag: $"by hand {second}"));
            exchange.OnPrice(ScriptedMarket.Quote(price, second + 1));
        }
    }
}
