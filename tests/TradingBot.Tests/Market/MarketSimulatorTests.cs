using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Simulation;

namespace TradingBot.Tests.Market;

public sealed class MarketSimulatorTests
{
    private readonly TradingCalendar _calendar = new();

    [Fact]
    public void OneSeedIsOneMarket() => Assert.Equal(Day(3, 5_000), Day(3, 5_000));

    [Fact]
    public void AnotherSeedIsAnotherMarket() => Assert.NotEqual(Day(3, 5_000).Last().Bid, Day(4, 5_000).Last().Bid);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5_000)]
    public void ThereAreAsManyUpdatesAsAskedFor(int events) => Assert.Equal(events, Day(1, events).Count);

    [Fact]
    public void EveryQuoteIsOneThatAnExchangeWouldSend()
    {
        DateTimeOffset latest = DateTimeOffset.MinValue;
        foreach (MarketUpdate update in Day(5, 20_000))
        {
            FuturesProduct product = update.Contract.Product;
            Assert.True(update.Bid < update.Ask);
            Assert.True(product.IsOnTick(update.Bid!.Value) && product.IsOnTick(update.Ask!.Value));
            Assert.InRange(update.Last!.Value, update.Bid.Value, update.Ask.Value);
            Assert.True(_calendar.DayOf(update.Time).Contains(update.Time), $"the market is shut at {update.Time:u}");
            Assert.True(update.Time > latest);
            latest = update.Time;
        }
    }

    private List<MarketUpdate> Day(int seed, int events) => [.. new MarketSimulator(_calendar, seed, events).Read(CancellationToken.None)];
}
