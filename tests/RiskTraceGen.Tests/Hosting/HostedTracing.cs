using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RiskTraceGen.Tests;

public sealed class HostedTracing
{
    private readonly FlowCollector _flows = new();

    [Fact]
    public async Task AnEventGoesThroughRuleBrokerAndHandlerToTheSink()
    {
        IHost host = Build(AddDesk);
        BreachLog log = host.Services.GetRequiredService<BreachLog>();
        await host.StartAsync().InTime();
        DispatchResult result = await host.Services.GetRequiredService<RiskDispatcher>().DispatchAsync(new PositionChanged("ES", 5)).InTime();
        await host.StopAsync().InTime();
        await ((IAsyncDisposable)host).DisposeAsync().InTime();

        Assert.Equal(RuleResult.Breach("flattened"), result.Worst);
        FlowTrace flow = Assert.Single(_flows.Flows);
        Assert.Equal("BREACH_HANDLED", flow.Result);
        Assert.Equal("POSITION_CHANGED", flow.Trigger);
        Assert.Equal("ES", flow.Step(StepKind.ApiCall).Field("symbol"));
        BreachDetected breach = Assert.Single(log.Breaches);
        Assert.Equal(("position_limit", "ES"), (breach.Rule, breach.ContractId));
    }

    [Fact]
    public async Task WhatHasEndedIsShownWhenTheHostHasStopped()
    {
        using IHost host = Build(AddDesk);
        await host.StartAsync().InTime();
        RiskDispatcher dispatcher = host.Services.GetRequiredService<RiskDispatcher>();
        for (int i = 0; i < 100; i++)
            await dispatcher.DispatchAsync(new PositionChanged("ES", 1)).InTime();

        await host.StopAsync().InTime();
        Assert.Equal(100, _flows.Flows.Count);
    }

    [Fact]
    public async Task TheHashOfASealedSegmentIsLogged()
    {
        using var directory = new TemporaryDirectory();
        var log = new LogCollector();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(log);
        AddDesk(builder.Services);
        builder.Services.AddRiskTracing(RiskTracing.Module, options => options.JournalDirectory = directory.Path);
        IHost host = builder.Build();
        await host.StartAsync().InTime();
        await host.StopAsync().InTime();
        await ((IAsyncDisposable)host).DisposeAsync().InTime();

        using var verifier = new JournalVerifier(JournalDirectory.Open(directory.Path));
        Assert.Contains(log.Messages, message => message.EndsWith($"head {verifier.Verify().Head}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnAlertIsLoggedAsCriticalAndStillToldToWhoeverAsked()
    {
        var log = new LogCollector();
        var told = new List<RiskAlert>();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(log);
        AddDesk(builder.Services);
        builder.Services.AddRiskTracing(RiskTracing.Module, options => options.Alerted = told.Add);
        using IHost host = builder.Build();
        await host.StartAsync().InTime();
        RiskFlow flow = host.Services.GetRequiredService<RiskTracer>().StartFlow("TEST");
        flow.Raise(new CriticalFailure("feed", "went silent", new IOException("reset")));
        flow.Complete("DONE");
        await host.StopAsync().InTime();

        Assert.Equal((LogLevel.Critical, $"feed: went silent (flow 1){Environment.NewLine}System.IO.IOException: reset"), Assert.Single(log.Entries, static e => e.Level == LogLevel.Critical));
        Assert.Equal("went silent", Assert.Single(told).Message);
    }

    [Fact]
    public async Task WhatIsMissingStopsTheHostAtItsStart()
    {
        using IHost host = Build(static services => services.AddSingleton<IExchange, FakeExchange>().AddSingleton<BreachLog>());
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync().InTime());

        Assert.Equal(
            $"{typeof(PositionLimitRule)} needs {typeof(PositionLimit)}, and nothing provides one. With a container register it as a singleton (services.AddSingleton<PositionLimit>(...)); without one return it from the resolve function of CreateDispatcher.",
            thrown.Message);
    }

    [Fact]
    public async Task AMissingBrokerStopsTheHostAtItsStart()
    {
        using IHost host = Build(static services => services.AddSingleton<BreachLog>().AddSingleton(new PositionLimit(2)));

        Assert.Contains($"need {typeof(IExchange)}, and nothing provides one", (await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync().InTime())).Message);
    }

    [Fact]
    public async Task AScopedDependencyStopsTheHostAtItsStart()
    {
        using IHost host = Build(static services => services.AddSingleton<IExchange, FakeExchange>().AddSingleton<BreachLog>().AddScoped(static _ => new PositionLimit(2)));
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync().InTime());

        Assert.StartsWith($"{typeof(PositionLimitRule)} needs {typeof(PositionLimit)}, which is registered as scoped; rules and handlers are singletons.", thrown.Message);
    }

    [Fact]
    public async Task ARuleThatTheUserRegisteredIsUsedAsItIs()
    {
        using IHost host = Build(services =>
        {
            services.AddSingleton(new PositionLimitRule(new PositionLimit(100)));
            AddDesk(services);
        });
        await host.StartAsync().InTime();
        DispatchResult result = await host.Services.GetRequiredService<RiskDispatcher>().DispatchAsync(new PositionChanged("ES", 5)).InTime();
        await host.StopAsync().InTime();

        Assert.True(result.Worst.IsPass);
    }

    [Fact]
    public void ASecondCallOfAddRiskTracingIsRefused()
    {
        var services = new ServiceCollection();
        services.AddRiskTracing(RiskTracing.Module);

        Assert.StartsWith("AddRiskTracing was called before.", Assert.Throws<InvalidOperationException>(() => services.AddRiskTracing(RiskTracing.Module)).Message);
    }

    [Fact]
    public async Task TheContainersClockIsTheTracers()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using ServiceProvider provider = new ServiceCollection().AddSingleton<TimeProvider>(time).AddRiskTracing(RiskTracing.Module).BuildServiceProvider();

        using RiskFlow flow = provider.GetRequiredService<RiskTracer>().StartFlow("TEST");
        Assert.Same(time, flow.Time);
    }

    private static void AddDesk(IServiceCollection services)
        => services.AddSingleton<IExchange, FakeExchange>().AddSingleton<BreachLog>().AddSingleton(new PositionLimit(2));

    private IHost Build(Action<IServiceCollection> add)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        add(builder.Services);
        builder.Services.AddRiskTracing(RiskTracing.Module, options =>
        {
            options.Level = TraceLevel.All;
            options.Sinks.Add(_flows);
        });
        return builder.Build();
    }

    private sealed class FlowCollector : IFlowSink
    {
        public List<FlowTrace> Flows { get; } = [];

        public bool Wants(in FlowSummary summary, TraceLevel level) => true;

        public void OnFlow(FlowTrace flow, TraceLevel level) => Flows.Add(flow);
    }
}
