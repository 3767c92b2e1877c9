using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.Behaviour;

namespace TradingBot.Tests.Rules.Behaviour;

public sealed class SessionEndFlattenTests : IAsyncDisposable
{
    // 15:05 in Chicago is 20:05 UTC in summer and 21:05 in winter.
    private static readonly DateTimeOffset Summer = new(2025, 9, 17, 20, 5, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Winter = new(2025, 12, 17, 21, 5, 0, TimeSpan.Zero);

    private readonly RiskBench _bench = new();
    private readonly SessionEndFlattenRule _rule;

    public SessionEndFlattenTests()
        => _rule = new SessionEndFlattenRule(new SessionEndLimits { MinutesBeforeClose = 5 }, _bench.Gate, _bench.Liquidator, _bench.Calendar, _bench.Actions);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheLastMomentBeforeTheMarginPasses(bool winter)
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        RuleResult result = await CheckAsync((winter ? Winter : Summer).AddTicks(-1));

        Assert.True(result.IsPass);
        Assert.Empty(_bench.Gate.History);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FromTheMarginOnEverythingIsClosed(bool winter)
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        _bench.Hold(RiskBench.Mnq, -20, 24_500);
        RuleResult result = await CheckAsync(winter ? Winter : Summer);

        Assert.True(result.IsBreach);
        Assert.Equal([RiskBench.Es.Id, RiskBench.Mnq.Id], _bench.Broker.Closed.Order());
    }

    [Fact]
    public async Task AWorkingOrderAloneIsCancelled()
    {
        _bench.Orders.Accepted("5", new OrderRequest(RiskBench.Es.Id, OrderSide.Buy, OrderType.Limit, 1, LimitPrice: 6600));
        RuleResult result = await CheckAsync(Summer);

        Assert.True(result.IsBreach);
        Assert.Equal(["5"], _bench.Broker.Cancelled);
    }

    [Fact]
    public async Task WithNothingOpenItPassesAndStillBarsNewPositions()
    {
        RuleResult result = await CheckAsync(Summer);

        Assert.True(result.IsPass);
        Assert.False(_bench.Gate.IsOpen(RiskBench.Es.Id, Summer));
        Assert.False(_bench.Gate.IsOpen(RiskBench.Es.Id, Summer.AddMinutes(60)));
        Assert.True(_bench.Gate.IsOpen(RiskBench.Es.Id, Summer.AddMinutes(115)));       // 17:00
    }

    [Fact]
    public async Task TheNextMinuteDoesNotCloseAgain()
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        await CheckAsync(Summer);
        RuleResult next = await CheckAsync(Summer.AddMinutes(1));

        Assert.True(next.IsPass);
        Assert.Single(_bench.Broker.Closed);
        Assert.Single(_bench.Gate.History);
    }

    [Fact]
    public async Task WhatIsOpenBetweenTheDaysIsClosed()
    {
        _bench.Hold(RiskBench.Es, 2, 6650);

        Assert.True((await CheckAsync(Summer.AddMinutes(60))).IsBreach);
    }

    [Fact]
    public async Task TheNewDayBeginsFree()
    {
        _bench.Hold(RiskBench.Es, 2, 6650);

        Assert.True((await CheckAsync(Summer.AddMinutes(115))).IsPass);
    }

    [Fact]
    public async Task ACloseThatFailedIsTriedTheNextMinute()
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        _bench.Broker.Refusal = "no connection";
        RuleResult failed = await CheckAsync(Summer);
        _bench.Broker.Refusal = null;
        RuleResult again = await CheckAsync(Summer.AddMinutes(1));

        Assert.Contains("not flattened", failed.Reason, StringComparison.Ordinal);
        Assert.Equal("flattened before the close", again.Reason);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private ValueTask<RuleResult> CheckAsync(DateTimeOffset time) => _rule.CheckAsync(new ClockTick(time), _bench.Suite, CancellationToken.None);
}
