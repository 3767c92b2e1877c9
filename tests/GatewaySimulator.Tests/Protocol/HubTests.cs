using System.Text.Json;
using System.Threading.Channels;
using GatewaySimulator.Hosting;
using GatewaySimulator.Hubs;
using ProjectX;

namespace GatewaySimulator.Tests.Protocol;

public sealed class HubTests
{
    [Fact]
    public async Task QuotesComeInOrderUntilTheDayIsOver()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(new ScriptedMarket(6650, 6650.25m, 6650.5m));
        using var client = new GatewayClient(simulator.ClientOptions());
        await using var market = new MarketEvents(client);
        await market.Hub.StartAsync(TestContext.Current.CancellationToken).InTime();
        await market.SubscribeAsync(ScriptedMarket.Es.Id, TestContext.Current.CancellationToken).InTime();

        var bids = new List<decimal?>();
        while (await market.Quotes.WaitToReadAsync(TestContext.Current.CancellationToken).InTime())
            bids.Add((await market.Quotes.ReadAsync(TestContext.Current.CancellationToken)).Quote.BestBid);
        Assert.Equal([6650, 6650.25m, 6650.5m], bids);
        Assert.Null(await market.Hub.Ended.InTime());
    }

    [Fact]
    public async Task AConnectionThatBreaksIsFoundAgainWithItsSubscriptions()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync();
        using var client = new GatewayClient(simulator.ClientOptions());
        await using var hub = new GatewayHub(client, "user");
        Channel<JsonElement> orders = Channel.CreateUnbounded<JsonElement>();
        var lost = new TaskCompletionSource();
        var restored = new TaskCompletionSource();
        hub.On("GatewayUserOrder", payload => orders.Writer.WriteAsync(payload).AsTask());
        hub.Lost += _ => lost.SetResult();
        hub.Restored += restored.SetResult;
        await hub.StartAsync(TestContext.Current.CancellationToken).InTime();
        await hub.SubscribeAsync("SubscribeOrders", [simulator.Exchange.Account.Id], TestContext.Current.CancellationToken).InTime();

        simulator.Get<HubConnections>().Drop("user");
        await lost.Task.InTime();
        await restored.Task.InTime();
        simulator.Exchange.OnPrice(ScriptedMarket.Quote(6650));
        simulator.Exchange.Place(new PlaceOrderRequest(1001, ScriptedMarket.Es.Id, OrderType.Market, OrderSide.Bid, 1, CustomTag: "after"));

        JsonElement told = await orders.Reader.ReadAsync(TestContext.Current.CancellationToken).InTime();
        UserEvent<Order> order = Assert.Single(UserEvents.Read(told, GatewayJson.Default.Order));
        Assert.Equal((EventAction.Create, "after"), (order.Action, order.Data!.CustomTag));
    }

    [Fact]
    public async Task AGatewayThatIsGoneIsGivenUp()
    {
        RunningSimulator simulator = await RunningSimulator.StartAsync();
        using var client = new GatewayClient(simulator.ClientOptions() with { ReconnectPatience = TimeSpan.Zero });
        await using var hub = new GatewayHub(client, "user");
        await hub.StartAsync(TestContext.Current.CancellationToken).InTime();
        await hub.SubscribeAsync("SubscribeAccounts", [], TestContext.Current.CancellationToken).InTime();
        simulator.Get<HubConnections>().Drop("user");

        Assert.NotNull(await hub.Ended.InTime());
        await simulator.DisposeAsync();
    }

    [Fact]
    public async Task ASubscriptionThatMeetsTheEndOfTheSessionIsNoFailure()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(new ScriptedMarket(6650));
        using var client = new GatewayClient(simulator.ClientOptions());
        simulator.Get<MarketDay>().Begin();
        await simulator.Get<MarketDay>().Over.InTime();
        Assert.Equal("the market is closed", simulator.Exchange.Place(new PlaceOrderRequest(simulator.Exchange.Account.Id, ScriptedMarket.Es.Id, OrderType.Market, OrderSide.Bid, 1)).ErrorMessage);

        await using var market = new MarketEvents(client);
        await market.Hub.StartAsync(TestContext.Current.CancellationToken).InTime();
        await market.SubscribeAsync(ScriptedMarket.Es.Id, TestContext.Current.CancellationToken).InTime();
        Assert.Null(await market.Hub.Ended.InTime());
    }

    [Fact]
    public async Task AHubWithoutATokenIsRefused()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync();
        using var client = new GatewayClient(simulator.ClientOptions() with { ApiKey = "wrong" });
        await using var hub = new GatewayHub(client, "user");

        await Assert.ThrowsAnyAsync<Exception>(() => hub.StartAsync(TestContext.Current.CancellationToken).InTime());
    }
}
