using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Tests.Market;

public sealed class BarTests
{
    private static readonly FuturesContract Es = FuturesContract.Of(FuturesProduct.ES, new DeliveryMonth(2025, 12));
    private static readonly DateTimeOffset Time = new(2025, 9, 17, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ABarIsMadeOfTheTradesOfItsMinute()
    {
        var builder = new BarBuilder();
        foreach (decimal price in (decimal[])[6650, 6652, 6649, 6651])
            builder.Add(new MarketUpdate(Time, Es, 1, 9_999, price, 10));

        Assert.True(builder.TryClose(Es.Id, Time, out BarClosed bar));
        Assert.Equal(new BarClosed(Es.Id, 6650, 6652, 6649, 6651, 40, Time), bar);
        Assert.False(builder.TryClose(Es.Id, Time, out _));
    }

    [Fact]
    public void WithoutTradesItIsMadeOfTheMiddleOfTheQuotes()
    {
        var builder = new BarBuilder();
        builder.Add(new MarketUpdate(Time, Es, 6650, 6651, null, 0));
        builder.Add(new MarketUpdate(Time, Es, null, 6660, null, 0));

        Assert.True(builder.TryClose(Es.Id, Time, out BarClosed bar));
        Assert.Equal(new BarClosed(Es.Id, 6650.5m, 6650.5m, 6650.5m, 6650.5m, 0, Time), bar);
    }

    [Fact]
    public void TheAverageTrueRangeIsWilders()
    {
        var range = new AverageTrueRange(2);
        range.Add(new BarClosed(Es.Id, 10, 12, 10, 11, 1, Time));
        Assert.Null(range.Value);

        range.Add(new BarClosed(Es.Id, 15, 16, 15, 16, 1, Time));       // the gap from 11 counts: 5
        Assert.Equal(3.5m, range.Value);

        range.Add(new BarClosed(Es.Id, 16, 16, 15.5m, 16, 1, Time));
        Assert.Equal(2m, range.Value);
    }

    [Theory]
    [InlineData("6650.25", "6650.00", "6650.25")]       // lifts the ask
    [InlineData("6650.50", "6650.25", "6650.50")]
    [InlineData("6649.75", "6649.75", "6650.00")]       // hits the bid
    public void TradesAloneMoveTheQuoteByTheTickRule(string price, string bid, string ask)
    {
        var market = new MarketView();
        market.Apply(new MarketUpdate(Time, Es, null, null, 6650.00m, 1));
        Quote quote = market.Apply(new MarketUpdate(Time, Es, null, null, Price(price), 1));

        Assert.Equal((Price(bid), Price(ask)), (quote.Bid, quote.Ask));
    }

    [Fact]
    public void ATradeDoesNotMoveARealQuote()
    {
        var market = new MarketView();
        market.Apply(new MarketUpdate(Time, Es, 6650.00m, 6650.50m, null, 0));
        Quote quote = market.Apply(new MarketUpdate(Time, Es, null, null, 6660.00m, 1));

        Assert.Equal((6650.00m, 6650.50m), (quote.Bid, quote.Ask));
    }

    private static decimal? Price(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
