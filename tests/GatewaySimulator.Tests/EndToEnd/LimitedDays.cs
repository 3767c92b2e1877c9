using GatewaySimulator.Faults;
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

/// <summary>
/// A day under the gateway's real limit of calls, with faults and a thin market. The market runs 120 times as fast as the gateway's clock, as the simulator's does, so that the limit is
/// used up: what closes, reduces, protects and withdraws has calls all the same. Before the close it is less fast: there the five seconds after which what has failed is tried again would be
/// ten minutes, and the day over.
/// </summary>
public sealed class LimitedDays(ITestOutputHelper output)
{
    private const int Speed = 120;

    /// <summary>No slower, as the bot's clock follows this one while the market says nothing: the two would drive each other.</summary>
    private const int SpeedAtTheEnd = 10;

    /// <summary>What waits for orders and closes, and is given up where no call is left.</summary>
    private static readonly string[] MayBeGivenUp = ["compare_positions", "compare_positions_once", "search_contract"];

    // The second was kept because an order ended on it while everything was to be closed, and no call was left to learn that. Which calls are left changes with the bot: OrderDeskTests hold what was mended by themselves.
    public static TheoryData<int> Seeds { get; } = DrawnDays.Seeds(1, 7);

    private static int Events => DrawnDays.Events;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task NothingThatClosesIsGivenUpNothingIsSentTwiceAndNothingStaysOpen(int seed)
    {
        await using var time = new MarketPacedClock(market => UnhurriedEnd.Contains(market) ? SpeedAtTheEnd : Speed);
        var options = new SimulatorOptions
        {
            // Answers that are late are the subject of other days: here nothing hangs on how busy the machine is.
            Faults = new FaultPlan(seed) { LateRate = 0, DropRate = 6.0 / Events },
            PartialFills = seed,
            Time = time,
        };
        var pace = new Lockstep();
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(new UnhurriedEnd(new MarketSimulator(new TradingCalendar(), seed, Events)), options, pace);
        await using GatewaySession session = await GatewaySession.OpenAsync(
            simulator.ClientOptions() with { Time = time }, options.AccountName, ["ES", "MNQ"], TestContext.Current.CancellationToken).InTime();
        int before = simulator.Faults.Faults.Count;
        var flows = new SeenFlows();
        using IHost bot = BotHost.Build(new BotOptions(seed, 1, [], SkipBadLines: false, TraceLevel.Quiet, Gateway: simulator.Address), session, new TradingCalendar(), flows);
        time.Follow(bot.Services.GetRequiredService<MarketClock>());
        pace.Follow(bot.Services.GetRequiredService<MarketClock>());
        await bot.StartAsync(TestContext.Current.CancellationToken);
        await bot.WaitForShutdownAsync(TestContext.Current.CancellationToken);
        await bot.Services.GetRequiredService<RiskTracer>().DisposeAsync();

        DrawnDays.CheckEnd(bot.Services.GetRequiredService<BotRun>());
        TraceStep[] steps = [.. flows.All.SelectMany(flow => flow.Steps)];
        TraceStep[] refused = [.. steps.Where(step => step.Kind == StepKind.ApiCall && step.Exception?.Type.EndsWith(nameof(GatewayLimitException), StringComparison.Ordinal) == true)];
        int givenUp = steps.Count(step => step.Kind == StepKind.CustomEvent && step.Text.Contains("not_sent", StringComparison.Ordinal));
        int waits = flows.All.Count(flow => flow.Type == "GATEWAY_LIMIT");
        output.WriteLine($"seed {seed}: {simulator.Exchange.Orders.Count} orders, {simulator.Exchange.Trades.Count} trades; {givenUp} entries and looks given up, {waits} times the orders were not asked for; {string.Join(", ", refused.GroupBy(step => step.Name).Select(calls => $"{calls.Key} {calls.Count()}"))}");

        // How far it goes depends on when an answer comes: comparisons of what is held are given up first, and on some days nothing else is.
        Assert.True(givenUp + waits + refused.Length > 0, "the limit was never used up");
        Assert.DoesNotContain(refused, step => !MayBeGivenUp.Contains(step.Name));
        int tooMany = simulator.Faults.Faults.Skip(before).Count(fault => fault.Kind == FaultKind.TooManyRequests);
        Assert.InRange(steps.Count(step => step.Kind == StepKind.ApiCall && step.Exception?.Message.Contains("HTTP 429", StringComparison.Ordinal) == true), 0, tooMany);

        Assert.True(simulator.Exchange.Orders.Count > 20, "hardly anything was traded");
        Assert.Empty(simulator.Exchange.RepeatedTags);
        Assert.All(simulator.Exchange.Orders.Where(order => order.CustomTag is not null).GroupBy(order => order.CustomTag), orders => Assert.Single(orders));

        TradingAccount account = bot.Services.GetRequiredService<TradingAccount>();
        Assert.Empty(simulator.Exchange.Positions);
        Assert.Empty(account.OpenPositions);
        Assert.DoesNotContain(simulator.Exchange.Orders, order => order.IsWorking());
        Assert.Equal(simulator.Exchange.Account.Balance, account.Balance);
        Assert.Equal(0, bot.Services.GetRequiredService<GatewayOrders>().Mismatches);
    }
}
