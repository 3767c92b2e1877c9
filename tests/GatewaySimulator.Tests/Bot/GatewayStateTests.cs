using GatewaySimulator.Hosting;
using GatewaySimulator.Hubs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RiskTraceGen;
using TradingBot.Gateway;
using TradingBot.Hosting;
using TradingBot.Market;
using TradingBot.Risk;
using TradingBot.Simulation;
using TraceLevel = RiskTraceGen.TraceLevel;

namespace GatewaySimulator.Tests.Bot;

/// <summary>What the gateway does to a connection, or to the account, reaches the rules of the bot.</summary>
public sealed class GatewayStateTests : IAsyncLifetime
{
    private readonly SeenFlows _flows = new();
    private readonly TroubledWay _way = new("/api/Account/search");
    private RunningSimulator _simulator = null!;
    private GatewaySession _session = null!;
    private IHost _bot = null!;

    public async ValueTask InitializeAsync()
    {
        // Slow enough that the day is not over before the test is.
        _simulator = await RunningSimulator.StartAsync(new MarketSimulator(new TradingCalendar(), 1, 60_000), new SimulatorOptions { Speed = 60 });
        _session = await GatewaySession.OpenAsync(_simulator.ClientOptions(), "EVAL-50K", ["ES"], _way, TestContext.Current.CancellationToken).InTime();
        _bot = BotHost.Build(new BotOptions(1, 1, [], false, TraceLevel.Quiet, Gateway: _simulator.Address), _session, new TradingCalendar(), _flows);
        await _bot.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.StopAsync();
        _bot.Dispose();
        await _session.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    [Theory]
    [InlineData("user")]
    [InlineData("market")]
    public async Task AConnectionIsThereAtTheStart(string hub)
        => Assert.Equal("PASS", (await StateOfAsync(hub, isConnected: true).InTime()).Result);

    [Theory]
    [InlineData("user")]
    [InlineData("market")]
    public async Task AConnectionThatBreaksIsToldAndAskedAfterWhenItIsBack(string hub)
    {
        await StateOfAsync(hub, isConnected: true).InTime();
        _simulator.Get<HubConnections>().Drop(hub);

        FlowTrace lost = await StateOfAsync(hub, isConnected: false).InTime();
        FlowTrace found = await StateOfAsync(hub, isConnected: true, after: lost).InTime();
        Assert.Contains(found.Steps, step => step.Kind == StepKind.ApiCall && step.Name == "compare_positions");
        Assert.Equal("MAY_TRADE", (await _flows.FirstAsync(flow => flow.Type == "GATEWAY_ACCOUNT").InTime()).Result);
    }

    [Fact]
    public async Task AnAccountThatMayNotTradeAnyMoreIsDisabled()
    {
        await StateOfAsync("user", isConnected: true).InTime();
        _simulator.Exchange.Permit(canTrade: false);

        FlowTrace told = await _flows.FirstAsync(flow => flow.Trigger == "ACCOUNT_UPDATED" && Field(flow, "can_trade") is false).InTime();
        Assert.Contains(told.Steps, step => step.Kind == StepKind.RiskEval && step.Name == "kill_switch");
        TradingHold hold = Assert.Single(await HoldsAtTheEndAsync(), hold => hold.Kind == HoldKind.Disable);
        Assert.Contains("EVAL-50K may not trade", hold.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AQuestionThatIsNotAnsweredIsToldOnceAndAskedAgain()
    {
        await StateOfAsync("user", isConnected: true).InTime();
        _way.IsTroubled = true;
        _simulator.Exchange.Permit(canTrade: false);

        FlowTrace again = await _flows.FirstAsync(flow => flow.Steps.Any(step => step.Kind == StepKind.ApiCall && step.Name == "search_accounts_once")).InTime();
        Assert.DoesNotContain(again.Steps, step => step.Kind == StepKind.Alert);
        Assert.Single(_flows.All.Where(flow => flow.Type == "GATEWAY_ACCOUNT").SelectMany(flow => flow.Steps), step => step.Kind == StepKind.Alert);

        _way.IsTroubled = false;
        await _flows.FirstAsync(flow => flow.Type == "GATEWAY_ACCOUNT" && flow.Result == "MAY_NOT_TRADE").InTime();
    }

    // An event may be late, or wrong: the call decides.
    [Fact]
    public async Task AnEventThatIsNotTrueAnyMoreDisablesNothing()
    {
        await StateOfAsync("user", isConnected: true).InTime();
        _simulator.Get<Outbox>().Tell(_simulator.Exchange.Account with { CanTrade = false });

        Assert.Equal("MAY_TRADE", (await _flows.FirstAsync(flow => flow.Type == "GATEWAY_ACCOUNT").InTime()).Result);
        Assert.DoesNotContain(await HoldsAtTheEndAsync(), hold => hold.Kind == HoldKind.Disable);
    }

    private Task<FlowTrace> StateOfAsync(string hub, bool isConnected, FlowTrace? after = null) => _flows.FirstAsync(flow
        => flow.Trigger == "HUB_STATE_CHANGED" && flow.Id > (after?.Id ?? 0) && Equals(Field(flow, "hub"), hub) && Equals(Field(flow, "is_connected"), isConnected));

    private async Task<IEnumerable<TradingHold>> HoldsAtTheEndAsync()
    {
        await _bot.StopAsync().InTime();
        return _bot.Services.GetRequiredService<TradingGate>().History;
    }

    private static object? Field(FlowTrace flow, string name) => flow.TriggerFields.FirstOrDefault(field => field.Name == name)?.Value;
}
