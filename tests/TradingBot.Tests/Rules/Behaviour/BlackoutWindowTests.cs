using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.Behaviour;

namespace TradingBot.Tests.Rules.Behaviour;

public sealed class BlackoutWindowTests : RuleTests
{
    private static readonly DateTimeOffset News = new(2025, 9, 17, 18, 0, 0, TimeSpan.Zero);

    private readonly BlackoutWindowRule _rule;

    public BlackoutWindowTests()
    {
        var limits = new BlackoutLimits
        {
            Daily =
            [
                new DailyWindow { Name = "opening", From = new TimeOnly(8, 30), To = new TimeOnly(8, 35) },
                new DailyWindow { Name = "midnight", From = new TimeOnly(23, 50), To = new TimeOnly(0, 10) },
            ],
            Holidays = [new DateOnly(2025, 12, 25)],
            News = [new NewsWindow { Name = "decision", Start = News, End = News.AddMinutes(7) }],
        };
        _rule = new BlackoutWindowRule(limits, Bench.Gate, Bench.Calendar);
    }

    [Theory]
    [InlineData("2025-09-17T17:59:59.9999999Z", null)]
    [InlineData("2025-09-17T18:00:00Z", "decision")]
    [InlineData("2025-09-17T18:06:59.9999999Z", "decision")]
    [InlineData("2025-09-17T18:07:00Z", null)]
    // 08:30 in Chicago is 13:30 UTC in summer and 14:30 in winter.
    [InlineData("2025-09-17T13:29:59.9999999Z", null)]
    [InlineData("2025-09-17T13:30:00Z", "opening")]
    [InlineData("2025-09-17T13:34:59.9999999Z", "opening")]
    [InlineData("2025-09-17T13:35:00Z", null)]
    [InlineData("2025-12-17T13:30:00Z", null)]
    [InlineData("2025-12-17T14:30:00Z", "opening")]
    [InlineData("2025-09-17T04:49:59.9999999Z", null)]
    [InlineData("2025-09-17T04:50:00Z", "midnight")]
    [InlineData("2025-09-17T05:09:59.9999999Z", "midnight")]
    [InlineData("2025-09-17T05:10:00Z", null)]
    // The trading day of the holiday begins at 17:00 in Chicago on the evening before, and its rest ends at 17:00.
    [InlineData("2025-12-24T22:59:59.9999999Z", null)]
    [InlineData("2025-12-24T23:00:00Z", "holiday 2025-12-25")]
    [InlineData("2025-12-25T22:59:59.9999999Z", "holiday 2025-12-25")]
    [InlineData("2025-12-25T23:00:00Z", null)]
    public void InsideAWindowNothingIsOpened(string time, string? window)
    {
        DateTimeOffset now = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
        OrderRequest order = RiskBench.Order(Es, OrderSide.Buy, 1);

        Assert.Equal(window is null ? RuleResult.Pass : RuleResult.Breach(window), _rule.Check(Ask(order, now), Flow));
        Assert.Equal(window is null, _rule.Check(new OrderChangeRequested("1", order, now), Flow).IsPass);
    }

    [Theory]
    [InlineData("2025-09-17T18:02:00Z", "2025-09-17T18:07:00Z")]
    [InlineData("2025-09-17T13:31:00Z", "2025-09-17T13:35:00Z")]
    [InlineData("2025-09-17T04:55:00Z", "2025-09-17T05:10:00Z")]
    [InlineData("2025-09-17T05:05:00Z", "2025-09-17T05:10:00Z")]
    [InlineData("2025-12-25T12:00:00Z", "2025-12-25T23:00:00Z")]
    public void TheClockBarsOnceUntilTheEnd(string time, string end)
    {
        var tick = new ClockTick(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(_rule.Check(tick, Flow).IsBreach);
        Assert.True(_rule.Check(tick, Flow).IsPass);

        TradingHold hold = Assert.Single(Bench.Gate.History);
        Assert.Equal((HoldKind.Block, DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture)), (hold.Kind, hold.Until));
    }

    // An earlier run had a window that ended in another year; in this one it is corrected.
    [Theory]
    [InlineData("2025-09-17T18:02:00Z", true)]
    [InlineData("2025-09-17T18:07:00Z", false)]
    public void AHoldOfAWindowThatWasCorrectedIsLiftedOutsideAllWindowsAndNoOtherHold(string time, bool stands)
    {
        DateTimeOffset now = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
        Bench.Gate.Close(new TradingHold("blackout_window", null, "decision", News, News.AddYears(1), HoldKind.Block), Flow);
        Bench.Gate.Block("connectivity_loss", null, "down", News, Flow);
        Assert.True(_rule.Check(new ClockTick(now), Flow).IsPass);

        Assert.Equal(stands, Bench.Gate.IsHeldBy("blackout_window", null, now));
        Assert.True(Bench.Gate.IsHeldBy("connectivity_loss", null, now));
    }

    [Fact]
    public void OutsideTheClockBarsNothing()
    {
        Assert.True(_rule.Check(new ClockTick(Morning), Flow).IsPass);
        Assert.Empty(Bench.Gate.History);
    }
}
