using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.Integrity;

namespace TradingBot.Tests.Rules.Integrity;

public sealed class VolatilityHaltTests : IAsyncDisposable
{
    private const int Bars = 14;
    private readonly RiskBench _bench = new();
    private readonly VolatilityHaltRule _rule;
    private DateTimeOffset _now = RiskBench.Morning;

    public VolatilityHaltTests()
        => _rule = new VolatilityHaltRule(new VolatilityHaltLimits { AtrBars = Bars, MaxRatio = 4, CoolDownMinutes = 15 }, _bench.Gate);

    [Fact]
    public void UntilThereIsAnAverageNobodyKnows()
    {
        for (int i = 0; i < Bars; i++)
            Assert.Equal(RuleSeverity.InsufficientData, Bar(range: 1).Severity);

        Assert.True(Bar(range: 1).IsPass);
    }

    [Theory]
    [InlineData("4.00", true)]
    [InlineData("4.004", false)]
    [InlineData("4.25", false)]
    public void ABarMayReachTheLimit(string range, bool passes)
    {
        Warm();

        Assert.Equal(passes, Bar(decimal.Parse(range, System.Globalization.CultureInfo.InvariantCulture)).IsPass);
    }

    [Theory]
    [InlineData("6654.00", true)]
    [InlineData("6654.25", false)]
    [InlineData("6646.00", true)]
    [InlineData("6645.75", false)]
    public void AMinuteIsJudgedBeforeItIsOver(string mid, bool passes)
    {
        Warm();
        decimal price = decimal.Parse(mid, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(passes, Quote(price).IsPass);
    }

    [Fact]
    public void TheGapToTheBarBeforeCounts()
    {
        Warm();

        RuleResult result = _rule.Check(new BarClosed(RiskBench.Es.Id, 6660, 6660.25m, 6660, 6660, 1, _now), _bench.Flow);

        Assert.True(result.IsBreach);
    }

    [Fact]
    public void AMarketThatDoesNotMoveHasNoUsualRange()
    {
        for (int i = 0; i < Bars; i++)
            Bar(range: 0);

        Assert.Equal(RuleSeverity.InsufficientData, Bar(range: 10).Severity);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AQuoteOfOneSideIsNoPrice(bool bidMissing)
    {
        Warm();
        var quote = new QuoteUpdated(RiskBench.Es.Id, bidMissing ? null : 6650, bidMissing ? 6650 : null, _now);

        Assert.Equal(RuleSeverity.InsufficientData, _rule.Check(quote, _bench.Flow).Severity);
    }

    [Fact]
    public void AHaltBarsOneContractForTheCoolDown()
    {
        Warm();
        Quote(6660);

        TradingHold hold = Assert.Single(_bench.Gate.History);
        Assert.Equal((RiskBench.Es.Id, _now.AddMinutes(15)), (hold.ContractId, hold.Until));
        Assert.False(_bench.Gate.IsOpen(RiskBench.Es.Id, hold.Until!.Value.AddTicks(-1)));
        Assert.True(_bench.Gate.IsOpen(RiskBench.Es.Id, hold.Until.Value));
        Assert.True(_bench.Gate.IsOpen(RiskBench.Mnq.Id, _now));
    }

    [Fact]
    public void OneBurstIsOneHaltAndAfterTheCoolDownItIsJudgedAgain()
    {
        Warm();
        Quote(6660);
        RuleResult within = Quote(6670);
        _now = _now.AddMinutes(15);
        RuleResult after = Quote(6680);

        Assert.True(within.IsPass);
        Assert.True(after.IsBreach);
        Assert.Equal(2, _bench.Gate.History.Count);
    }

    [Fact]
    public void PositionsAreLeftAlone()
    {
        Warm();
        _bench.Hold(RiskBench.Es, 3, 6650);
        Quote(6660);

        Assert.Empty(_bench.Broker.Closed);
        Assert.Empty(_bench.Broker.Placed);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private void Warm()
    {
        for (int i = 0; i < Bars; i++)
            Bar(range: 1);
    }

    /// <summary>A bar that closes where the last one did, so that its range is its true range.</summary>
    private RuleResult Bar(decimal range)
    {
        _now = _now.AddMinutes(1);
        return _rule.Check(new BarClosed(RiskBench.Es.Id, 6650, 6650 + range, 6650, 6650, 1, _now), _bench.Flow);
    }

    private RuleResult Quote(decimal mid) => _rule.Check(new QuoteUpdated(RiskBench.Es.Id, mid - 0.125m, mid + 0.125m, _now), _bench.Flow);
}
