using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.Integrity;

namespace TradingBot.Tests.Rules.Integrity;

public sealed class ConnectivityLossTests : RuleTests
{
    private readonly ConnectivityLossRule _rule;

    public ConnectivityLossTests()
        => _rule = new ConnectivityLossRule(new ConnectivityLimits { MaxDownSeconds = 30, MaxTokenMinutes = 60 }, Bench.Gate);

    [Fact]
    public void UntilAConnectionHasSaidHowItIsNobodyKnows() => AssertNoData(Tick(0));

    [Theory]
    [InlineData(29, true)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void AConnectionMayBeDownForAsLongAsTheLimit(int seconds, bool passes)
    {
        Assert.True(Hub("user", false, 0).IsPass);
        Hub("market", true, 5);

        Assert.Equal(passes, Tick(seconds).IsPass);
        Assert.Equal(passes, Bench.Gate.IsOpen(Es.Id, Morning.AddSeconds(seconds)));
    }

    [Fact]
    public void TheTimeCountsFromTheLossHoweverOftenItIsTold()
    {
        Hub("user", false, 0);
        Hub("user", false, 20);

        Assert.True(Hub("user", false, 31).IsBreach);
    }

    [Fact]
    public void ItIsToldOnceAndLiftedWhenAllAreBack()
    {
        Hub("user", false, 0);
        Hub("market", false, 0);
        Assert.True(Tick(31).IsBreach);
        Assert.True(Tick(60).IsPass);
        Assert.Equal(HoldKind.Block, Assert.Single(Bench.Gate.History).Kind);

        Hub("user", true, 70);
        Assert.False(Bench.Gate.IsOpen(Es.Id, Morning.AddSeconds(70)));
        Hub("market", true, 80);
        Assert.True(Bench.Gate.IsOpen(Es.Id, Morning.AddSeconds(80)));
    }

    [Theory]
    [InlineData(3_599, true)]
    [InlineData(3_600, true)]
    [InlineData(3_601, false)]
    public void ATokenMayBeAsOldAsTheLimit(int seconds, bool passes)
    {
        _rule.Check(new HubStateChanged("user", IsConnected: true, TokenIssued: Morning, Morning), Flow);

        Assert.Equal(passes, Tick(seconds).IsPass);
    }

    [Fact]
    public void ANewTokenLiftsTheBar()
    {
        _rule.Check(new HubStateChanged("user", IsConnected: true, TokenIssued: Morning.AddMinutes(-61), Morning), Flow);
        Assert.False(Bench.Gate.IsOpen(Es.Id, Morning));

        _rule.Check(new HubStateChanged("user", IsConnected: true, TokenIssued: Morning, Morning), Flow);
        Assert.True(Bench.Gate.IsOpen(Es.Id, Morning));
    }

    private RuleResult Hub(string hub, bool connected, int seconds)
        => _rule.Check(new HubStateChanged(hub, connected, TokenIssued: null, Morning.AddSeconds(seconds)), Flow);

    private RuleResult Tick(int seconds) => _rule.Check(new ClockTick(Morning.AddSeconds(seconds)), Flow);
}
