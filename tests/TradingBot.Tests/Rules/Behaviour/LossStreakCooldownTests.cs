using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.Behaviour;

namespace TradingBot.Tests.Rules.Behaviour;

public sealed class LossStreakCooldownTests : RuleTests
{
    private readonly LossStreakCooldownRule _rule;

    public LossStreakCooldownTests()
        => _rule = new LossStreakCooldownRule(new LossStreakLimits { Losses = 3, Amount = 500, CoolDownMinutes = 30 }, Bench.Gate, Bench.Clock);

    [Fact]
    public void TheLastOfTheLossesIsOneTooMany()
    {
        Assert.True(Lose(1).IsPass);
        Assert.True(Lose(1).IsPass);
        Assert.True(Lose(1).IsBreach);

        TradingHold hold = Assert.Single(Bench.Gate.History);
        Assert.Equal((HoldKind.CoolDown, Morning.AddMinutes(30), null), (hold.Kind, hold.Until, hold.ContractId));
        Assert.True(Lose(1).IsPass);
    }

    [Fact]
    public void APauseAfterALossThatIsBookedLateBeginsWhenItIs()
    {
        Bench.Clock.AdvanceTo(Morning.AddHours(1));
        Assert.True(Lose(500).IsBreach);

        TradingHold hold = Assert.Single(Bench.Gate.History);
        Assert.Equal((Morning.AddMinutes(60), Morning.AddMinutes(90)), (hold.From, hold.Until));
    }

    [Theory]
    [InlineData("499.99", true)]
    [InlineData("500.00", false)]
    [InlineData("500.01", false)]
    public void OneLargeLossIsEnough(string loss, bool passes) => Assert.Equal(passes, Lose(Dec(loss)).IsPass);

    [Theory]
    [InlineData("0.00")]
    [InlineData("0.01")]
    [InlineData("800.00")]
    public void WhatDoesNotLoseEndsTheStreak(string gain)
    {
        Lose(1);
        Lose(1);
        Assert.True(Lose(-Dec(gain)).IsPass);
        Assert.True(Lose(1).IsPass);
        Assert.True(Lose(1).IsPass);

        Assert.True(Lose(1).IsBreach);
    }

    [Fact]
    public void WhatOneOrderClosesIsOneLossInHoweverManyTrades()
    {
        Assert.True(Lose(1, "first").IsPass);
        Assert.True(Lose(1, "first").IsPass);
        Assert.True(Lose(1, "first").IsPass);
        Assert.True(Lose(1, "second").IsPass);
        Assert.True(Lose(1, "first").IsPass);

        Assert.True(Lose(1, "third").IsBreach);
        Assert.True(Lose(1, "third").IsPass);
        Assert.True(Lose(1, "fourth").IsPass);
        Assert.True(Lose(1, "fifth").IsPass);
        Assert.Single(Bench.Gate.History);
    }

    [Fact]
    public void AnOrderThatWinsInTheEndWasNoLoss()
    {
        Lose(1, "first");
        Lose(1, "second");
        Assert.True(Lose(-3, "second").IsPass);

        Assert.True(Lose(1, "third").IsPass);
        Assert.True(Lose(1, "fourth").IsPass);
        Assert.True(Lose(1, "fifth").IsBreach);
    }

    [Fact]
    public void TheTradesOfOneOrderAddUpToALargeLoss()
    {
        Assert.True(Lose(200, "first").IsPass);
        Assert.True(Lose(200, "second").IsPass);
        RuleResult result = Lose(300, "first");

        Assert.True(result.IsBreach);
        Assert.Equal("a loss of 500.00", Assert.Single(Bench.Gate.History).Reason);
    }

    [Fact]
    public void AnOldCloseIsForgottenAndNoStreakIs()
    {
        Lose(1, "old");
        for (int i = 0; i < 300; i++)
            Assert.True(Lose(i % 2 == 0 ? -1 : 1, $"{i}").IsPass);

        Assert.True(Lose(1, "a").IsPass);
        Assert.True(Lose(1, "b").IsBreach);
    }

    [Fact]
    public void ATradeThatOpensHasLostNothing()
    {
        for (int i = 0; i < 5; i++)
            Assert.True(_rule.Check(Trade(-600, closed: 0), Flow).IsPass);
    }

    private RuleResult Lose(decimal loss, string? orderId = null) => _rule.Check(Trade(-loss, orderId: orderId), Flow);
}
