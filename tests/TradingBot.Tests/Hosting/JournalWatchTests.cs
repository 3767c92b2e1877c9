using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RiskTraceGen;
using TradingBot.Domain;
using TradingBot.Handlers;
using TradingBot.Hosting;
using TradingBot.Market;

namespace TradingBot.Tests.Hosting;

public sealed class JournalWatchTests
{
    private static readonly FuturesContract Es = FuturesContract.Of(FuturesProduct.ES, new DeliveryMonth(2025, 12));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AJournalThatIsRemovedIsToldOfOnceWhileTheBotRuns(bool isRemoved)
    {
        string directory = Directory.CreateTempSubdirectory("tradingbot-").FullName;
        var feed = new ThreeMinutes(() =>
        {
            if (isRemoved)
                Directory.Delete(directory, recursive: true);
        });
        var options = new BotOptions(Seed: 1, Events: 1, ReplayPaths: [], SkipBadLines: false, TraceLevel.Quiet, JournalDirectory: directory);
        using IHost host = BotHost.Build(options, feed, new TradingCalendar());
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.WaitForShutdownAsync(TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<RiskTracer>().DisposeAsync();

        string[] told = [.. host.Services.GetRequiredService<AuditTrail>().Entries.Select(entry => entry.What).Where(what => what.StartsWith("critical failure of journal", StringComparison.Ordinal))];
        Assert.Equal(isRemoved ? 1 : 0, told.Length);
        Assert.All(told, what => Assert.Contains($"its files are gone from {directory}", what, StringComparison.Ordinal));
        if (!isRemoved)
            Directory.Delete(directory, recursive: true);
    }

    private sealed class ThreeMinutes(Action afterTheFirst) : IMarketFeed
    {
        public string Description => "three minutes";

        public IEnumerable<MarketUpdate> Read(CancellationToken cancellationToken)
        {
            var time = new DateTimeOffset(2025, 9, 17, 15, 0, 0, TimeSpan.Zero);
            for (int minute = 0; minute < 3; minute++)
            {
                yield return new MarketUpdate(time.AddMinutes(minute), Es, 6650, 6650.25m, null, 0);
                if (minute == 0)
                    afterTheFirst();
            }
        }
    }
}
