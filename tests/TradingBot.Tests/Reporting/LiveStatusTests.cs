using Microsoft.Extensions.Time.Testing;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Reporting;

namespace TradingBot.Tests.Reporting;

public sealed class LiveStatusTests : IAsyncDisposable
{
    private static readonly FuturesContract Contract = FuturesContract.Of(FuturesProduct.ES, new DeliveryMonth(2025, 12));
    private static readonly DateTimeOffset Noon = new(2025, 9, 17, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _wall = new();
    private readonly MarketClock _clock = new();
    private readonly MarketView _market = new();
    private readonly RiskTracer _tracer = new(new RiskTracerOptions());
    private readonly Screen _screen = new();
    private readonly TradingAccount _account;
    private readonly LiveStatus _status;

    public LiveStatusTests()
    {
        _account = new TradingAccount("EVAL", 50_000, _market);
        _status = new LiveStatus(new StatusLine(_screen, static () => 200), _wall, _clock, _account, _tracer);
        _clock.AdvanceTo(Noon);
    }

    private string Shown => _screen.Lines[^1];

    public async ValueTask DisposeAsync()
    {
        await _tracer.DisposeAsync();
        _screen.Dispose();
    }

    [Fact]
    public async Task ItTellsTimeUpdatesFlowsBreachesAndTheResult()
    {
        for (int i = 0; i < 3; i++)
            _tracer.StartFlow("TEST").Complete("DONE");
        await _tracer.FlushAsync();
        _market.Apply(new MarketUpdate(Noon, Contract, 6_600, 6_600.25m, Last: null, Volume: 0));
        _account.Apply(new Fill("1", Contract, OrderSide.Buy, 2, 6_610, Fee: 2.80m, Noon));
        _status.Refresh(1_234);

        Assert.StartsWith("3 flows | 0 breaches | P&L -1,002.80 USD | worst ", Shown, StringComparison.Ordinal);
        Assert.EndsWith(" | 1,234 updates | 2025-09-17 12:00 UTC", Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAPriceNobodyKnowsTheResult()
    {
        _account.Apply(new Fill("1", Contract, OrderSide.Buy, 2, 6_610, Fee: 2.80m, Noon));
        _status.Refresh(1);

        Assert.Contains("| P&L unknown USD |", Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void ItChangesNoFasterThanItCanBeRead()
    {
        _status.Refresh(1);
        _wall.Advance(LiveStatus.Interval - TimeSpan.FromTicks(1));
        _status.Refresh(2);
        Assert.Contains("| 1 updates |", Shown, StringComparison.Ordinal);

        _wall.Advance(TimeSpan.FromTicks(1));
        _status.Refresh(3);
        Assert.Contains("| 3 updates |", Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheWorstFlowIsTheOneThatTookLongest()
    {
        var time = new FakeTimeProvider();
        await using var tracer = new RiskTracer(new RiskTracerOptions { Time = time });
        await TraceFlowsAsync(tracer, time, 2, 40, 3);
        new LiveStatus(new StatusLine(_screen, static () => 200), _wall, _clock, _account, tracer).Refresh(1);

        Assert.Contains("| worst 40.0 ms |", Shown, StringComparison.Ordinal);
    }

    // As on a day that went very wrong.
    [Fact]
    public async Task FlowsBreachesTheResultAndTheWorstFlowFitATerminalOf80Columns()
    {
        var time = new FakeTimeProvider();
        await using var tracer = new RiskTracer(new RiskTracerOptions { Time = time });
        await TraceFlowsAsync(tracer, time, [12_345, .. Enumerable.Repeat(0, 1_200)]);
        _market.Apply(new MarketUpdate(Noon, Contract, 6_600, 6_600.25m, Last: null, Volume: 0));
        _account.Apply(new Fill("1", Contract, OrderSide.Buy, 100, 6_800, Fee: 2.80m, Noon));
        new LiveStatus(new StatusLine(_screen, static () => 80), _wall, _clock, _account, tracer).Refresh(12_345_678);

        Assert.Equal("1,201 flows | 0 breaches | P&L -1,000,002.80 USD | worst 12345.0 ms", Shown);
    }

    private static async Task TraceFlowsAsync(RiskTracer tracer, FakeTimeProvider time, params int[] durations)
    {
        foreach (int milliseconds in durations)
        {
            RiskFlow flow = tracer.StartFlow("TEST");
            time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            flow.Complete("DONE");
        }

        await tracer.FlushAsync();
    }
}
