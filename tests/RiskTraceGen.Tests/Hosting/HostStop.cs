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
    public async Task AHostThatHasNoTimeLeftDoesNotWaitForAHandler()
    {
        using IHost host = await StartAsync();
        await _gate.Entered.InTime();
        using var outOfTime = new CancellationTokenSource();
        Task stopping = host.StopAsync(outOfTime.Token);
        await outOfTime.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopping.InTime());
        _gate.Open();
    }

    /// <summary>A host whose one handler is held at the gate.</summary>
    private async Task<IHost> StartAsync()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IExchange, FakeExchange>().AddSingleton<BreachLog>().AddSingleton(new PositionLimit(2));
        builder.Services.AddRiskTracing(RiskTracing.Module, static options => options.HookTimeout = TimeSpan.FromDays(1));
        IHost host = builder.Build();
        await host.StartAsync().InTime();
        RiskTracer tracer = host.Services.GetRequiredService<RiskTracer>();
        tracer.Hooks.Attach<Drill>("drill", (_, _, token) => _gate.Block(token));
        RiskFlow flow = tracer.StartFlow("TEST");
        flow.Raise(new Drill(1));
        flow.Complete("DONE");
        return host;
    }
}
