using Microsoft.Extensions.Configuration;
using TradingBot.Configuration;
using TradingBot.Market;
using TradingBot.Reporting;
using TradingBot.Risk;
using TradingBot.Simulation;

namespace TradingBot.Tests.Reporting;

public sealed class RunHeaderTests
{
    [Theory]
    [InlineData(true, "account EVAL-50K, 50,000.00 USD on paper")]
    [InlineData(false, "account EVAL-50K, 50,000.00 USD at the gateway")]
    public void WhereTheMoneyIsIsSaid(bool onPaper, string line) => Assert.Contains(line, LinesOf(onPaper));

    [Fact]
    public void WhatAnEarlierRunHasLeftToBeDoneIsSaid()
    {
        Assert.Equal(["left by an earlier run: ES is to be closed", "left by an earlier run: everything is to be closed: why", ""], LinesOf(onPaper: false, "ES is to be closed", "everything is to be closed: why")[^3..]);
        Assert.DoesNotContain(LinesOf(onPaper: false), line => line.StartsWith("left", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatAnEarlierRunHasBarredIsSaid()
    {
        DateTimeOffset from = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);
        Assert.Equal(
            ["left by an earlier run: ann bars all contracts until lifted (Disable): enough", "left by an earlier run: r bars ES until 2026-03-02 16:00:00Z (LockOut): loss", ""],
            LinesOf(onPaper: true, [], new TradingHold("ann", null, "enough", from, null, HoldKind.Disable), new TradingHold("r", "ES", "loss", from, from.AddHours(1), HoldKind.LockOut))[^3..]);
    }

    private static string[] LinesOf(bool onPaper, params string[] decisions) => LinesOf(onPaper, decisions, []);

    private static string[] LinesOf(bool onPaper, string[] decisions, params TradingHold[] holds)
    {
        BotSettings settings = SettingsReader.Read(new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json").Build());
        return RunHeader.Of(new MarketSimulator(new TradingCalendar(), seed: 1, events: 1), settings, onPaper, decisions, holds).ReplaceLineEndings("\n").Split('\n');
    }
}
