using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.Behaviour;

namespace TradingBot.Tests.Rules.Behaviour;

public sealed class TradeFrequencyTests : RuleTests
{
    private readonly TradeFrequencyRule _rule;

    public TradeFrequencyTests()
    {
        var limits = new TradeFrequencyLimits { PerMinute = 3, PerHour = 5, PerSession = 7, CoolDownMinutes = 15 };
        _rule = new TradeFrequencyRule(limits, Bench.Gate, Bench.Calendar, Bench.Clock);
    }

    [Theory]
    [InlineData(59_999, false)]
    [InlineData(60_000, true)]
    public void AMinuteHasItsNumber(int milliseconds, bool passes)
    {
        for (int i = 0; i < 3; i++)
            Assert.True(At(TimeSpan.Zero).IsPass);

        Assert.Equal(passes, At(TimeSpan.FromMilliseconds(milliseconds)).IsPass);
        Assert.Equal(passes, Bench.Gate.IsOpen(Es.Id, Morning.AddMinutes(2)));
    }

    [Fact]
    public void APauseAfterTradesThatAreBookedLateBeginsWhenTheyAre()
    {
        Bench.Clock.AdvanceTo(Morning.AddHours(1));
        for (int i = 0; i < 4; i++)
            At(TimeSpan.Zero);

        TradingHold hold = Assert.Single(Bench.Gate.History);
        Assert.Equal((Morning.AddMinutes(60), Morning.AddMinutes(75)), (hold.From, hold.Until));
    }

    [Theory]
    [InlineData(3_599, false)]
    [InlineData(3_600, true)]
    public void AnHourHasItsNumber(int seconds, bool passes)
    {
        for (int i = 0; i < 5; i++)
            Assert.True(At(TimeSpan.FromMinutes(2 * i)).IsPass);

        Assert.Equal(passes, At(TimeSpan.FromSeconds(seconds)).IsPass);
    }

    [Fact]
    public void ASessionHasItsNumberAndTheNextBeginsAnew()
    {
        for (int i = 0; i < 7; i++)
            Assert.True(At(TimeSpan.FromMinutes(30 * i)).IsPass);
        Assert.True(At(TimeSpan.FromHours(4)).IsBreach);
        TradingHold hold = Assert.Single(Bench.Gate.History);
        Assert.Equal((HoldKind.CoolDown, Bench.Calendar.DayAfter(Bench.Calendar.DayOf(Morning)).Open), (hold.Kind, hold.Until));

        _rule.Check(new DayRolled(new DateOnly(2025, 9, 18), 50_000, hold.Until!.Value));
        Assert.True(At(TimeSpan.FromHours(24)).IsPass);
    }

    [Fact]
    public void OneFlurryIsOnePause()
    {
        for (int i = 0; i < 4; i++)
            At(TimeSpan.Zero);
        Assert.True(At(TimeSpan.Zero).IsPass);

        TradingHold hold = Assert.Single(Bench.Gate.History);
        Assert.Equal((HoldKind.CoolDown, Morning.AddMinutes(15)), (hold.Kind, hold.Until));
        Assert.Empty(Bench.Broker.Closed);
    }

    [Fact]
    public void AnOrderThatTradesInPartsIsOneTrade()
    {
        for (int order = 1; order <= 3; order++)
        {
            for (int part = 0; part < 4; part++)
                Assert.True(_rule.Check(Trade(time: Morning) with { OrderId = $"{order}" }, Flow).IsPass);
        }

        Assert.True(_rule.Check(Trade(time: Morning) with { OrderId = "4" }, Flow).IsBreach);
        Assert.True(_rule.Check(Trade(time: Morning.AddMinutes(1)) with { OrderId = "1" }, Flow).IsPass);
    }

    [Fact]
    public void ASessionEndsInTheMidstOfAPauseToo()
    {
        for (int i = 0; i < 7; i++)
            At(TimeSpan.Zero);
        Assert.True(At(TimeSpan.Zero).IsBreach);
        Assert.True(At(TimeSpan.Zero).IsPass);

        Assert.Equal([Morning.AddMinutes(15), Bench.Calendar.DayAfter(Bench.Calendar.DayOf(Morning)).Open], Bench.Gate.History.Select(hold => hold.Until));
        Assert.False(Bench.Gate.IsOpen(Es.Id, Morning.AddMinutes(16)));
    }

    private RuleResult At(TimeSpan time) => _rule.Check(Trade(time: Morning + time), Flow);
}
