using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Tests.Rules;

namespace TradingBot.Tests.Risk;

/// <summary>A close may be at the broker although its answer was lost: before another is sent, the broker is asked.</summary>
public sealed class UnansweredClosesTests : RuleTests
{
    private static readonly IOException Lost = new("the connection broke");
    private static readonly string[] Calls = [nameof(RecordingBroker.ClosePositionDirectAsync), nameof(RecordingBroker.FlattenByMarketOrderAsync), nameof(RecordingBroker.FindCloseAsync)];

    public UnansweredClosesTests() => Bench.Hold(Es, 2, 6650);

    [Fact]
    public async Task OneThatIsThereIsNotRepeated()
    {
        Bench.Broker.Throws[nameof(Bench.Broker.ClosePositionDirectAsync)] = Lost;
        Bench.Broker.FoundClose = OrderResult.Accepted(orderId: null);

        Assert.True((await CloseAsync()).IsUnderWay);
        Assert.Equal((1, 0, 1), (Bench.Broker.Closed.Count, Bench.Broker.Flattened.Count, Bench.Broker.ClosesLookedFor.Count));
        Assert.True(Bench.Liquidator.IsClosing(Es.Id));
    }

    [Fact]
    public async Task TheOrderThatTakesOverIsNotRepeatedEither()
    {
        Bench.Broker.CloseAnswer = OrderResult.Rejected("by size only");
        Bench.Broker.Throws[nameof(Bench.Broker.FlattenByMarketOrderAsync)] = Lost;
        Bench.Broker.FoundClose = OrderResult.Accepted(orderId: null);

        Assert.True((await CloseAsync()).IsUnderWay);
        Assert.Equal((1, 1), (Bench.Broker.Closed.Count, Bench.Broker.Flattened.Count));
    }

    [Fact]
    public async Task WhereTheBrokerDoesNotSayItIsRepeated()
    {
        Bench.Broker.Throws[nameof(Bench.Broker.ClosePositionDirectAsync)] = Lost;
        Bench.Broker.Throws[nameof(Bench.Broker.FindCloseAsync)] = Lost;

        Assert.True((await CloseAsync()).IsUnderWay);
        Assert.Equal((4, 1), (Bench.Broker.Closed.Count, Bench.Broker.Flattened.Count));
    }

    [Theory]
    [InlineData("found", 0, true)]
    [InlineData("absent", 1, true)]
    [InlineData("flat", 0, false)]
    [InlineData("not known", 1, true)]
    [InlineData("refused", 1, true)]
    public async Task BeforeTheNextAttemptTheBrokerIsAskedAgain(string look, int sent, bool isUnderWay)
    {
        await FailAsync();
        Bench.Broker.FoundClose = look switch
        {
            "found" => OrderResult.Accepted(orderId: null),
            "flat" => OrderResult.NothingHeld,
            "refused" => OrderResult.Rejected("not today"),
            _ => null,
        };
        if (look == "not known")
            Bench.Broker.Throws[nameof(Bench.Broker.FindCloseAsync)] = Lost;

        Assert.Equal(isUnderWay, (await CloseAsync()).IsUnderWay);
        Assert.Equal((sent, 1), (Bench.Broker.Closed.Count, Bench.Broker.ClosesLookedFor.Count));
        Assert.Equal(isUnderWay, Bench.Liquidator.IsClosing(Es.Id));
    }

    [Fact]
    public async Task OneThatTheBrokerDoesNotHaveIsLookedForNoMore()
    {
        await FailAsync();
        Bench.Broker.Refusal = "not today";
        await CloseAsync();
        await CloseAsync();

        Assert.Equal((2, 1), (Bench.Broker.Closed.Count, Bench.Broker.ClosesLookedFor.Count));
    }

    // It is told of before anybody closes again: as one that works, or by what it has traded.
    [Fact]
    public async Task OneThatIsSeenIsOurs()
    {
        await FailAsync();
        Assert.Equal([Es.Id], Bench.Liquidator.Closing);
        Assert.True(Bench.Liquidator.IsItsClose(Sell(2)));
        Assert.False(Bench.Liquidator.IsItsClose(Sell(3)));

        Bench.Liquidator.CloseSeen(Es.Id);
        Assert.Empty(Bench.Liquidator.Closing);
        Assert.False(Bench.Liquidator.IsItsClose(Sell(2)));
    }

    [Fact]
    public async Task WhatItHasTurnedIsClosed()
    {
        await FailAsync();
        Bench.Trade(Es, Sell(1) with { Type = OrderType.Stop, StopPrice = 6640, Tag = "stop-1", ReduceOnly = true }, -1, 6640);
        Bench.Trade(Es, Sell(2), -2, 6638);

        Assert.True(Bench.Liquidator.IsToBeClosed(Es.Id));
    }

    private static OrderRequest Sell(int size) => RiskBench.Order(Es, OrderSide.Sell, size) with { Purpose = OrderRequest.ForeignPurpose, Tag = null };

    private ValueTask<OrderResult> CloseAsync() => Bench.Liquidator.CloseAsync(Es.Id, Suite, CancellationToken.None);

    /// <summary>Nothing is answered, whatever is asked.</summary>
    private async Task FailAsync()
    {
        foreach (string call in Calls)
            Bench.Broker.Throws[call] = Lost;
        Assert.False((await CloseAsync()).Success);
        Bench.Broker.Throws.Clear();
        Bench.Broker.Closed.Clear();
        Bench.Broker.Flattened.Clear();
        Bench.Broker.ClosesLookedFor.Clear();
    }
}
