using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace RiskTraceGen.Tests;

public sealed class HostStop
{
    private readonly Gate _gate = new();

    [Fact]
    public async Task AHandlerThatIsUnderWayIsWaitedForAndShown()
    {
        using IHost host = await StartAsync();
        RiskTracer tracer = host.Services.GetRequiredService<RiskTracer>();
        await _gate.Entered.InTime();
        Task stopping = host.StopAsync(TestContext.Current.CancellationToken);
        // More than a stop would take that only flushes.
        for (int i = 0; i < 100; i++)
            await tracer.FlushAsync().InTime();

        Assert.False(stopping.IsCompleted);
        Assert.Empty(tracer.RecentFlows);
        _gate.Open();
        await stopping.InTime();
        Assert.Equal("success", Assert.Single(tracer.RecentFlows).Step(StepKind.HookExec).Outcome);
    }

    [Fact]
    public async Task AHostThatHasNoTimeLeftDoesNotWaitForAHandlerAndTheJournalNamesIt()
    {
        using IHost host = await StartAsync();
        RiskTracer tracer = host.Services.GetRequiredService<RiskTracer>();
        await _gate.Entered.InTime();
        using var outOfTime = new CancellationTokenSource();
        Task stopping = host.StopAsync(outOfTime.Token);
        await outOfTime.CancelAsync();
        await stopping.InTime();

        FlowTrace trace = Assert.Single(tracer.RecentFlows);
        Assert.Equal("abandoned", trace.Step(StepKind.HookExec).Outcome);
        Assert.Contains("still running", trace.Step(StepKind.Alert).Text);
        _gate.Open();
    }

    // Whatever the order of registration: what the host's services dispatch while they stop is still evaluated.
    [Fact]
    public async Task TheTracerStopsAfterTheServicesOfTheHost()
    {
        _gate.Open();
        using IHost host = await StartAsync(static services => services.AddHostedService<Feed>());
        await host.StopAsync(TestContext.Current.CancellationToken).InTime();

        Assert.Contains("POSITION_CHANGED", host.Services.GetRequiredService<RiskTracer>().RecentFlows.Select(f => f.Trigger));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => host.Services.GetRequiredService<RiskDispatcher>().DispatchAsync(new PositionChanged("ES", 1)).AsTask());
    }

    /// <summary>A host whose one handler is held at the gate.</summary>
    private async Task<IHost> StartAsync(Action<IServiceCollection>? addFirst = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        addFirst?.Invoke(builder.Services);
        builder.Services.AddSingleton<IExchange, FakeExchange>().AddSingleton<BreachLog>().AddSingleton(new PositionLimit(2));
        builder.Services.AddRiskTracing(RiskTracing.Module, static options => (options.HookTimeout, options.StopTimeout) = (TimeSpan.FromDays(1), TimeSpan.FromDays(1)));
        IHost host = builder.Build();
        await host.StartAsync().InTime();
        RiskTracer tracer = host.Services.GetRequiredService<RiskTracer>();
        tracer.Hooks.Attach<Drill>("drill", (_, _, token) => _gate.Block(token));
        RiskFlow flow = tracer.StartFlow("TEST");
        flow.Raise(new Drill(1));
        flow.Complete("DONE");
        return host;
    }

    private sealed class Feed(RiskDispatcher dispatcher) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StopAsync(CancellationToken cancellationToken) => await dispatcher.DispatchAsync(new PositionChanged("ES", 1), cancellationToken);
    }
}
