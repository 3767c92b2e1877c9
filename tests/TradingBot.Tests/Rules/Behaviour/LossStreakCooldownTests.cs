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
        => _rule = new LossStreakCooldownRule(new LossStreakLimits { Losses = 3, Amount = 500, CoolDownMinutes = 30 }, Bench.Gate);

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
    public void ATradeThatOpensHasLostNothing()
    {
        for (int i = 0; i < 5; i++)
            Assert.True(_rule.Check(Trade(-600, closed: 0), Flow).IsPass);
    }

    private RuleResult Lose(decimal loss) => _rule.Check(Trade(-loss), Flow);
}
