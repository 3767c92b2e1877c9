using ProjectX;
using TradingBot.Gateway;

namespace GatewaySimulator.Tests.Bot;

public sealed class QuoteTimesTests
{
    private readonly QuoteTimes _times = new();
    private ContractQuote? _wrong;

    [Fact]
    public void QuotesFollowEachOther()
    {
        foreach (int second in (int[])[0, 1, 1, 300, 299, 600])
            Assert.Equal([second], Follow(second));

        Assert.Equal(ScriptedMarket.Morning.AddSeconds(600), _times.Latest);
        Assert.Null(_times.Ahead);
    }

    [Fact]
    public void AGapIsBelievedWithTheNextQuote()
    {
        Follow(0);

        Assert.Empty(Follow(301));
        Assert.Equal([301, 302], Follow(302));
        Assert.Equal([303], Follow(303));
        Assert.Null(_wrong);
    }

    [Fact]
    public void OneWrongTimeMakesNothingLate()
    {
        Follow(0);

        Assert.Empty(Follow(36_000));
        Assert.Equal([1], Follow(1));
        Assert.Equal(36_000, SecondOf(_wrong!.Value));
        for (int second = 2; second < 100; second++)
            Assert.Equal([second], Follow(second));
        Assert.False(_times.HasGoneBack);
    }

    [Fact]
    public void OneWrongTimeMayFollowAnother()
    {
        Follow(0);
        Follow(72_000);

        Assert.Empty(Follow(36_000));
        Assert.Equal(72_000, SecondOf(_wrong!.Value));
        Assert.Equal([2], Follow(2));
        Assert.Equal(36_000, SecondOf(_wrong!.Value));
    }

    [Fact]
    public void AMarketThatHasGoneBackIsKnownByManyQuotes()
    {
        Follow(3_600);
        for (int second = 0; second < 49; second++)
        {
            Follow(second);
            Assert.False(_times.HasGoneBack);
        }

        Follow(49);
        Assert.True(_times.HasGoneBack);
        Assert.Equal(ScriptedMarket.Morning.AddHours(1), _times.Latest);
    }

    [Fact]
    public void OneContractThatIsLateIsNoMarketThatHasGoneBack()
    {
        Follow(3_600);
        for (int i = 0; i < 100; i++)
        {
            Follow(i);
            Follow(3_600 + i);
        }

        Assert.False(_times.HasGoneBack);
    }

    [Fact]
    public void AQuoteWithoutATimeIsForOthersToJudge()
    {
        var quote = new ContractQuote(ScriptedMarket.Es.Id, QuoteAt(null), Arrived: 0);

        Assert.Equal([quote], _times.Follow(quote, out _wrong));
    }

    private IEnumerable<int> Follow(int second)
        => _times.Follow(new ContractQuote(ScriptedMarket.Es.Id, QuoteAt(ScriptedMarket.Morning.AddSeconds(second)), Arrived: 0), out _wrong).Select(quote => SecondOf(quote));

    private static int SecondOf(ContractQuote quote) => (int)(quote.Quote.Timestamp!.Value - ScriptedMarket.Morning).TotalSeconds;

    private static GatewayQuote QuoteAt(DateTimeOffset? time) => new(null, null, null, 6650, 6650.25m, null, null, null, null, null, null, null, time);
}
