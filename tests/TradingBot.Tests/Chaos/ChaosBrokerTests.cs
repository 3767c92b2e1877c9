using System.Net.Sockets;
using TradingBot.Chaos;
using TradingBot.Domain;
using TradingBot.Tests.Rules;

namespace TradingBot.Tests.Chaos;

public sealed class ChaosBrokerTests
{
    private const int Calls = 500;
    private static readonly OrderRequest Order = new(RiskBench.Es.Id, OrderSide.Buy, OrderType.Market, 1, Tag: "entry-1");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly RecordingBroker _broker = new();

    [Fact]
    public async Task EachFaultIsCountedAsItsCallerSeesIt()
    {
        var chaos = new ChaosBroker(_broker, seed: 1);
        List<Task<OrderResult>> orders = await PlaceAsync(chaos);

        FaultCounts faults = chaos.Faults;
        Assert.Equal(Calls, faults.Calls);
        Assert.Equal(orders.Count(order => order.Exception?.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused }), faults.ConnectionsRefused);
        Assert.Equal(orders.Count(order => order.Exception?.InnerException is IOException), faults.AnswersLost);
        Assert.Equal(orders.Count(order => order.IsCompletedSuccessfully && !order.Result.Success), faults.RequestsRefused);
        Assert.All((int[])[faults.ConnectionsRefused, faults.RequestsRefused, faults.AnswersLost, faults.AnswersLate], count => Assert.True(count > 0));
        Assert.Equal(0, faults.BrokerRefusals);
        Assert.Equal(Calls - faults.ConnectionsRefused - faults.RequestsRefused, _broker.Placed.Count);
    }

    [Fact]
    public async Task ALateAnswerComesWhenTheBrokerIsAskedAgain()
    {
        var chaos = new ChaosBroker(_broker, seed: 1);
        Task<OrderResult> late;
        int before;
        do
        {
            before = chaos.Faults.AnswersLate;
            late = chaos.PlaceOrderAsync(Order, Token).AsTask();
        }
        while (chaos.Faults.AnswersLate == before);

        Assert.False(late.IsCompleted);
        ValueTask<OrderResult?> query = chaos.FindOrderAsync(Order, Token);
        Assert.True((await late).Success);
        _ = query.AsTask();
    }

    [Fact]
    public async Task TheLastLateAnswersComeAtTheEnd()
    {
        var chaos = new ChaosBroker(_broker, seed: 1);
        Task<OrderResult> late;
        do
            late = chaos.PlaceOrderAsync(Order, Token).AsTask();
        while (chaos.Faults.AnswersLate == 0);

        await chaos.DeliverLateAnswersAsync();
        Assert.True((await late).Success);
    }

    [Fact]
    public async Task WhatTheBrokerRefusesItselfIsNoFault()
    {
        _broker.Refusal = "no margin";
        var chaos = new ChaosBroker(_broker, seed: 3);
        List<Task<OrderResult>> orders = await PlaceAsync(chaos);

        FaultCounts faults = chaos.Faults;
        Assert.Equal(Calls - faults.Total, faults.BrokerRefusals);
        Assert.Equal(faults.BrokerRefusals + faults.RequestsRefused + faults.AnswersLate, orders.Count(order => order.IsCompletedSuccessfully && !order.Result.Success));
    }

    [Fact]
    public async Task OneSeedGivesOneSequenceOfFaults()
    {
        Assert.Equal(await SequenceAsync(5), await SequenceAsync(5));
        Assert.NotEqual(await SequenceAsync(5), await SequenceAsync(6));
    }

    [Fact]
    public async Task EveryCallReachesItsOwnMethod()
    {
        _broker.Found = OrderResult.Accepted("9");
        _broker.Positions["ES"] = new Position("ES", 2, 6650);
        var chaos = new ChaosBroker(_broker, seed: 1);
        for (int i = 0; i < 50; i++)
        {
            await ThroughAsync(chaos.ClosePositionDirectAsync("a", Token).AsTask());
            await ThroughAsync(chaos.FlattenByMarketOrderAsync("b", Token).AsTask());
            await ThroughAsync(chaos.CancelOrderAsync("c", Token).AsTask());
            await ThroughAsync(chaos.ModifyOrderAsync("d", Order, Token).AsTask());
            await ThroughAsync(chaos.FindOrderAsync(Order, Token).AsTask());
            await ThroughAsync(chaos.GetPositionsAsync(Token).AsTask());
        }

        Assert.Equal(["a", "b", "c"], ((List<string>[])[_broker.Closed, _broker.Flattened, _broker.Cancelled]).Select(asked => Assert.Single(asked.Distinct())));
        Assert.Equal(KeyValuePair.Create("d", Order), Assert.Single(_broker.Modified.Distinct()));
        Assert.Equal(Order, Assert.Single(_broker.LookedFor.Distinct()));
    }

    private static async Task<List<Task<OrderResult>>> PlaceAsync(ChaosBroker chaos)
    {
        var orders = new List<Task<OrderResult>>();
        for (int i = 0; i < Calls; i++)
            orders.Add(chaos.PlaceOrderAsync(Order, Token).AsTask());
        await chaos.DeliverLateAnswersAsync();
        await Task.WhenAll(orders).ContinueWith(static _ => { }, TaskScheduler.Default);
        return orders;
    }

    private async Task<IEnumerable<string>> SequenceAsync(int seed)
        => (await PlaceAsync(new ChaosBroker(_broker, seed))).Select(order => order.Exception?.InnerException?.Message ?? order.Result.ErrorMessage ?? "ok");

    // A call that is late is left behind, as the bot leaves it.
    private static async Task ThroughAsync(Task call)
    {
        if (call.IsCompleted)
            await call.ContinueWith(static _ => { }, TaskScheduler.Default);
    }
}
