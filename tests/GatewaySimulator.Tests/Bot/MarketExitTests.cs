using ProjectX;
using TradingBot.Accounting;
using TradingBot.Domain;
using Order = ProjectX.Order;
using OrderSide = ProjectX.OrderSide;
using OrderStatus = ProjectX.OrderStatus;
using OrderType = ProjectX.OrderType;

namespace GatewaySimulator.Tests.Bot;

/// <summary>Whatever takes from a position at the market is counted, whoever has sent it: the same contracts are not closed twice.</summary>
public sealed class MarketExitTests : StandingBot
{
    // An earlier run's close, or somebody's, that trades in parts: a second one on top of it would turn the position.
    [Theory]
    [InlineData(null)]
    [InlineData("by hand too")]
    public async Task AnExitAtTheMarketThatTheBotHasNotSentIsCounted(string? tag)
    {
        string id = $"{PlaceByHand(OrderType.Market, OrderSide.Ask, 0, tag)}";
        await LookAsync();
        Assert.True(Liquidator.IsClosing(Es));
        Assert.True((await Liquidator.CloseAsync(Es, Suite, CancellationToken.None)).IsUnderWay);
        Assert.True((await Liquidator.ReduceAsync(Es, 1, Suite, CancellationToken.None)).IsUnderWay);
        Assert.Equal(id, $"{Exchange.Orders[^1].Id}");

        // More is bought than it takes: the rest is closed, and no more.
        Exchange.Place(new PlaceOrderRequest(Account, Es, OrderType.Market, OrderSide.Bid, 3, CustomTag: "more by hand"));
        Exchange.OnPrice(ScriptedMarket.Quote(6650, second: 3));
        await LookAsync();
        Assert.Empty(Orders.Working);
        Assert.False(Liquidator.IsClosing(Es));
    }

    [Fact]
    public async Task OurCloseIsInTheBookOnceItIsSeenAndAnOrderAtTheMarketThatAddsIsNot()
    {
        await CloseAsync();
        Exchange.Place(new PlaceOrderRequest(Account, Es, OrderType.Market, OrderSide.Bid, 2, CustomTag: "more by hand"));
        await LookAsync();

        OrderRequest close = Assert.Single(Orders.Working).Value;
        Assert.Equal((OrderRequest.ClosePurpose, true, 2), (close.Purpose, close.ReduceOnly, close.Size));
        Assert.Empty(Liquidator.Closing);
        Assert.True(Liquidator.IsClosing(Es));
    }

    // Of the two that have no tag the close goes on.
    [Fact]
    public async Task WhatSomebodyElseSellsEndsNoCloseOfOurs()
    {
        await CloseAsync();
        await LookAsync();
        Liquidator.Follow(new OrderUpdate("99", new OrderRequest(Es, TradingBot.Domain.OrderSide.Sell, TradingBot.Domain.OrderType.Market, 1, Purpose: OrderRequest.ForeignPurpose), TradingBot.Domain.OrderStatus.Filled, Fill: null));

        Assert.True(Liquidator.IsClosing(Es));
    }

    // Somebody has sold by hand what it was to take.
    [Theory]
    [InlineData(1, OrderStatus.Open)]
    [InlineData(2, OrderStatus.Cancelled)]
    public async Task AReductionOfOursThatTradesInPartsTakesNoMoreThanIsHeld(int sold, OrderStatus expected)
    {
        Assert.True((await Liquidator.ReduceAsync(Es, 0, Suite, CancellationToken.None)).IsUnderWay);
        Order reduction = Exchange.Orders[^1];
        Get<TradingAccount>().Apply(new Fill("", ScriptedMarket.Es, TradingBot.Domain.OrderSide.Sell, sold, 6650, 0, ScriptedMarket.Morning));
        await LookAsync();

        reduction = Exchange.Orders.Single(order => order.Id == reduction.Id);
        Assert.Equal(expected, reduction.Status);
        if (expected == OrderStatus.Open)
            Assert.Equal(2 - sold, reduction.Size);
    }

    // It reduced what was long; of what is short now it takes nothing.
    [Fact]
    public async Task WhatSellsDoesNotCloseWhatIsShort()
    {
        PlaceByHand(OrderType.Market, OrderSide.Ask, 0);
        await LookAsync();
        Assert.True(Liquidator.IsClosing(Es));
        Get<TradingAccount>().Apply(new Fill("", ScriptedMarket.Es, TradingBot.Domain.OrderSide.Sell, 3, 6650, 0, ScriptedMarket.Morning));

        Assert.False(Liquidator.IsClosing(Es));
        Assert.Equal(-1, Liquidator.Remaining(Assert.Single(Get<TradingAccount>().OpenPositions)));
    }
}
