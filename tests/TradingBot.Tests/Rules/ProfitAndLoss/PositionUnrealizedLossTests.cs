using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.ProfitAndLoss;

namespace TradingBot.Tests.Rules.ProfitAndLoss;

public sealed class PositionUnrealizedLossTests : RuleTests
{
    private readonly PositionUnrealizedLossRule _rule;

    public PositionUnrealizedLossTests()
        => _rule = new PositionUnrealizedLossRule(new PositionLossLimits { Limit = 750 }, Bench.Account, Bench.Market, Bench.Liquidator, Bench.Actions);

    // 50 dollars a point, three contracts: 5 points are 750 dollars.
    [Theory]
    [InlineData(3, "6645.25", "6645.50", true)]
    [InlineData(3, "6645.00", "6645.25", false)]
    [InlineData(3, "6644.75", "6645.00", false)]
    [InlineData(-3, "6654.50", "6654.75", true)]
    [InlineData(-3, "6654.75", "6655.00", false)]
    public async Task AtTheLimitThePositionIsClosed(int size, string bid, string ask, bool passes)
    {
        Bench.Hold(Es, size, 6650);

        Assert.Equal(passes, (await QuoteAsync(Dec(bid), Dec(ask))).IsPass);
        Assert.Equal(passes ? [] : [Es.Id], Bench.Broker.Closed);
    }

    [Fact]
    public async Task OneCloseForOneLossAndAnotherTryIfItFailed()
    {
        Bench.Hold(Es, 3, 6650);
        Bench.Broker.Refusal = "no connection";
        Assert.Equal("not closed: no connection", (await QuoteAsync(6640, 6640.25m)).Reason);
        Bench.Broker.Refusal = null;
        Assert.Equal("closed", (await QuoteAsync(6640, 6640.25m)).Reason);
        Assert.True((await QuoteAsync(6630, 6630.25m)).IsPass);

        Assert.Equal(2, Bench.Broker.Closed.Count);
    }

    [Fact]
    public async Task WithoutAPriceToCloseAtNobodyKnows()
    {
        Bench.Hold(Es, -3, 6650);

        AssertNoData(await QuoteAsync(6650, null));
    }

    [Fact]
    public async Task OfAProductThatNobodyCanValueNobodyKnows()
    {
        FuturesContract odd = new("CON.F.US.ODD.Z25", FuturesProduct.Unvalued("ODD"), new DeliveryMonth(2025, 12));
        Bench.Hold(odd, 3, 100);
        Bench.Quote(odd, 1, 2);

        AssertNoData(await _rule.CheckAsync(QuoteOf(odd, 1, 2), Suite, CancellationToken.None));
    }

    [Fact]
    public async Task WhereNothingIsHeldNothingIsLost() => Assert.True((await QuoteAsync(null, null)).IsPass);

    private ValueTask<RuleResult> QuoteAsync(decimal? bid, decimal? ask)
    {
        Bench.Quote(Es, bid, ask);
        return _rule.CheckAsync(QuoteOf(Es, bid, ask), Suite, CancellationToken.None);
    }
}
