using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.Integrity;

namespace TradingBot.Tests.Rules.Integrity;

public sealed class StaleMarketDataTests : RuleTests
{
    private readonly StaleMarketDataRule _rule;

    public StaleMarketDataTests()
    {
        _rule = new StaleMarketDataRule(new StaleMarketDataLimits { MaxSeconds = 30 }, Bench.Market, Bench.Gate, Bench.Calendar);
        Bench.Quote(Es, 6650, 6650.25m);
    }

    [Theory]
    [InlineData(29_999, true)]
    [InlineData(30_000, true)]
    [InlineData(30_001, false)]
    public void AQuoteMayBeAsOldAsTheLimit(int milliseconds, bool passes)
    {
        DateTimeOffset now = Morning.AddMilliseconds(milliseconds);
        OrderRequest order = RiskBench.Order(Es, OrderSide.Sell, 1);

        Assert.Equal(passes, _rule.Check(Ask(order, now), Flow).IsPass);
        Assert.Equal(passes, _rule.Check(new OrderChangeRequested("1", order, now), Flow).IsPass);
        Assert.Equal(passes, _rule.Check(new ClockTick(now), Flow).IsPass);
    }

    // Where the bot is behind, its clock is too.
    [Theory]
    [InlineData(25_000, true, "")]
    [InlineData(25_001, false, " is 30 s old, of which it lay ready for 25: the bot is behind, 30 allowed")]
    public void AQuoteIsAlsoAsOldAsItLayReady(int milliseconds, bool passes, string reason)
    {
        Bench.Market.Apply(new TradingBot.Market.MarketUpdate(Morning, Es, 6650, 6650.25m, null, 0, TimeSpan.FromMilliseconds(milliseconds)));
        DateTimeOffset now = Morning.AddSeconds(5);

        RuleResult result = _rule.Check(Ask(RiskBench.Order(Es, OrderSide.Sell, 1), now), Flow);
        Assert.Equal((passes, passes ? "" : $"the quote of {Es.Id}{reason}"), (result.IsPass, result.Reason));
        Assert.Equal(passes, _rule.Check(new ClockTick(now), Flow).IsPass);
        Assert.Equal(passes, Bench.Gate.IsOpen(Es.Id, now));
    }

    // After a break of the market the first quote may have lain ready for a moment: that is not what is wrong.
    [Fact]
    public void ABotIsNotCalledBehindForAQuoteThatIsTooOldAsItIs()
    {
        Bench.Market.Apply(new TradingBot.Market.MarketUpdate(Morning, Es, 6650, 6650.25m, null, 0, TimeSpan.FromSeconds(2)));

        RuleResult result = _rule.Check(Ask(RiskBench.Order(Es, OrderSide.Sell, 1), Morning.AddSeconds(31)), Flow);
        Assert.Equal($"the quote of {Es.Id} is 33 s old, 30 allowed", result.Reason);
    }

    [Theory]
    [InlineData(-1_000, true)]
    [InlineData(-1_001, false)]
    public void AQuoteFromTheFutureHasNoAge(int milliseconds, bool passes)
    {
        DateTimeOffset now = Morning.AddMilliseconds(milliseconds);
        OrderRequest order = RiskBench.Order(Es, OrderSide.Sell, 1);
        RuleResult[] results = [_rule.Check(Ask(order, now), Flow), _rule.Check(new OrderChangeRequested("1", order, now), Flow), _rule.Check(new ClockTick(now), Flow)];

        Assert.All(results, result => Assert.Equal(passes, result.IsPass));
        if (!passes)
            Assert.All(results, result => Assert.Equal((RuleSeverity.InsufficientData, $"the quote of {Es.Id} is from 1 s in the future"), (result.Severity, result.Reason)));
        Assert.Equal(passes, Bench.Gate.IsOpen(Es.Id, now));
    }

    [Fact]
    public void WithoutAQuoteOrASideOfItNobodyKnows()
    {
        AssertNoData(_rule.Check(Ask(RiskBench.Order(Mnq, OrderSide.Buy, 1)), Flow));
        Bench.Quote(Mnq, 24_500, null);
        AssertNoData(_rule.Check(Ask(RiskBench.Order(Mnq, OrderSide.Buy, 1)), Flow));
        AssertNoData(_rule.Check(new ClockTick(Morning), Flow));
    }

    [Fact]
    public void ATradeMakesAnOldQuoteNoNewer()
    {
        Bench.Market.Apply(new TradingBot.Market.MarketUpdate(Morning.AddMinutes(30), Es, null, null, 6500, 1));

        Assert.True(_rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 1), Morning.AddMinutes(30)), Flow).IsBreach);
        Assert.True(_rule.Check(new ClockTick(Morning.AddMinutes(30)), Flow).IsBreach);
    }

    [Fact]
    public void AContractIsBarredOnceUntilItsPricesComeAgain()
    {
        Bench.Market.Apply(new TradingBot.Market.MarketUpdate(Morning.AddSeconds(60), Mnq, 24_500, 24_501, null, 0));
        Assert.True(_rule.Check(new ClockTick(Morning.AddSeconds(60)), Flow).IsBreach);
        Assert.True(_rule.Check(new ClockTick(Morning.AddSeconds(80)), Flow).IsPass);
        Assert.Equal((HoldKind.Block, Es.Id), (Assert.Single(Bench.Gate.History).Kind, Bench.Gate.History[0].ContractId));
        Assert.True(Bench.Gate.IsOpen(Mnq.Id, Morning.AddSeconds(80)));
        Assert.False(Bench.Gate.IsOpen(Es.Id, Morning.AddSeconds(80)));

        Bench.Market.Apply(new TradingBot.Market.MarketUpdate(Morning.AddSeconds(85), Es, 6650, 6650.25m, null, 0));
        Assert.True(_rule.Check(new ClockTick(Morning.AddSeconds(90)), Flow).IsPass);
        Assert.True(Bench.Gate.IsOpen(Es.Id, Morning.AddSeconds(90)));
    }

    [Theory]
    [InlineData("2025-09-17T20:09:59Z", false)]
    [InlineData("2025-09-17T20:10:00Z", true)]
    [InlineData("2025-09-17T21:59:59Z", true)]
    [InlineData("2025-09-17T22:00:00Z", false)]
    public void BetweenTheTradingDaysPricesRest(string time, bool passes)
        => Assert.Equal(passes, _rule.Check(new ClockTick(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)), Flow).IsPass);
}
