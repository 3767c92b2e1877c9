using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RiskTraceGen;
using TradingBot.Domain;
using TradingBot.Hosting;
using TradingBot.Market;
using TradingBot.Reporting;

namespace TradingBot.Tests.Hosting;

public sealed class InterruptionTests
{
    [Fact]
    public async Task ABotThatIsStoppedEndsCleanlyWithItsSummary()
    {
        var feed = new EndlessFeed();
        using IHost host = Build(feed);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await feed.Begun;
        await host.StopAsync(TestContext.Current.CancellationToken);

        BotRun run = host.Services.GetRequiredService<BotRun>();
        Assert.True(run.WasInterrupted);
        Assert.Null(run.Failure);

        RiskTracer tracer = host.Services.GetRequiredService<RiskTracer>();
        await tracer.DisposeAsync();
        string summary = RunSummary.Of(host.Services, tracer.Statistics);
        Assert.StartsWith("stopped before the end of the day", summary, StringComparison.Ordinal);
        Assert.Contains(" 0 abandoned", summary, StringComparison.Ordinal);
        Assert.Contains(" 0 dropped", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABotThatIsStoppedBeforeItBeginsIsInterruptedToo()
    {
        using IHost host = Build(new EndlessFeed());
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        await host.StopAsync(TestContext.Current.CancellationToken);

        BotRun run = host.Services.GetRequiredService<BotRun>();
        Assert.True(run.WasInterrupted);
        Assert.Null(run.Failure);

        RiskTracer tracer = host.Services.GetRequiredService<RiskTracer>();
        await tracer.DisposeAsync();
        Assert.StartsWith("stopped before the end of the day", RunSummary.Of(host.Services, tracer.Statistics), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFeedThatFailsIsNotTheEndOfTheDay()
    {
        using IHost host = Build(new BrokenFeed());
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.WaitForShutdownAsync(TestContext.Current.CancellationToken);

        BotRun run = host.Services.GetRequiredService<BotRun>();
        Assert.Equal("the cable came out", Assert.IsType<IOException>(run.Failure).Message);
        Assert.False(run.WasInterrupted);
    }

    // The writer goes on in what it has mapped, and hears nothing of it.
    [Fact]
    public async Task AJournalThatWasRemovedMeanwhileIsNotSaidToBeKept()
    {
        string directory = Directory.CreateTempSubdirectory("tradingbot-").FullName;
        var feed = new EndlessFeed();
        using IHost host = Build(feed, directory);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await feed.Begun;
        Directory.Delete(directory, recursive: true);
        await host.StopAsync(TestContext.Current.CancellationToken);
        RiskTracer tracer = host.Services.GetRequiredService<RiskTracer>();
        await tracer.DisposeAsync();
        string summary = RunSummary.Of(host.Services, tracer.Statistics);

        Assert.Contains($"its files are gone from {directory}, and what was written to them is not kept", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("kept in", summary, StringComparison.Ordinal);
    }

    private static IHost Build(IMarketFeed feed, string? journal = null)
        => BotHost.Build(new BotOptions(Seed: 1, Events: 1, ReplayPaths: [], SkipBadLines: false, TraceLevel.Quiet, JournalDirectory: journal), feed, new TradingCalendar());

    private sealed class EndlessFeed : IMarketFeed
    {
        private static readonly FuturesContract Es = FuturesContract.Of(FuturesProduct.ES, new DeliveryMonth(2025, 12));
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public string Description => "a day without end";

        public IEnumerable<MarketUpdate> Read(CancellationToken cancellationToken)
        {
            var time = new DateTimeOffset(2025, 9, 17, 15, 0, 0, TimeSpan.Zero);
            for (int i = 0; ; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return new MarketUpdate(time.AddMilliseconds(i), Es, 6650, 6650.25m, null, 0);
                _begun.TrySetResult();
            }
        }
    }

    private sealed class BrokenFeed : IMarketFeed
    {
        public string Description => "a cable";

        public IEnumerable<MarketUpdate> Read(CancellationToken cancellationToken) => throw new IOException("the cable came out");
    }
}
