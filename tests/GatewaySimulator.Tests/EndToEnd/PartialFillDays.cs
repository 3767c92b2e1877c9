using GatewaySimulator.Hosting;
using GatewaySimulator.Tests.Bot;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProjectX;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Gateway;
using TradingBot.Hosting;
using TradingBot.Market;
using TradingBot.Simulation;
using TraceLevel = RiskTraceGen.TraceLevel;

namespace GatewaySimulator.Tests.EndToEnd;

/// <summary>A day at a gateway whose market is thin: entries, stops, additions and closes trade in parts.</summary>
public sealed class PartialFillDays(ITestOutputHelper output)
{
    [Fact]
    public async Task TheBooksAgreeNothingTurnsAndNothingStaysOpen()
    {
        const int Seed = 1;
        var options = new SimulatorOptions { PartialFills = Seed, Limit = new RateLimit(1_000_000, TimeSpan.FromSeconds(60)) };
        var pace = new Lockstep();
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(new MarketSimulator(new TradingCalendar(), Seed, 3_000), options, pace);
        await using GatewaySession session = await GatewaySession.OpenAsync(
            simulator.ClientOptions() with { Limit = options.Limit }, options.AccountName, ["ES", "MNQ"], TestContext.Current.CancellationToken).InTime();
        var flows = new SeenFlows();
        using IHost bot = BotHost.Build(new BotOptions(Seed, 1, [], SkipBadLines: false, TraceLevel.Quiet, Gateway: simulator.Address), session, new TradingCalendar(), flows);
        pace.Follow(bot.Services.GetRequiredService<MarketClock>());
        await bot.StartAsync(TestContext.Current.CancellationToken);
        await bot.WaitForShutdownAsync(TestContext.Current.CancellationToken);
        await bot.Services.GetRequiredService<RiskTracer>().DisposeAsync();

        Assert.Null(bot.Services.GetRequiredService<BotRun>().Failure);
        IGrouping<long, HalfTrade>[] orders = [.. simulator.Exchange.Trades.GroupBy(trade => trade.OrderId)];
        int inParts = orders.Count(trades => trades.Select(trade => trade.CreationTimestamp).Distinct().Count() > 1);
        output.WriteLine($"seed {Seed}: {simulator.Exchange.Orders.Count} orders, {inParts} of the {orders.Length} that traded did so in parts");
        Assert.True(inParts > 10, "hardly any order traded in parts");
        Assert.All(simulator.Exchange.Orders, order => Assert.InRange(order.FillVolume, 0, order.Size));
        Assert.All(simulator.Exchange.Orders, order => Assert.Equal(order.FillVolume, simulator.Exchange.Trades.Where(trade => trade.OrderId == order.Id).Sum(trade => trade.Size)));

        // One that both closes and opens has turned a position: a stop or an exit that was larger than what was left.
        Assert.All(orders, trades => Assert.Single(trades.Select(trade => trade.ProfitAndLoss is null).Distinct()));

        TradingAccount account = bot.Services.GetRequiredService<TradingAccount>();
        // The gateway rounds the profit of each trade to the cent.
        Assert.InRange(account.Balance - simulator.Exchange.Account.Balance, -0.005m * simulator.Exchange.Trades.Count, 0.005m * simulator.Exchange.Trades.Count);
        Assert.Equal(0, bot.Services.GetRequiredService<GatewayOrders>().Mismatches);
        Assert.Empty(simulator.Exchange.Positions);
        Assert.Empty(account.OpenPositions);
        Assert.DoesNotContain(simulator.Exchange.Orders, order => order.IsWorking());
    }
}
