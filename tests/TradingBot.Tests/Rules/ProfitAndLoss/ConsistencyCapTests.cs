using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.ProfitAndLoss;

namespace TradingBot.Tests.Rules.ProfitAndLoss;

public sealed class ConsistencyCapTests : RuleTests
{
    private readonly ConsistencyCapRule _rule;

    public ConsistencyCapTests() => _rule = new ConsistencyCapRule(new ConsistencyCapLimits { Percent = 50, FromProfit = 3_000 }, Bench.Account);

    [Theory]
    [InlineData("1500.01", "1499.99", false)]
    [InlineData("1500.00", "1500.00", false)]
    [InlineData("1499.99", "1500.01", false)]
    [InlineData("1499.99", "1499.99", true)]
    public void ADayIsNotHalfOfTheProfit(string first, string second, bool passes)
    {
        EndDay(Dec(first));
        Bench.Realize(Dec(second));

        Assert.Equal(passes, _rule.Check(Trade(), Flow).IsPass);
    }

    [Theory]
    [InlineData("1499.99", true)]
    [InlineData("1500.00", false)]
    public void OfThreeDaysTheBestCounts(string best, bool passes)
    {
        EndDay(750);
        EndDay(Dec(best));
        Bench.Realize(3_000 - 750 - Dec(best));

        Assert.Equal(passes, _rule.Check(Trade(), Flow).IsPass);
    }

    [Fact]
    public void ItWarnsOnceADayAndClosesNothing()
    {
        Bench.Realize(3_000);
        Assert.True(_rule.Check(Trade(), Flow).IsBreach);
        Assert.True(_rule.Check(Trade(), Flow).IsPass);

        Assert.True(EndDay(0).IsBreach);
        Assert.True(_rule.Check(Trade(), Flow).IsPass);
        Assert.Empty(Bench.Gate.History);
        Assert.Empty(Bench.Broker.Closed);
    }

    [Fact]
    public void ALossHasNoBestDay()
    {
        Bench.Realize(-5_000);

        Assert.True(_rule.Check(Trade(), Flow).IsPass);
    }

    private RuleResult EndDay(decimal result)
    {
        Bench.Realize(result);
        Bench.Account.StartDay();
        return _rule.Check(new DayRolled(new DateOnly(2025, 9, 18), Bench.Account.Balance, Morning), Flow);
    }
}
