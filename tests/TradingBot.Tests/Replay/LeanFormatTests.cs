using TradingBot.Domain;
using TradingBot.Replay;

namespace TradingBot.Tests.Replay;

public sealed class LeanFormatTests
{
    [Theory]
    [InlineData("20131007_es_minute_trade_201312.csv", LeanKind.MinuteTrade)]
    [InlineData("20131007_ES_Minute_Quote_201312.CSV", LeanKind.MinuteQuote)]
    [InlineData("20131007_es_tick_trade_20131220.csv", LeanKind.TickTrade)]
    public void ANameSaysWhatAFileHolds(string name, LeanKind kind)
    {
        Assert.True(LeanFileName.TryParse(name, out LeanFileName? parsed));
        Assert.Equal(new LeanFileName(new DateOnly(2013, 10, 7), "ES", kind, new DeliveryMonth(2013, 12)), parsed);
    }

    [Theory]
    [InlineData("readme.txt")]
    [InlineData("20131307_es_minute_trade_201312.csv")]
    [InlineData("20131007_es_minute_trade_201313.csv")]
    [InlineData("20131007_es_tick_quote_201312.csv")]
    [InlineData("20131007_es_hour_trade_201312.csv")]
    [InlineData("20131007_trade.csv")]
    [InlineData("00010101_es_minute_trade_201312.csv")]
    public void AnotherNameIsNotTaken(string name) => Assert.False(LeanFileName.TryParse(name, out _));

    [Theory]
    [InlineData("CON.F.US.EP.Z13", "ES")]
    [InlineData("CON.F.US.ENQ.Z13", "NQ")]
    [InlineData("CON.F.US.MNQ.Z13", "MNQ")]
    public void AContractHasTheGatewaysId(string id, string root)
        => Assert.Equal(id, FuturesContract.Of(FuturesProduct.Find(root)!, new DeliveryMonth(2013, 12)).Id);

    [Fact]
    public void AMinuteOfTradesIsRead()
    {
        Assert.Null(LeanLineParser.Parse("60000,1676.5,1676.75,1676.25,1676.5,19", LeanKind.MinuteTrade, out LeanRecord record));
        Assert.Equal(
            new LeanRecord(TimeSpan.FromMinutes(1), new PriceBar(1676.5m, 1676.75m, 1676.25m, 1676.5m), 19, null, null, IsSuspicious: false), record);
    }

    [Fact]
    public void AMinuteOfQuotesIsReadAlsoWithOneSide()
    {
        Assert.Null(LeanLineParser.Parse("0,,,,,0,1670,1671,1669,1670.5,44", LeanKind.MinuteQuote, out LeanRecord record));
        Assert.Null(record.Bid);
        Assert.Equal(new PriceBar(1670, 1671, 1669, 1670.5m), record.Ask);
    }

    [Fact]
    public void ATickIsReadWithItsDoubt()
    {
        Assert.Null(LeanLineParser.Parse("34200123.5,1676.25,3,CME,,1", LeanKind.TickTrade, out LeanRecord record));
        Assert.Equal((TimeSpan.FromMilliseconds(34_200_123.5), 1676.25m, 3L, true), (record.TimeOfDay, record.Trade!.Value.Close, record.Volume, record.IsSuspicious));
        Assert.False(record.IsTradable);
    }

    [Theory]
    [InlineData("0,1668,1668,1668,1668,5,1667.75,1667.75,1667.75,1667.75,5", true)]
    [InlineData("0,1668,1668,1668,1668,5,1668,1668,1668,1668,5", false)]
    public void ABidAboveTheAskIsNoMarket(string line, bool crossed)
    {
        Assert.Null(LeanLineParser.Parse(line, LeanKind.MinuteQuote, out LeanRecord record));
        Assert.Equal(crossed, record.IsCrossed);
    }

    [Theory]
    [InlineData("", "1 column")]
    [InlineData("60000,1,1,1,1", "5 columns")]
    [InlineData("60000,1,1,1,1,1,1", "7 columns")]
    [InlineData("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15", "more than 12 columns")]
    [InlineData("noon,1,1,1,1,1", "'noon' is not a number of milliseconds")]
    [InlineData("-1,1,1,1,1,1", "time -1 is outside the day")]
    [InlineData("86400000,1,1,1,1,1", "time 86400000 is outside the day")]
    [InlineData("0,x,1,1,1,1", "open 'x' is not a price")]
    [InlineData("0,NaN,1,1,1,1", "open 'NaN' is not a price")]
    [InlineData("0,1e40,1,1,1,1", "open '1e40' is not a price")]
    [InlineData("0,1,-5,1,1,1", "high -5 is not above 0")]
    [InlineData("0,1,1,0,1,1", "low 0 is not above 0")]
    [InlineData("0,10000000.25,1,1,1,1", "open 10000000.25 is above 10000000")]
    [InlineData("0,10,9,11,10,1", "high 9 is below low 11")]
    [InlineData("0,12,11,9,10,1", "open 12 is outside 9 to 11")]
    [InlineData("0,10,11,9,8,1", "close 8 is outside 9 to 11")]
    [InlineData("0,10,11,9,10,-1", "volume '-1' is not a whole number from 0 up")]
    [InlineData("0,10,11,9,10,1.5", "volume '1.5' is not a whole number from 0 up")]
    [InlineData("0,10,11,9,10,99999999999", "volume '99999999999' is not a whole number from 0 up")]
    [InlineData("0,\u001b[31mred\a,11,9,10,1", "open '?[31mred?' is not a price")]
    public void ABadMinuteOfTradesIsExplained(string line, string problem)
        => Assert.Equal(problem, LeanLineParser.Parse(line, LeanKind.MinuteTrade, out _));

    [Theory]
    [InlineData("0,,,,,0,,,,,0", "neither a bid nor an ask")]
    [InlineData("0,1,,,,5,1,1,1,1,5", "bid high '' is not a price")]
    [InlineData("0,1,1,1,1,x,1,1,1,1,5", "bid size 'x' is not a whole number from 0 up")]
    [InlineData("0,1,1,1,1,5,3,2,4,3,5", "ask high 2 is below ask low 4")]
    public void ABadMinuteOfQuotesIsExplained(string line, string problem)
        => Assert.Equal(problem, LeanLineParser.Parse(line, LeanKind.MinuteQuote, out _));

    [Theory]
    [InlineData("0,0,1,,,0", "price 0 is not above 0")]
    [InlineData("0,1,-1,,,0", "quantity '-1' is not a whole number from 0 up")]
    [InlineData("0,1,1,,,maybe", "suspicious 'maybe' is neither 0 nor 1")]
    public void ABadTickIsExplained(string line, string problem)
        => Assert.Equal(problem, LeanLineParser.Parse(line, LeanKind.TickTrade, out _));
}
