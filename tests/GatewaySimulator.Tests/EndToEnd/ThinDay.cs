using GatewaySimulator.Exchange;
using GatewaySimulator.Hosting;
using GatewaySimulator.Tests.Bot;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProjectX;
using RiskTraceGen;
using TradingBot.Gateway;
using TradingBot.Hosting;
using TradingBot.Market;
using TradingBot.Simulation;
using TraceLevel = RiskTraceGen.TraceLevel;

namespace GatewaySimulator.Tests.EndToEnd;

/// <summary>A day at a gateway whose market is thin, played to its end: entries, stops, additions and closes trade in parts.</summary>
public sealed class ThinDay : IAsyncLifetime
{
    internal const int Seed = 1;

    private RunningSimulator _simulator = null!;
    private GatewaySession _session = null!;
    private IHost _bot = null!;

    internal SimulatorOptions Options { get; } = new() { PartialFills = Seed, Limit = new RateLimit(1_000_000, TimeSpan.FromSeconds(60)) };

    internal SimulatedExchange Exchange => _simulator.Exchange;

    internal IServiceProvider Bot => _bot.Services;

    internal SeenFlows Flows { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var pace = new Lockstep();
        _simulator = await RunningSimulator.StartAsync(new UnhurriedEnd(new MarketSimulator(new TradingCalendar(), Seed, 3_000)), Options, pace);
        _session = await GatewaySession.OpenAsync(
            _simulator.ClientOptions() with { Limit = Options.Limit }, Options.AccountName, ["ES", "MNQ"], TestContext.Current.CancellationToken).InTime();
        _bot = BotHost.Build(new BotOptions(Seed, 1, [], SkipBadLines: false, TraceLevel.Quiet, Gateway: _simulator.Address), _session, new TradingCalendar(), Flows);
        pace.Follow(Bot.GetRequiredService<MarketClock>());
        await _bot.StartAsync(TestContext.Current.CancellationToken);
        await _bot.WaitForShutdownAsync(TestContext.Current.CancellationToken);
        await Bot.GetRequiredService<RiskTracer>().DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _bot.Dispose();
        await _session.DisposeAsync();
        await _simulator.DisposeAsync();
    }
}
