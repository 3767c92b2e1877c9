using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RiskTraceGen;
using TradingBot.Chaos;
using TradingBot.Hosting;
using TradingBot.Market;
using TradingBot.Reporting;
using TradingBot.Simulation;

namespace TradingBot.Tests.Chaos;

public sealed class ChaosSeedsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(42)]     // closes a position by its fallback
    public async Task WhateverTheSeedEveryFaultIsAccountedFor(int seed)
    {
        var calendar = new TradingCalendar();
        var options = new BotOptions(Seed: seed, Events: 20_000, ReplayPaths: [], SkipBadLines: false, TraceLevel.Quiet, ChaosSeed: seed);
        using IHost host = BotHost.Build(options, new MarketSimulator(calendar, options.Seed, options.Events), calendar);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.WaitForShutdownAsync(TestContext.Current.CancellationToken);
        ChaosBroker chaos = host.Services.GetRequiredService<ChaosBroker>();
        await chaos.DeliverLateAnswersAsync();
        RiskTracer tracer = host.Services.GetRequiredService<RiskTracer>();
        await tracer.DisposeAsync();

        Assert.Null(host.Services.GetRequiredService<BotRun>().Failure);
        ChaosAccount account = ChaosAccount.Of(host.Services, tracer.Statistics)!;
        Assert.Empty(account.Differences);
        Assert.True(chaos.Faults.Total > 10);
    }
}
