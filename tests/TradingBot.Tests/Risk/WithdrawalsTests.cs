using Microsoft.Extensions.Time.Testing;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Tests.Rules;

namespace TradingBot.Tests.Risk;

public sealed class WithdrawalsTests : RuleTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Withdrawals _withdrawals;

    public WithdrawalsTests()
    {
        _withdrawals = new Withdrawals(Bench.Orders, Bench.Desk, _time, TimeSpan.FromSeconds(5));
        Bench.Orders.Accepted("9", new OrderRequest(Es.Id, OrderSide.Sell, OrderType.Stop, 2, StopPrice: 6600, ReduceOnly: true));
        Bench.Broker.CancelAnswer = OrderResult.Unanswered("HTTP 503");
    }

    [Fact]
    public async Task OneThatFailedIsLeftAloneForAPause()
    {
        await WithdrawAsync();
        await WithdrawAsync();
        Assert.Equal((1, false), (Bench.Broker.Cancelled.Count, _withdrawals.Asks(hasRoom: true)));

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(_withdrawals.Asks(hasRoom: true));
        await WithdrawAsync();
        Assert.Equal(2, Bench.Broker.Cancelled.Count);
    }

    // Between the two attempts no time passes but that for which the broker takes no calls.
    [Fact]
    public async Task OneThatMetTheLimitIsTriedAgainAsSoonAsTheBrokerTakesCallsAndNotBefore()
    {
        Bench.Broker.HasRoomToWithdraw = false;
        await WithdrawAsync();
        await WithdrawAsync();
        Assert.Equal((1, false), (Bench.Broker.Cancelled.Count, _withdrawals.Asks(hasRoom: false)));

        Bench.Broker.HasRoomToWithdraw = true;
        Bench.Broker.CancelAnswer = null;
        Assert.True(_withdrawals.Asks(hasRoom: true));
        await WithdrawAsync();
        Assert.Equal(2, Bench.Broker.Cancelled.Count);
        Assert.Empty(Bench.Orders.Working);
        Assert.False(_withdrawals.Asks(hasRoom: true));
    }

    // The broker's own call tells of the first; those that follow are in the trace, and no more.
    [Fact]
    public async Task OneThatFailsAgainAndAgainIsToldOnce()
    {
        Bench.Broker.CancelAnswer = OrderResult.Rejected("not today");
        for (int i = 0; i < 5; i++)
        {
            await WithdrawAsync();
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(5, Bench.Broker.Cancelled.Count);
        Assert.Equal("not today", _withdrawals.FailureOf("9"));
        await Bench.Tracer.FlushAsync();
        Assert.Equal(1, Bench.Tracer.Statistics.Alerts);
    }

    private ValueTask WithdrawAsync() => _withdrawals.WithdrawAsync("9", "protects nothing any more", Suite, CancellationToken.None);
}
