using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.ProfitAndLoss;

namespace TradingBot.Tests.Rules.ProfitAndLoss;

public sealed class DailyRealizedLossTests : RuleTests
{
    private readonly DailyRealizedLossRule _rule;

    public DailyRealizedLossTests() => _rule = new DailyRealizedLossRule(new DailyRealizedLossLimits { Limit = 1_000 }, Bench.Account, Bench.Stop);

    [Theory]
    [InlineData("-999.99", true)]
    [InlineData("-1000.00", false)]
    [InlineData("-1000.01", false)]
    [InlineData("1000.00", true)]
    public async Task TheLossMayComeToACentOfTheLimit(string result, bool passes)
    {
        Bench.Realize(Dec(result));

        Assert.Equal(passes, (await CheckAsync()).IsPass);
    }

    [Fact]
    public async Task ABreachFlattensAndLocksOutUntilTheNextTradingDay()
    {
        Bench.Hold(Es, -2, 6650);
        Bench.Realize(-1_000);

        Assert.Equal("flattened, locked out until the next trading day", (await CheckAsync()).Reason);
        Assert.Equal([Es.Id], Bench.Broker.Closed);
        TradingHold hold = Assert.Single(Bench.Gate.History);
        Assert.Equal((HoldKind.LockOut, new DateTimeOffset(2025, 9, 17, 22, 0, 0, TimeSpan.Zero)), (hold.Kind, hold.Until));
        Assert.True((await CheckAsync()).IsPass);
        Assert.Single(Bench.Broker.Closed);
    }

    [Fact]
    public async Task TheNextDayBeginsAtZero()
    {
        Bench.Realize(-1_000);
        Bench.Account.StartDay();
        Bench.Realize(-999.99m);
        Assert.True((await CheckAsync()).IsPass);

        Bench.Realize(-0.01m);
        Assert.True((await CheckAsync()).IsBreach);
    }

    [Fact]
    public async Task AnOpenLossDoesNotCount()
    {
        Bench.Hold(Es, 5, 6650);
        Bench.Quote(Es, 6600, 6600.25m);

        Assert.True((await CheckAsync()).IsPass);
    }

    [Fact]
    public async Task ADayThatGoesOnAfterARestartIsLookedAtBeforeAnythingIsTraded()
    {
        Bench.Realize(-1_000);

        Assert.True((await _rule.CheckAsync(new DayRolled(new DateOnly(2025, 9, 17), Bench.Account.BalanceAtDayStart, Trade().Time), Suite, CancellationToken.None)).IsBreach);
        Assert.Equal(HoldKind.LockOut, Assert.Single(Bench.Gate.History).Kind);
    }

    private ValueTask<RuleResult> CheckAsync() => _rule.CheckAsync(Trade(), Suite, CancellationToken.None);
}
