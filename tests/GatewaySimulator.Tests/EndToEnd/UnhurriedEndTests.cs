using GatewaySimulator.Exchange;
using ProjectX;
using TradingBot.Market;
using TradingBot.Simulation;

namespace GatewaySimulator.Tests.EndToEnd;

public sealed class UnhurriedEndTests
{
    private const int FewQuotes = 3_000;

    private static readonly TradingCalendar Calendar = new();

    public static TheoryData<int> Fills { get; } = [.. Enumerable.Range(1, 50)];

    [Fact]
    public void EachContractIsQuotedUntilBothDaysCloseAtThePricesThatHold()
    {
        MarketUpdate[] few = [.. new MarketSimulator(Calendar, 4, FewQuotes).Read(CancellationToken.None)];
        MarketUpdate[] many = [.. new UnhurriedEnd(new MarketSimulator(Calendar, 4, FewQuotes)).Read(CancellationToken.None)];
        HashSet<MarketUpdate> drawn = [.. few];

        Assert.Equal(few, many.Where(drawn.Contains));
        Assert.Equal(many.Select(update => update.Time).Order(), many.Select(update => update.Time));
        var ends = many.Where(update => UnhurriedEnd.Contains(update.Time)).GroupBy(update => (Calendar.DayOf(update.Time).Close, update.Contract.Id)).ToArray();
        Assert.Equal(4, ends.Length);
        foreach (var end in ends)
        {
            DateTimeOffset[] times = [.. end.Select(update => update.Time), end.Key.Close];
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, TimeSpan.Zero, TimeSpan.FromSeconds(8)));
        }

        foreach (var contract in many.GroupBy(update => update.Contract.Id))
        {
            Assert.All(
                contract.Zip(contract.Skip(1)).Where(pair => !drawn.Contains(pair.Second)),
                pair => Assert.Equal(pair.First with { Time = pair.Second.Time, Last = null, Volume = 0 }, pair.Second));
        }
    }

    [Theory]
    [MemberData(nameof(Fills))]
    public void WhatIsClosedFiveMinutesBeforeItTradesInParts(int fills)
    {
        IMarketFeed market = new UnhurriedEnd(new MarketSimulator(Calendar, 4, FewQuotes));
        MarketUpdate[] updates = [.. market.Read(CancellationToken.None)];
        string contract = updates[0].Contract.Id;
        var exchange = new SimulatedExchange(
            new Account(1, "TEST", 500_000, true, true, true), new ContractList(updates.Select(update => update.Contract)), Calendar, new Nobody(), partialFills: new PartialFills(fills));
        exchange.OnPrice(updates[0]);
        Assert.True(exchange.Place(new PlaceOrderRequest(1, contract, OrderType.Market, OrderSide.Ask, 25)).Success);
        bool isClosed = false;
        foreach (MarketUpdate update in updates.Skip(1))
        {
            exchange.OnPrice(update);
            TimeSpan left = Calendar.DayOf(update.Time).Close - update.Time;
            if (!isClosed && update.Time.Date == updates[^1].Time.Date && left < TimeSpan.FromMinutes(5))
                isClosed = exchange.CloseContract(new CloseContractRequest(1, contract)).Success;
        }

        Assert.True(isClosed);
        Assert.Empty(exchange.Positions);
    }

    /// <summary>Is told, and forgets.</summary>
    private sealed class Nobody : IEventOutlet
    {
        public void Tell(Account account)
        {
        }

        public void Tell(Order order, EventAction action)
        {
        }

        public void Tell(Position position, EventAction action)
        {
        }

        public void Tell(HalfTrade trade)
        {
        }
    }
}
