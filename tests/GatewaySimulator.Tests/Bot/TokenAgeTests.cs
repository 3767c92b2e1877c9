using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Domain;
using TradingBot.Gateway;
using TradingBot.Hosting;
using TradingBot.Market;

namespace GatewaySimulator.Tests.Bot;

/// <summary>Rules go by the market's time, tokens by the clock. The bot's loop does not run: the test takes what it would be told.</summary>
public sealed class TokenAgeTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private RunningSimulator _simulator = null!;
    private GatewaySession _session = null!;
    private IHost _bot = null!;

    private static DateTimeOffset Morning => ScriptedMarket.Morning;

    public async ValueTask InitializeAsync()
    {
        _simulator = await RunningSimulator.StartAsync();
        _session = await GatewaySession.OpenAsync(_simulator.ClientOptions() with { Time = _time }, "EVAL-50K", ["ES"], TestContext.Current.CancellationToken).InTime();
        _bot = BotHost.Build(new BotOptions(1, 1, [], false, TraceLevel.Quiet, Gateway: _simulator.Address), _session, new TradingCalendar());
    }

    public async ValueTask DisposeAsync()
    {
        _bot.Dispose();
        await _session.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task SinceWhenTheTokenIsValidIsToldWithEachConnection()
    {
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal([("user", Morning.AddMinutes(-5)), ("market", Morning.AddMinutes(-5))], await ToldAtAsync(Morning));
        Assert.Empty(await ToldAtAsync(Morning));
    }

    [Fact]
    public async Task WhereTheMarketKeepsTheClocksPaceItIsToldOnce()
    {
        await ToldAtAsync(Morning);
        _time.Advance(TimeSpan.FromHours(5));

        Assert.Empty(await ToldAtAsync(Morning.AddHours(5).AddMinutes(30)));
    }

    [Fact]
    public async Task WhereTheMarketRunsAwayItIsToldAgain()
    {
        await ToldAtAsync(Morning);
        _time.Advance(TimeSpan.FromMinutes(1));
        DateTimeOffset later = Morning.AddMinutes(31).AddTicks(1);

        Assert.Equal([("user", later.AddMinutes(-1)), ("market", later.AddMinutes(-1))], await ToldAtAsync(later));
    }

    [Fact]
    public async Task ARenewedTokenIsTold()
    {
        await ToldAtAsync(Morning);
        _time.Advance(TimeSpan.FromHours(23));
        ProjectX.GatewayClient client = _bot.Services.GetRequiredService<ProjectX.GatewayClient>();
        await client.SearchAccountsAsync(onlyActive: true, TestContext.Current.CancellationToken).InTime();
        await client.Token.Renewal.InTime();

        Assert.Equal([("user", Morning.AddHours(23)), ("market", Morning.AddHours(23))], await ToldAtAsync(Morning.AddHours(23)));
    }

    private async Task<IEnumerable<(string Hub, DateTimeOffset? TokenIssued)>> ToldAtAsync(DateTimeOffset now)
    {
        _bot.Services.GetRequiredService<MarketClock>().AdvanceTo(now);
        IBrokerState state = _bot.Services.GetRequiredService<IBrokerState>();
        await state.CatchUpAsync(TestContext.Current.CancellationToken);
        var told = new List<(string, DateTimeOffset?)>();
        while (state.TryTake(out HubStateChanged change))
            told.Add((change.Hub, change.TokenIssued));
        return told;
    }
}
