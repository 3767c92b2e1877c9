using ProjectX;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Domain;
using OrderSide = ProjectX.OrderSide;
using OrderType = ProjectX.OrderType;

namespace GatewaySimulator.Tests.Bot;

/// <summary>The gateway makes an order of a close, and the answer is lost.</summary>
public sealed class LostClosesTests : StandingBot
{
    private const string Close = "/api/Position/closeContract";
    private const string CloseBySize = "/api/Position/partialCloseContract";
    private const string Look = "/api/Order/searchOpen";

    private string[] _lost = [];

    [Fact]
    public async Task AnOrderThatIsThereIsNotMadeASecondTime()
    {
        Lose(Close);
        Assert.Equal(OrderResult.Accepted(orderId: null), await Liquidator.CloseAsync(Es, Suite, CancellationToken.None));

        Assert.Single(Exchange.Orders, order => order.IsWorking());
        await AssertIsOursAsync();
    }

    [Fact]
    public async Task WhatThatOrderHasClosedMeanwhileIsNotClosedASecondTime()
    {
        Lose(Close);
        Way.Carried += path =>
        {
            if (path == Look)
                Exchange.OnPrice(ScriptedMarket.Quote(6650, second: 3));
        };
        Assert.Equal(OrderResult.NothingHeld, await Liquidator.CloseAsync(Es, Suite, CancellationToken.None));

        await CatchUpAsync();
        Assert.Equal((0, 0), (Exchange.Positions.Count, Get<TradingAccount>().SizeOf(Es)));
        Assert.DoesNotContain(Exchange.Orders, order => order.IsWorking());
    }

    [Fact]
    public async Task WhereTheGatewayDoesNotSayEachAttemptIsMadeAndTheOneOfTheNextFlowIsNot()
    {
        Lose(Close, CloseBySize, Look);
        Assert.False((await Liquidator.CloseAsync(Es, Suite, CancellationToken.None)).Success);
        int made = Exchange.Orders.Count(order => order.IsWorking());
        Assert.Equal(4 + 4, made);

        Lose(Close, CloseBySize);
        Assert.True((await Liquidator.CloseAsync(Es, Suite, CancellationToken.None)).IsUnderWay);
        Assert.Equal(made, Exchange.Orders.Count(order => order.IsWorking()));
    }

    [Fact]
    public async Task OneThatIsSeenBeforeAnybodyClosesAgainIsOurs()
    {
        Lose(Close, CloseBySize, Look);
        Assert.False((await Liquidator.CloseAsync(Es, Suite, CancellationToken.None)).Success);
        Lose();

        await LookAsync();
        Assert.Contains(Orders.Working.Values, order => order is { Purpose: OrderRequest.ClosePurpose, ReduceOnly: true, Size: 2 });
        Assert.True(Liquidator.IsClosing(Es));
    }

    // No look of the next flow is needed where one was made for another reason.
    [Fact]
    public async Task OneThatNeverArrivedIsOverAfterAWhile()
    {
        (Way.Path, Way.IsTroubled) = ("/api/Position/", true);
        Assert.False((await Liquidator.CloseAsync(Es, Suite, CancellationToken.None)).Success);
        Way.IsTroubled = false;
        Assert.Equal([Es], Liquidator.Closing);

        Time.Advance(TimeSpan.FromSeconds(3));
        await CatchUpAsync();
        Time.Advance(TimeSpan.FromSeconds(3));
        await CatchUpAsync();
        Assert.Empty(Liquidator.Closing);
    }

    [Theory]
    [InlineData(OrderType.Market, OrderSide.Ask, null, true)]
    [InlineData(OrderType.Market, OrderSide.Bid, null, false)]
    [InlineData(OrderType.Market, OrderSide.Ask, "by hand too", false)]
    [InlineData(OrderType.Stop, OrderSide.Ask, null, false)]
    public async Task WhatTakesFromThePositionAtTheMarketAndHasNoTagMayBeTheClose(OrderType type, OrderSide side, string? tag, bool isFound)
    {
        PlaceByHand(type, side, 6600, tag);

        Assert.Equal(isFound ? OrderResult.Accepted(orderId: null) : null, await Suite.FindCloseAsync(Es, CancellationToken.None));
        Assert.Equal(OrderResult.NothingHeld, await Suite.FindCloseAsync("CON.F.US.MNQ.Z25", CancellationToken.None));
    }

    // A position is open meanwhile. What was not answered is named, as always.
    [Fact]
    public async Task TheGatewayHasNotLongToSay()
    {
        Way.Carried = path =>
        {
            if (path == Look)
                Time.Advance(TimeSpan.FromMilliseconds(400));
        };
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Suite.FindCloseAsync(Es, CancellationToken.None));

        Assert.Contains($"{Look} (request ", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>From now on the answers of these calls are lost, and of no others.</summary>
    private void Lose(params string[] paths)
    {
        _lost = paths;
        Way.Carried = path =>
        {
            if (_lost.Contains(path))
                throw new IOException("the answer was lost");
        };
    }

    private async Task AssertIsOursAsync()
    {
        await LookAsync();
        OrderRequest close = Assert.Single(Orders.Working).Value;
        Assert.Equal((OrderRequest.ClosePurpose, true, 2), (close.Purpose, close.ReduceOnly, close.Size));
    }
}
