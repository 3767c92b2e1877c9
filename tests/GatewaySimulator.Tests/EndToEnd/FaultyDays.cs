using System.Globalization;
using System.Text.RegularExpressions;
using GatewaySimulator.Faults;
using GatewaySimulator.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProjectX;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Gateway;
using TradingBot.Hosting;
using TradingBot.Market;
using TradingBot.Simulation;

namespace GatewaySimulator.Tests.EndToEnd;

/// <summary>Whole days of the bot at a gateway where everything goes wrong.</summary>
public sealed partial class FaultyDays(ITestOutputHelper output)
{
    public static TheoryData<int> Seeds { get; } = DrawnDays.Seeds(1);

    private static int Events => DrawnDays.Events;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task NothingIsSentTwiceNothingStaysOpenAndEveryFaultIsInTheTrace(int seed)
    {
        var plan = new FaultPlan(seed) { LateRate = 0.001, LateBy = TimeSpan.FromSeconds(1.5), RetryAfter = TimeSpan.Zero, DropRate = 6.0 / Events };
        var options = new SimulatorOptions { Faults = plan, Limit = new RateLimit(1_000_000, TimeSpan.FromSeconds(60)) };
        var pace = new Lockstep();
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(new MarketSimulator(new TradingCalendar(), seed, Events), options, pace);
        await using GatewaySession session = await GatewaySession.OpenAsync(
            simulator.ClientOptions() with { Limit = options.Limit, RequestTimeout = TimeSpan.FromMilliseconds(900) }, options.AccountName, ["ES", "MNQ"], TestContext.Current.CancellationToken).InTime();
        int before = simulator.Faults.Faults.Count;

        var trace = new StringWriter(CultureInfo.InvariantCulture);
        using var sink = new JsonLinesSink(trace);
        var botOptions = new BotOptions(seed, Events, [], SkipBadLines: false, TraceLevel.Quiet, Gateway: simulator.Address);
        using IHost host = BotHost.Build(botOptions, session, new TradingCalendar(), sink);
        pace.Follow(host.Services.GetRequiredService<MarketClock>());
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.WaitForShutdownAsync(TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<RiskTracer>().DisposeAsync();

        DrawnDays.CheckEnd(host.Services.GetRequiredService<BotRun>());
        InjectedFault[] faults = [.. simulator.Faults.Faults.Skip(before)];
        output.WriteLine($"seed {seed}: {simulator.Exchange.Orders.Count} orders, {simulator.Exchange.Trades.Count} trades, {string.Join(", ", faults.GroupBy(fault => fault.Kind).Select(kind => $"{kind.Key} {kind.Count()}"))}");
        Assert.DoesNotContain(trace.ToString().Split('\n'), flow => flow.Contains("position_mismatch", StringComparison.Ordinal) || flow.Contains("taken over", StringComparison.Ordinal));
        CheckOrders(simulator);
        CheckPositions(simulator, host.Services);
        CheckTrace(faults, trace.ToString());
    }

    private static void CheckOrders(RunningSimulator simulator)
    {
        Assert.True(simulator.Exchange.Orders.Count > 20, "hardly anything was traded");
        Assert.Empty(simulator.Exchange.RepeatedTags);
        Assert.All(simulator.Exchange.Orders.Where(order => order.CustomTag is not null).GroupBy(order => order.CustomTag), orders => Assert.Single(orders));
    }

    /// <summary>Before the close everything is flattened, and nothing opens until the next day.</summary>
    private static void CheckPositions(RunningSimulator simulator, IServiceProvider bot)
    {
        Assert.Empty(simulator.Exchange.Positions);
        Assert.Empty(bot.GetRequiredService<TradingAccount>().OpenPositions);
        Assert.DoesNotContain(simulator.Exchange.Orders, order => order.IsWorking());
    }

    private static void CheckTrace(InjectedFault[] faults, string trace)
    {
        HashSet<string> requests = [.. RequestNumber().Matches(trace).Select(match => match.Groups[1].Value)];
        InjectedFault[] calls = [.. faults.Where(fault => fault.Kind <= FaultKind.AnsweredPending)];
        Assert.NotEmpty(calls);
        Assert.DoesNotContain(calls, fault => !requests.Contains(fault.Request!));

        int repeated = faults.Count(fault => fault.Kind is FaultKind.QuoteRepeated or FaultKind.QuoteReordered);
        int ignored = Regex.Count(trace, "\"type\":\"QUOTE_IGNORED\"");
        int lost = Numbers(trace, "Losses") + Numbers(trace, "Lost");
        int dropped = faults.Count(fault => fault.Kind == FaultKind.HubDropped);
        // What is on its way when a connection breaks is lost with it; the last break may come when nobody listens any more.
        Assert.InRange(ignored, repeated - dropped * 5 - 5, repeated);
        Assert.InRange(lost, dropped - 1, dropped);
    }

    private static int Numbers(string trace, string field)
        => Regex.Matches(trace, $"{field} = (\\d+)").Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\(request (\d+)\)")]
    private static partial Regex RequestNumber();
}
