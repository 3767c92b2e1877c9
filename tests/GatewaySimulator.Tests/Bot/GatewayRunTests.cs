using System.Diagnostics;
using GatewaySimulator.Hosting;
using GatewaySimulator.Tests.EndToEnd;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProjectX;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Domain;
using TradingBot.Gateway;
using TradingBot.Hosting;
using TradingBot.Market;
using TradingBot.Simulation;
using OrderSide = ProjectX.OrderSide;
using OrderType = ProjectX.OrderType;
using TraceLevel = RiskTraceGen.TraceLevel;

namespace GatewaySimulator.Tests.Bot;

public sealed class GatewayRunTests
{
    /// <summary>The bot where it was built: beside the tests it would lack what the tests have from the web framework.</summary>
    private static string Bot { get; } = AppContext.BaseDirectory.Replace(
        Path.Combine("tests", "GatewaySimulator.Tests"), Path.Combine("samples", "TradingBot"), StringComparison.Ordinal) + "TradingBot.dll";

    [Fact]
    public async Task ADayIsTradedToItsEndAndNoSecretIsAnywhere()
    {
        var options = new SimulatorOptions { Speed = 0, ApiKey = "k3y-that-nobody-may-read" };
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(new MarketSimulator(new TradingCalendar(), 1, 300), options);
        string log = Path.GetTempFileName();
        (int exitCode, string printed, string error) = await RunAsync(options.ApiKey, "--gateway", simulator.Address.ToString(), "--verbose", "--log", log);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains($"from the gateway at {simulator.Address}, account EVAL-50K", printed, StringComparison.Ordinal);
        Assert.Contains("\nend of the day", printed, StringComparison.Ordinal);
        Assert.Contains("API_CALL    | search_trades", printed, StringComparison.Ordinal);
        foreach (string text in (string[])[printed, await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken)])
        {
            Assert.DoesNotContain(options.ApiKey, text, StringComparison.Ordinal);
            Assert.DoesNotContain("eyJhbGciOi", text, StringComparison.Ordinal);       // how every token begins
        }

        File.Delete(log);
    }

    [Fact]
    public async Task AGatewayThatIsNotThereIsSaidToBe()
    {
        (int exitCode, string printed, string error) = await RunAsync("key", "--gateway", "http://127.0.0.1:1");

        Assert.Equal((3, ""), (exitCode, printed));
        Assert.StartsWith("No gateway can be used at http://127.0.0.1:1/: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AKeyThatIsRefusedIsSaidToBeButNotWhichItWas()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync();
        (int exitCode, string printed, string error) = await RunAsync("wr0ng-key", "--gateway", simulator.Address.ToString());

        Assert.Equal((3, ""), (exitCode, printed));
        Assert.Equal($"The gateway at {simulator.Address} refuses the key of demo: InvalidCredentials. Set Gateway__UserName and Gateway__ApiKey.", error.Trim());
    }

    [Fact]
    public async Task ADamagedAccountFileIsSaidInOneLine()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(new MarketSimulator(new TradingCalendar(), 1, 300), new SimulatorOptions { Speed = 0 });
        string state = Directory.CreateTempSubdirectory("tradingbot-").FullName;
        await File.WriteAllTextAsync(Path.Combine(state, "accounts.json"), "{ \"version\": 1, \"acc", TestContext.Current.CancellationToken);
        (int exitCode, string printed, string error) = await RunAsync(simulator.Options.ApiKey, "--gateway", simulator.Address.ToString(), "--state", state);

        Assert.Equal((2, ""), (exitCode, printed));
        string line = Assert.Single(error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"{Path.Combine(state, "accounts.json")} cannot be read, so nobody knows what the account has lost: Line 1, column ", line, StringComparison.Ordinal);
        Directory.Delete(state, recursive: true);
    }

    [Fact]
    public async Task AGatewayThatGoesAwayEndsTheRun()
    {
        RunningSimulator simulator = await RunningSimulator.StartAsync(new MarketSimulator(new TradingCalendar(), 1, 60_000), new SimulatorOptions { Speed = 60 });
        await using GatewaySession session = await GatewaySession.OpenAsync(
            simulator.ClientOptions() with { ReconnectPatience = TimeSpan.Zero }, "EVAL-50K", ["ES"], TestContext.Current.CancellationToken).InTime();
        var begun = new FirstFlow();
        using IHost host = BotHost.Build(new BotOptions(1, 1, [], false, TraceLevel.Quiet, Gateway: simulator.Address), session, new TradingCalendar(), begun);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await begun.Seen.InTime();
        await simulator.DisposeAsync();
        await host.WaitForShutdownAsync(TestContext.Current.CancellationToken).InTime();

        Exception failure = host.Services.GetRequiredService<BotRun>().Failure!;
        Assert.StartsWith($"The gateway at {simulator.Address} has gone away, and did not come back within 0 s: ", Assert.IsType<GatewayUnavailableException>(failure).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMarketThatIsNotFoundAgainIsAGatewayThatHasGoneAway()
    {
        RunningSimulator simulator = await RunningSimulator.StartAsync(new MarketSimulator(new TradingCalendar(), 1, 60_000), new SimulatorOptions { Speed = 60 });
        await using GatewaySession session = await GatewaySession.OpenAsync(
            simulator.ClientOptions() with { ReconnectPatience = TimeSpan.FromTicks(1) }, "EVAL-50K", ["ES"], TestContext.Current.CancellationToken).InTime();
        await using var tracer = new RiskTracer(new RiskTracerOptions());
        var feed = new GatewayFeed(session, tracer);
        await simulator.DisposeAsync();

        GatewayUnavailableException failure = await Assert.ThrowsAsync<GatewayUnavailableException>(async () =>
        {
            await foreach (MarketUpdate _ in feed.ReadAsync(TestContext.Current.CancellationToken))
            {
            }
        }).InTime();
        Assert.StartsWith($"The gateway at {simulator.Address} has gone away, and did not come back within ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APriceSaysHowLongItLayReady()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(new MarketSimulator(new TradingCalendar(), 1, 300), new SimulatorOptions { Speed = 0 });
        await using GatewaySession session = await GatewaySession.OpenAsync(
            simulator.ClientOptions() with { Time = new SteppingTime() }, "EVAL-50K", ["ES"], TestContext.Current.CancellationToken).InTime();
        await using var tracer = new RiskTracer(new RiskTracerOptions());

        MarketUpdate first = await new GatewayFeed(session, tracer).ReadAsync(TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken).AsTask().InTime();
        Assert.True(first.Waited >= SteppingTime.Step, $"{first.Waited}");
    }

    [Fact]
    public async Task AGatewayThatHangsEndsTheRun()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(new MarketSimulator(new TradingCalendar(), 1, 60_000), new SimulatorOptions { Speed = 60 });
        await using var wire = new FreezableWire(simulator.Address);
        var time = new HurryingClock();
        GatewayOptions options = simulator.ClientOptions() with
        {
            RestAddress = wire.Address,
            HubsAddress = new Uri(wire.Address, "/hubs"),
            Time = time,
            HubSilence = TimeSpan.FromSeconds(1),
            ReconnectPatience = TimeSpan.FromMilliseconds(500),
        };
        await using GatewaySession session = await GatewaySession.OpenAsync(options, "EVAL-50K", ["ES"], TestContext.Current.CancellationToken).InTime();
        var begun = new FirstFlow();
        using IHost host = BotHost.Build(new BotOptions(1, 1, [], false, TraceLevel.Quiet, Gateway: wire.Address), session, new TradingCalendar(), begun);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await begun.Seen.InTime();
        wire.Freeze();
        time.Hurry();
        await host.WaitForShutdownAsync(TestContext.Current.CancellationToken).InTime();

        Exception failure = host.Services.GetRequiredService<BotRun>().Failure!;
        Assert.StartsWith($"The gateway at {wire.Address} has gone away, and did not come back within ", Assert.IsType<GatewayUnavailableException>(failure).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMarketThatIsStartedAnewEndsTheRun()
    {
        (IHost host, _) = await TradeAsync([.. Enumerable.Range(3_600, 10), .. Enumerable.Range(0, 60)]);
        using IHost ended = host;

        Exception failure = host.Services.GetRequiredService<BotRun>().Failure!;
        Assert.Contains("has gone back from 2025-09-17 16:00:09Z to 2025-09-17 15:00:49Z", Assert.IsType<GatewayUnavailableException>(failure).Message, StringComparison.Ordinal);
        Assert.EndsWith("Start the bot again.", failure.Message, StringComparison.Ordinal);

        // It answers, so it was asked what is left.
        Assert.True(host.Services.GetRequiredService<RunClosing>().IsKnown);
    }

    [Fact]
    public async Task AQuoteFromTheFutureStopsNoClock()
    {
        (IHost host, SeenFlows flows) = await TradeAsync([0, 1, 2, 36_000, 3, 4, 5]);
        using IHost ended = host;

        Assert.Null(host.Services.GetRequiredService<BotRun>().Failure);
        Assert.Equal(6, host.Services.GetRequiredService<TradingLoop>().Updates);
        Assert.Equal(ScriptedMarket.Morning.AddSeconds(5), host.Services.GetRequiredService<MarketClock>().Now);
        Assert.Equal("IGNORED", (await flows.FirstAsync(flow => flow.Type == "QUOTE_IGNORED").InTime()).Result);
    }

    [Fact]
    public async Task WhatIsHeldIsQuotedAlsoIfItIsNotTraded()
    {
        using IHost host = await RunHoldingMicroAsync(bid: 24_500);
        Assert.Equal(24_500, host.Services.GetRequiredService<MarketView>().Of(Micro(24_500, 0).Contract.Id).Bid);
        Assert.True(host.Services.GetRequiredService<TradingAccount>().TryGetEquity(out _));
        Assert.False(host.Services.GetRequiredService<IPriceStream>().Trades(Micro(24_500, 0).Contract.Id));
    }

    [Fact]
    public async Task WhatAPositionHadEarnedBeforeTheBotCameIsNoResultOfTheDay()
    {
        using IHost host = await RunHoldingMicroAsync(bid: 24_600);
        TradingAccount account = host.Services.GetRequiredService<TradingAccount>();
        Assert.InRange(account.MarksOn(default).EquityAtDayStart - account.BalanceAtDayStart, 190, 200);
        Assert.True(account.TryGetDayResult(out decimal result));
        Assert.InRange(result, -10, 0);
    }

    // The gateway cannot say at once what it is, and by then the day has begun.
    [Fact]
    public async Task WhatTurnsOutLateToHaveBeenHeldBeforeWasHeldWhenTheDayBegan()
    {
        var crude = new FuturesContract("CON.F.US.CLE.Z25", new FuturesProduct("CL", "CLE", 0.01m, 10m, IsMicro: false, 0), new DeliveryMonth(2025, 12));
        var way = new TroubledWay("/api/Contract/searchById") { IsTroubled = true };
        var market = new HeldMarket(_ => way.Calls > 0);
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(
            new RecordedMarket([Crude(2), .. Enumerable.Range(1, 20).Select(i => ScriptedMarket.Quote(6650, second: i * 90))]), new SimulatorOptions(), market);
        market.Exchange = simulator.Exchange;
        simulator.Exchange.OnPrice(Crude(0));
        simulator.Exchange.Place(new PlaceOrderRequest(simulator.Exchange.Account.Id, crude.Id, OrderType.Market, OrderSide.Bid, 1, CustomTag: "by hand"));
        simulator.Exchange.OnPrice(Crude(1));
        await using GatewaySession session = await GatewaySession.OpenAsync(
            simulator.ClientOptions() with { Time = new FastClock(20) }, "EVAL-50K", ["ES"], way, TestContext.Current.CancellationToken).InTime();
        var flows = new SeenFlows();
        using IHost host = BotHost.Build(new BotOptions(1, 1, [], false, TraceLevel.Quiet, Gateway: simulator.Address), session, new TradingCalendar(), flows);
        market.Follow(host.Services.GetRequiredService<MarketClock>());
        await host.StartAsync(TestContext.Current.CancellationToken);
        await market.Held.InTime();
        way.IsTroubled = false;
        await flows.FirstAsync(flow => flow.Steps.Any(step => step.Kind == StepKind.CustomEvent && step.Name == "contract_learned")).InTime();
        await host.StopAsync(TestContext.Current.CancellationToken).InTime();

        Assert.Null(host.Services.GetRequiredService<BotRun>().Failure);
        UnvaluedPosition held = Assert.Single(host.Services.GetRequiredService<TradingAccount>().MarksOn(default).UnvaluedAtDayStart!);
        Assert.Equal((crude.Id, 1, 60.01m), (held.ContractId, held.Size, held.Cost));

        MarketUpdate Crude(int second) => new(ScriptedMarket.Morning.AddSeconds(second), crude, 60, 60.01m, 60, 1);
    }

    /// <summary>Runs the bot to its end, with a contract held from before that it does not trade: bought at 24,500, and quoted at this afterwards.</summary>
    private static async Task<IHost> RunHoldingMicroAsync(decimal bid)
    {
        MarketUpdate[] quotes = [.. Enumerable.Range(2, 10).SelectMany(second => (MarketUpdate[])[ScriptedMarket.Quote(6650, second), Micro(bid, second)])];
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(new RecordedMarket(quotes));
        simulator.Exchange.OnPrice(Micro(24_500, 0));
        simulator.Exchange.Place(new PlaceOrderRequest(simulator.Exchange.Account.Id, Micro(24_500, 0).Contract.Id, OrderType.Market, OrderSide.Bid, 1, CustomTag: "by hand"));
        simulator.Exchange.OnPrice(Micro(24_500, 1));
        await using GatewaySession session = await GatewaySession.OpenAsync(simulator.ClientOptions(), "EVAL-50K", ["ES"], TestContext.Current.CancellationToken).InTime();
        IHost host = BotHost.Build(new BotOptions(1, 1, [], false, TraceLevel.Quiet, Gateway: simulator.Address), session, new TradingCalendar());
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.WaitForShutdownAsync(TestContext.Current.CancellationToken).InTime();

        Assert.Null(host.Services.GetRequiredService<BotRun>().Failure);
        return host;
    }

    private static MarketUpdate Micro(decimal bid, int second) => new(
        ScriptedMarket.Morning.AddSeconds(second), FuturesContract.Of(FuturesProduct.MNQ, new DeliveryMonth(2025, 12)), bid, bid + 0.25m, bid, 1);

    /// <summary>A run to its end over quotes of these seconds.</summary>
    private static async Task<(IHost Bot, SeenFlows Flows)> TradeAsync(int[] seconds)
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(new TimedMarket(seconds), new SimulatorOptions { Speed = 0 });
        await using GatewaySession session = await GatewaySession.OpenAsync(simulator.ClientOptions(), "EVAL-50K", ["ES"], TestContext.Current.CancellationToken).InTime();
        var flows = new SeenFlows();
        IHost host = BotHost.Build(new BotOptions(1, 1, [], false, TraceLevel.Quiet, Gateway: simulator.Address), session, new TradingCalendar(), flows);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.WaitForShutdownAsync(TestContext.Current.CancellationToken).InTime();
        return (host, flows);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string key, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (string argument in (string[])["exec", Bot, .. arguments])
            start.ArgumentList.Add(argument);
        start.Environment["Gateway__ApiKey"] = key;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).InTime();
        return (process.ExitCode, await output, await error);
    }

    private sealed class RecordedMarket(MarketUpdate[] updates) : IMarketFeed
    {
        public string Description => "a recorded market";

        public IEnumerable<MarketUpdate> Read(CancellationToken cancellationToken) => updates;
    }

    private sealed class TimedMarket(int[] seconds) : IMarketFeed
    {
        public string Description => "a market with times of its own";

        public IEnumerable<MarketUpdate> Read(CancellationToken cancellationToken)
            => seconds.Select((second, i) => ScriptedMarket.Quote(6650 + i % 2 * 0.25m, second));
    }

    private sealed class FirstFlow : IFlowSink
    {
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => _seen.Task;

        public bool Wants(in FlowSummary summary, TraceLevel level) => true;

        public void OnFlow(FlowTrace flow, TraceLevel level) => _seen.TrySetResult();
    }

    /// <summary>A clock that goes on whenever somebody looks at it.</summary>
    private sealed class SteppingTime : TimeProvider
    {
        public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

        private long _timestamp;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref _timestamp, Step.Ticks);
    }
}
