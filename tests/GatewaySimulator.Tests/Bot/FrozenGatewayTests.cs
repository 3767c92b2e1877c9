using GatewaySimulator.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProjectX;
using RiskTraceGen;
using TradingBot.Gateway;
using TradingBot.Hosting;
using TradingBot.Market;
using TradingBot.Risk;
using TradingBot.Simulation;
using TraceLevel = RiskTraceGen.TraceLevel;

namespace GatewaySimulator.Tests.Bot;

/// <summary>A gateway whose process hangs: connections stay open, and nothing comes through any more. The bot still looks for it, and its rules see to what they guard.</summary>
public sealed class FrozenGatewayTests
{
    private const int Speed = 5;

    [Fact]
    public async Task ConnectivityLossBarsTradingAndAlerts()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(new MarketSimulator(new TradingCalendar(), 1, 60_000), new SimulatorOptions { Speed = Speed });
        await using var wire = new FreezableWire(simulator.Address);
        GatewayOptions options = simulator.ClientOptions() with
        {
            RestAddress = wire.Address,
            HubsAddress = new Uri(wire.Address, "/hubs"),
            Time = new FastClock(Speed),
            RequestTimeout = TimeSpan.FromSeconds(30) * Speed,
            LoginTimeout = TimeSpan.FromSeconds(30) * Speed,
            ConnectTimeout = TimeSpan.FromSeconds(30) * Speed,
            HubSilence = TimeSpan.FromSeconds(5),
            HubKeepAlive = TimeSpan.FromSeconds(1),
            ReconnectPatience = TimeSpan.FromHours(1),
        };
        await using GatewaySession session = await GatewaySession.OpenAsync(options, "EVAL-50K", ["ES"], TestContext.Current.CancellationToken).InTime();
        var flows = new SeenFlows();
        using IHost bot = BotHost.Build(new BotOptions(1, 1, [], false, TraceLevel.Quiet, Gateway: wire.Address), session, new TradingCalendar(), flows);
        await bot.StartAsync(TestContext.Current.CancellationToken);
        // Positions have just been compared: for five minutes of the market no rule waits for an answer that does not come.
        await flows.FirstAsync(flow => flow.Trigger == "CLOCK_TICK" && flow.Steps.Any(step => step.Kind == StepKind.ApiCall && step.Name == "compare_positions")).InTime();
        wire.Freeze();

        FlowTrace told = await flows.FirstAsync(flow => flow.Steps.Any(step => step.Kind == StepKind.HookExec && step.Name.StartsWith("on_breach → ", StringComparison.Ordinal)
            && step.Fields.Any(field => field.Name == "rule" && Equals(field.Value, "connectivity_loss")))).InTime();
        Assert.Contains(told.Steps, step => step.Kind == StepKind.RiskEval && step.Name == "connectivity_loss");
        await bot.StopAsync(TestContext.Current.CancellationToken).InTime();
        TradingHold hold = bot.Services.GetRequiredService<TradingGate>().History.First(hold => hold.SetBy == "connectivity_loss");
        Assert.Contains("has been down since", hold.Reason, StringComparison.Ordinal);
        Assert.Null(hold.ContractId);
    }
}
