using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.BeforeOrder;

namespace TradingBot.Tests.Rules.BeforeOrder;

public sealed class MaxOrderSizeTests : RuleTests
{
    private readonly MaxOrderSizeRule _rule;

    public MaxOrderSizeTests()
    {
        _rule = new MaxOrderSizeRule(new MaxOrderSizeLimits { Minis = 5, Micros = 50 }, Bench.Market);
        Bench.Quote(Es, 6650, 6650.25m);
        Bench.Quote(Mnq, 24_500, 24_500.25m);
    }

    [Theory]
    [InlineData(false, 4, true)]
    [InlineData(false, 5, true)]
    [InlineData(false, 6, false)]
    [InlineData(true, 50, true)]
    [InlineData(true, 51, false)]
    [InlineData(false, int.MaxValue, false)]
    public void AnOrderMayBeAsLargeAsTheLimit(bool micro, int size, bool passes)
    {
        OrderRequest order = RiskBench.Order(micro ? Mnq : Es, OrderSide.Sell, size);

        Assert.Equal(passes, _rule.Check(Ask(order), Flow).IsPass);
        Assert.Equal(passes, _rule.Check(AskChange(order), Flow).IsPass);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void ASizeThatIsNoneIsABreach(int size) => Assert.True(_rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, size)), Flow).IsBreach);

    [Fact]
    public void AContractThatNobodyKnowsIsNoPass()
        => AssertNoData(_rule.Check(Ask(new OrderRequest("CON.F.US.CL.Z25", OrderSide.Buy, OrderType.Market, 1)), Flow));
}
