using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.Integrity;

namespace TradingBot.Tests.Rules.Integrity;

public sealed class SpreadLimitTests : RuleTests
{
    private readonly SpreadLimitRule _rule;

    public SpreadLimitTests() => _rule = new SpreadLimitRule(new SpreadLimits { Ticks = 3 }, Bench.Market);

    [Theory]
    [InlineData("6650.50", true)]
    [InlineData("6650.75", true)]
    [InlineData("6651.00", false)]
    public void TheMarketMayBeAsWideAsTheLimit(string ask, bool passes)
    {
        Bench.Quote(Es, 6650, Dec(ask));

        Assert.Equal(passes, _rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 1)), Flow).IsPass);
        Assert.Equal(passes, _rule.Check(Ask(RiskBench.Limit(Es, OrderSide.Sell, 1, 6660)), Flow).IsPass);
    }

    [Theory]
    [InlineData("6650.00", true)]
    [InlineData("6649.75", false)]
    public void ACrossedQuoteIsNoMarket(string ask, bool passes)
    {
        Bench.Quote(Es, 6650, Dec(ask));
        RuleResult result = _rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 1)), Flow);

        Assert.Equal(passes, result.IsPass);
        if (!passes)
            Assert.Equal((RuleSeverity.InsufficientData, $"the quote of {Es.Id} is crossed: 6650 bid, 6649.75 asked"), (result.Severity, result.Reason));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AMarketOfOneSideHasNoWidth(bool bidMissing)
    {
        Bench.Quote(Es, bidMissing ? null : 6650, bidMissing ? 6650 : null);

        AssertNoData(_rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 1)), Flow));
        AssertNoData(_rule.Check(Ask(RiskBench.Order(Mnq, OrderSide.Buy, 1)), Flow));
    }
}
