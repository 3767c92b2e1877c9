using Microsoft.Extensions.Time.Testing;
using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.ProfitAndLoss;
using TradingBot.Tests.Rules;

namespace TradingBot.Tests.Risk;

public sealed class UnfinishedFlattenTests : RuleTests
{
    private readonly UnfinishedFlatten _unfinished;

    public UnfinishedFlattenTests()
    {
        _unfinished = new UnfinishedFlatten(Bench.Liquidator, Bench.Broker, Bench.Updates, Bench.Tracer);
        Bench.Hold(Es, 2, 6650);
    }

    [Fact]
    public async Task WhatWasNeverDecidedIsNotDone()
    {
        await StrikeAsync(2);

        Assert.Empty(Bench.Broker.Closed);
    }

    [Fact]
    public async Task AFlattenThatFailedIsTriedAgainAtEachStrikeUntilItIsAccepted()
    {
        Bench.Realize(1_500);
        Bench.Broker.Refusal = "try later";
        var rule = new DailyProfitLockRule(new DailyProfitLockLimits { Target = 1_500 }, Bench.Account, Bench.Stop);
        Assert.StartsWith("not flattened", (await rule.CheckAsync(Trade(), Suite, CancellationToken.None)).Reason, StringComparison.Ordinal);
        await StrikeAsync(2);
        Assert.Equal(3, Bench.Broker.Closed.Count);

        Bench.Broker.Refusal = null;
        await StrikeAsync(3);

        Assert.Equal(4, Bench.Broker.Closed.Count);
        Assert.True(Bench.Liquidator.IsClosing(Es.Id));
        await Bench.Tracer.FlushAsync();
        Assert.Equal(["NOT_FLATTENED", "NOT_FLATTENED", "FLATTENED"], Bench.Flows.ResultsOf("FLATTEN_AGAIN"));
    }

    [Fact]
    public async Task ARoundThatFailedIsMadeAgainNoFasterThanTheClockOfTheLimitHoweverFastTheMarketRuns()
    {
        var time = new FakeTimeProvider();
        Bench.Updates.LimitClock = time;
        var unfinished = new UnfinishedFlatten(Bench.Liquidator, Bench.Broker, Bench.Updates, Bench.Tracer);
        Bench.Broker.Refusal = "try later";
        await FlattenAsync();
        for (int strike = 0; strike < 8; strike++)
        {
            await unfinished.TryAgainAsync();
            time.Advance(TimeSpan.FromSeconds(1.25));
        }

        Assert.Equal(1 + 2, Bench.Broker.Closed.Count);

        // What was accepted and ends unfilled waits for nothing.
        Bench.Broker.Refusal = null;
        await unfinished.TryAgainAsync();
        Bench.Liquidator.CloseOver(Es.Id);
        await unfinished.TryAgainAsync();
        Assert.Equal(1 + 2 + 2, Bench.Broker.Closed.Count);
    }

    [Fact]
    public async Task ACloseThatEndsUnfilledIsMadeAgain()
    {
        await FlattenAsync();
        Bench.Liquidator.CloseOver(Es.Id);
        await StrikeAsync(2);

        Assert.Equal(2, Bench.Broker.Closed.Count);
    }

    [Fact]
    public async Task WhenTheBrokersPositionsAreUnknownItIsAskedAgain()
    {
        Bench.Hold(Es, -2, 6650);
        Bench.Broker.Positions[Mnq.Id] = new Position(Mnq.Id, 3, 24_500);
        Bench.Broker.Throws[nameof(Bench.Broker.GetPositionsAsync)] = new NotSupportedException("not today");
        Assert.NotNull(await FlattenAsync());
        Bench.Broker.Throws.Clear();
        await StrikeAsync(1);

        Assert.Equal([Mnq.Id], Bench.Broker.Closed);
    }

    [Fact]
    public async Task OnceNothingIsHeldAndNothingWorksItIsOver()
    {
        await FlattenAsync();
        Bench.Hold(Es, -2, 6650);
        Bench.Hold(Es, 1, 6650);
        await StrikeAsync(2);

        Assert.Equal([Es.Id], Bench.Broker.Closed);
    }

    private ValueTask<string?> FlattenAsync() => Bench.Liquidator.FlattenAsync("test", Suite, CancellationToken.None);

    private async Task StrikeAsync(int times)
    {
        for (int i = 0; i < times; i++)
            await _unfinished.TryAgainAsync();
    }
}
