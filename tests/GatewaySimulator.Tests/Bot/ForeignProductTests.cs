using System.Text;
using GatewaySimulator.Hosting;
using GatewaySimulator.Tests.EndToEnd;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProjectX;
using RiskTraceGen;
using TradingBot.Domain;
using TradingBot.Gateway;
using TradingBot.Hosting;
using TradingBot.Market;
using OrderSide = ProjectX.OrderSide;
using OrderType = ProjectX.OrderType;
using TraceLevel = RiskTraceGen.TraceLevel;

namespace GatewaySimulator.Tests.Bot;

/// <summary>What is held of a product that the bot does not know.</summary>
public sealed class ForeignProductTests
{
    private static readonly FuturesContract Cl = new("CON.F.US.CLE.Z25", new FuturesProduct("CL", "CLE", 0.01m, 10m, IsMicro: false, 0), new DeliveryMonth(2025, 12));

    [Fact]
    public async Task ItIsInTheBooksAndClosedBecauseItIsNotPermitted()
    {
        var pace = new Lockstep();
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(new TwoMarkets(minutes: 4), new SimulatorOptions { Speed = 0 }, pace);
        int account = simulator.Exchange.Account.Id;
        simulator.Exchange.OnPrice(Crude(0));
        simulator.Exchange.Place(new PlaceOrderRequest(account, Cl.Id, OrderType.Market, OrderSide.Ask, 2, CustomTag: "by hand"));
        simulator.Exchange.OnPrice(Crude(1));
        simulator.Exchange.Place(new PlaceOrderRequest(account, Cl.Id, OrderType.Limit, OrderSide.Ask, 1, LimitPrice: 70, CustomTag: "by hand too"));
        await using GatewaySession session = await GatewaySession.OpenAsync(simulator.ClientOptions(), "EVAL-50K", ["ES"], TestContext.Current.CancellationToken).InTime();
        var flows = new SeenFlows();
        using IHost bot = BotHost.Build(
            new BotOptions(1, 1, [], false, TraceLevel.Quiet, Gateway: simulator.Address), session, new TradingCalendar(), flows);
        pace.Follow(bot.Services.GetRequiredService<MarketClock>());
        await bot.StartAsync(TestContext.Current.CancellationToken);
        await bot.WaitForShutdownAsync(TestContext.Current.CancellationToken).InTime();

        Assert.Null(bot.Services.GetRequiredService<BotRun>().Failure);
        FlowTrace closed = await flows.FirstAsync(flow => flow.Steps.Any(step => step.Kind == StepKind.ApiCall && step.Name == "close_position_direct")).InTime();
        Assert.Contains(closed.Steps, step => step.Kind == StepKind.RiskEval && step.Name == "permitted_products");
        Assert.Empty(simulator.Exchange.Positions);
        Assert.Equal(("CL", 0.01m, 10m), (session.Contracts.Find(Cl.Id)!.Product.Root, session.Contracts.Find(Cl.Id)!.Product.TickSize, session.Contracts.Find(Cl.Id)!.Product.TickValue));
    }

    // At the speed of a real market ten seconds lie between two prices, and five between two attempts. The rule tries whenever the clock strikes; what is tried besides, prices have tried.
    [Fact]
    public async Task AsLongAsItsCloseIsRefusedEachPriceTriesAgain()
    {
        const int Refusals = 16;
        int refused = 0;
        await using var time = new MarketPacedClock(speed: 1);
        var pace = new Lockstep();
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(new TwoMarkets(minutes: 15), new SimulatorOptions { Speed = 0 }, pace);
        simulator.Exchange.OnPrice(Crude(0));
        simulator.Exchange.Place(new PlaceOrderRequest(simulator.Exchange.Account.Id, Cl.Id, OrderType.Market, OrderSide.Ask, 2, CustomTag: "by hand"));
        simulator.Exchange.OnPrice(Crude(1));
        var way = new OwnWay((path, _, carry, _) =>
        {
            if (!path.StartsWith("/api/Position/", StringComparison.Ordinal) || path.EndsWith("searchOpen", StringComparison.Ordinal) || refused == Refusals)
                return carry();
            refused++;
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent("""{"success":false,"errorCode":2,"errorMessage":"try later"}""", Encoding.UTF8, "application/json") });
        });
        await using GatewaySession session = await GatewaySession.OpenAsync(simulator.ClientOptions() with { Time = time }, "EVAL-50K", ["ES"], way, TestContext.Current.CancellationToken).InTime();
        var flows = new SeenFlows();
        using IHost bot = BotHost.Build(new BotOptions(1, 1, [], false, TraceLevel.Quiet, Gateway: simulator.Address), session, new TradingCalendar(), flows);
        time.Follow(bot.Services.GetRequiredService<MarketClock>());
        pace.Follow(bot.Services.GetRequiredService<MarketClock>());
        await bot.StartAsync(TestContext.Current.CancellationToken);
        await bot.WaitForShutdownAsync(TestContext.Current.CancellationToken).InTime();
        await bot.Services.GetRequiredService<RiskTracer>().DisposeAsync();

        Assert.Null(bot.Services.GetRequiredService<BotRun>().Failure);
        Assert.Equal(Refusals, refused);
        Assert.Contains("CLOSE_AGAIN", flows.All.Select(flow => flow.Type));
        Assert.Empty(simulator.Exchange.Positions);
    }

    [Fact]
    public void OfAContractThatNobodyDescribesNobodyKnowsTheValue()
    {
        GatewayContracts contracts = GatewayContracts.Pick([], []);
        FuturesContract learned = contracts.Learn("CON.F.US.XYZ.H26", described: null);

        Assert.Equal(("XYZ", false, new DeliveryMonth(2026, 3)), (learned.Product.Root, learned.Product.IsValued, learned.Expiry));
        Assert.Same(learned, contracts.Find("CON.F.US.XYZ.H26"));
        Assert.Equal("odd", contracts.Learn("odd", new Contract("odd", "?", "", 0, 0, false, "")).Product.Root);
    }

    private static MarketUpdate Crude(int second) => new(ScriptedMarket.Morning.AddSeconds(second), Cl, 60, 60.01m, 60, 1);

    private sealed class TwoMarkets(int minutes) : IMarketFeed
    {
        public string Description => "some minutes of two markets";

        public IEnumerable<MarketUpdate> Read(CancellationToken cancellationToken)
            => Enumerable.Range(0, minutes * 6).SelectMany(i => (MarketUpdate[])[ScriptedMarket.Quote(6650, 60 + i * 10), Crude(60 + i * 10)]);
    }
}
