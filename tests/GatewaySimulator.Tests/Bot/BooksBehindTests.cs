using ProjectX;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Domain;
using TradingBot.Gateway;
using TradingBot.Risk;
using OrderSide = ProjectX.OrderSide;
using OrderType = ProjectX.OrderType;

namespace GatewaySimulator.Tests.Bot;

/// <summary>The gateway holds no more what the books say, and the calls by which that would be learnt are used up.</summary>
public sealed class BooksBehindTests : StandingBot
{
    private static readonly OrderRequest Stop = new(Es, TradingBot.Domain.OrderSide.Sell, TradingBot.Domain.OrderType.Stop, 2, StopPrice: 6600, Purpose: "stop", ReduceOnly: true);

    private long Looks => Get<GatewayOrders>().Looks;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AfterAnAnswerThatNothingIsHeldTheBooksAreMadeRightWithCallsThatAreKeptForCloses(bool closes)
    {
        SellByHand();
        await UseUpAsync(CallUrgency.Order);
        long looks = Looks;
        Get<GatewayOrders>().LookAgain();
        await CatchUpAsync();
        Assert.Equal(looks, Looks);

        OrderResult answer = closes ? await Liquidator.CloseAsync(Es, Suite, CancellationToken.None) : await Get<OrderDesk>().ReduceAsync(Stop, Suite, CancellationToken.None);
        Assert.Equal(OrderResult.NothingHeld, answer);
        Assert.Equal(OrderResult.BooksBehind, await Liquidator.CloseAsync(Es, Suite, CancellationToken.None));
        await CatchUpAsync();
        Assert.Equal((looks + 1, 0), (Looks, Get<TradingAccount>().SizeOf(Es)));
        Assert.False(Get<StaleBooks>().AreStale);
    }

    [Fact]
    public async Task AnOrderThatIsGoneIsAskedAfterWithCallsThatAreKeptForCloses()
    {
        long stop = PlaceByHand(OrderType.Stop, OrderSide.Ask, 6640);
        await LookAsync();
        Exchange.OnPrice(ScriptedMarket.Quote(6630, second: 3));
        await UseUpAsync(CallUrgency.Order);
        Assert.True((await Get<OrderDesk>().CancelAsync($"{stop}", Suite, CancellationToken.None)).IsGone);
        await CatchUpAsync();

        Assert.Equal(0, Get<TradingAccount>().SizeOf(Es));
    }

    // It trades between the look that finds it too large and its change.
    [Fact]
    public async Task AStopThatTradesBeforeItIsMadeSmallerIsNoFailureAndIsBooked()
    {
        long stop = PlaceByHand(OrderType.Stop, OrderSide.Ask, 6640);
        await LookAsync();
        Exchange.Place(new PlaceOrderRequest(Account, Es, OrderType.Market, OrderSide.Ask, 1, CustomTag: "one by hand"));
        Exchange.OnPrice(ScriptedMarket.Quote(6650, second: 3));
        Way.Carried = path =>
        {
            if (path == "/api/Position/searchOpen")
                Exchange.OnPrice(ScriptedMarket.Quote(6630, second: 4));
        };
        await LookAsync();
        Assert.DoesNotContain($"{stop}", Orders.Working.Keys);
        Assert.Equal(1, Get<TradingAccount>().SizeOf(Es));

        await CatchUpAsync();
        await Get<RiskTracer>().FlushAsync();
        Assert.Equal((-1, 0), (Get<TradingAccount>().SizeOf(Es), Get<RiskTracer>().Statistics.Alerts));
    }

    // Where the books are never right, most of what is kept for closes is left to closes.
    [Fact]
    public async Task CallsThatAreKeptForClosesAreUsedForOneLookInAWhile()
    {
        await UseUpAsync(CallUrgency.Order);
        long looks = Looks;
        Get<StaleBooks>().Note();
        await CatchUpAsync();
        Assert.Equal(looks + 1, Looks);

        Get<StaleBooks>().Note();
        Time.Advance(TimeSpan.FromSeconds(15) - TimeSpan.FromTicks(1));
        await CatchUpAsync();
        Assert.Equal(looks + 1, Looks);

        Time.Advance(TimeSpan.FromTicks(1));
        await CatchUpAsync();
        Assert.Equal(looks + 2, Looks);
    }

    [Fact]
    public async Task WhereClosesAndStopsTakeEveryCallTheyMayTheGatewayIsAskedAllTheSame()
    {
        long looks = Looks;
        await UseUpAsync(CallUrgency.Close);
        SellByHand();
        Get<GatewayOrders>().LookAgain();
        await CatchUpAsync();
        Assert.Equal(looks, Looks);

        Time.Advance(TimeSpan.FromSeconds(15));
        await UseUpAsync(CallUrgency.Close);
        await CatchUpAsync();
        Assert.Equal((looks + 1, 0), (Looks, Get<TradingAccount>().SizeOf(Es)));
    }

    // The run ends while it is asked what there is to reduce.
    [Fact]
    public async Task AnOrderThatWasGivenUpBeforeItWasSentIsNotInDoubt()
    {
        using var ends = new CancellationTokenSource();
        Way.Carried = path =>
        {
            if (path == "/api/Position/searchOpen")
                ends.Cancel();
        };
        OrderResult result = await Get<OrderDesk>().ReduceAsync(Stop, Suite, ends.Token);

        Assert.False(result.Success);
        Assert.Contains("not sent", result.ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(Orders.InDoubt);
        Assert.DoesNotContain(Exchange.Orders, order => order.Type == OrderType.Stop);
    }

    private void SellByHand()
    {
        Exchange.Place(new PlaceOrderRequest(Account, Es, OrderType.Market, OrderSide.Ask, 2, CustomTag: "flat by hand"));
        Exchange.OnPrice(ScriptedMarket.Quote(6650, second: 3));
    }

    /// <summary>Makes every call of this urgency that may be made.</summary>
    private async Task UseUpAsync(CallUrgency urgency)
    {
        GatewayClient client = Get<GatewayClient>().SingleAttempts;
        while (client.Room(urgency) > 0)
            await client.SearchOpenOrdersAsync(Account, urgency, TestContext.Current.CancellationToken);
    }
}
