namespace RiskTraceGen.Tests;

public sealed class OptionRanges
{
    public static TheoryData<string, Action<RiskTracerOptions>> Outside => new()
    {
        { nameof(RiskTracerOptions.JournalBytes), o => o.JournalBytes = (64 << 10) - 1 },
        { nameof(RiskTracerOptions.JournalBytes), o => o.JournalBytes = long.MaxValue },
        { nameof(RiskTracerOptions.RecentFlows), o => o.RecentFlows = -1 },
        { nameof(RiskTracerOptions.RecentFlows), o => o.RecentFlows = 1_000_001 },
        { nameof(RiskTracerOptions.RecentFlowBytes), o => o.RecentFlowBytes = (1 << 20) - 1 },
        { nameof(RiskTracerOptions.RecentFlowBytes), o => o.RecentFlowBytes = (16L << 30) + 1 },
        { nameof(RiskTracerOptions.ActiveFlows), o => o.ActiveFlows = 0 },
        { nameof(RiskTracerOptions.ActiveFlows), o => o.ActiveFlows = 1_000_001 },
        { nameof(RiskTracerOptions.HookTimeout), o => o.HookTimeout = TimeSpan.FromMilliseconds(9) },
        { nameof(RiskTracerOptions.HookTimeout), o => o.HookTimeout = Timeout.InfiniteTimeSpan },
        { nameof(RiskTracerOptions.HookTimeout), o => o.HookTimeout = TimeSpan.FromDays(2) },
        { nameof(RiskTracerOptions.HookWorkers), o => o.HookWorkers = 0 },
        { nameof(RiskTracerOptions.HookWorkers), o => o.HookWorkers = 1025 },
        { nameof(RiskTracerOptions.FlowDeadlines), o => o.FlowDeadlines["STARTUP"] = TimeSpan.FromMilliseconds(9) },
        { nameof(RiskTracerOptions.FlowDeadlines), o => o.FlowDeadlines["STARTUP"] = TimeSpan.FromDays(31) },
        { nameof(RiskTracerOptions.AbandonFlowsAfter), o => o.AbandonFlowsAfter = TimeSpan.FromMilliseconds(999) },
        { nameof(RiskTracerOptions.AbandonFlowsAfter), o => o.AbandonFlowsAfter = TimeSpan.FromDays(366) },
        { nameof(RiskTracerOptions.StopTimeout), o => o.StopTimeout = TimeSpan.FromTicks(-1) },
        { nameof(RiskTracerOptions.StopTimeout), o => o.StopTimeout = TimeSpan.FromDays(2) },
        { nameof(RiskTracerOptions.HookOrphans), o => o.HookOrphans = 0 },
        { nameof(RiskTracerOptions.HookOrphans), o => o.HookOrphans = 1025 },
        { nameof(RiskTracerOptions.RuleTimeout), o => o.RuleTimeout = TimeSpan.FromMilliseconds(9) },
        { nameof(RiskTracerOptions.RuleTimeout), o => o.RuleTimeout = Timeout.InfiniteTimeSpan },
        { nameof(RiskTracerOptions.RuleTimeout), o => o.RuleTimeout = TimeSpan.FromDays(2) },
        { nameof(RiskTracerOptions.Dispatch), o => o.Dispatch = (DispatchOrder)3 },
        { nameof(RiskTracerOptions.Level), o => o.Level = (TraceLevel)3 },
    };

    [Theory]
    [MemberData(nameof(Outside), DisableDiscoveryEnumeration = true)]
    public void AnOptionOutsideItsRangeIsNamedWithTheRange(string option, Action<RiskTracerOptions> configure)
    {
        var options = new RiskTracerOptions();
        configure(options);

        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => new RiskTracer(options));
        Assert.Equal(option, thrown.ParamName);
        Assert.StartsWith($"RiskTracerOptions.{option} must be ", thrown.Message);
        Assert.NotNull(thrown.ActualValue);
    }

    [Fact]
    public void TheClockMustNotBeMissing()
        => Assert.Equal("Time", Assert.Throws<ArgumentNullException>(() => new RiskTracer(new RiskTracerOptions { Time = null! })).ParamName);

    [Fact]
    public async Task TheEdgesOfTheRangesWork()
    {
        var smallest = new RiskTracerOptions { JournalBytes = 64 << 10, RecentFlows = 0, RecentFlowBytes = 1 << 20, ActiveFlows = 1, HookTimeout = TimeSpan.FromMilliseconds(10), HookWorkers = 1, HookOrphans = 1, Level = TraceLevel.Quiet };
        await using var tracer = new RiskTracer(smallest);
        for (int i = 0; i < 2000; i++)
            tracer.StartFlow("EDGE").Complete("DONE");

        TraceStatistics statistics = await tracer.StatisticsAsync();
        Assert.Empty(tracer.RecentFlows);
        Assert.Equal(0, statistics.Journal.InFlight);
        // What was dropped may also be an attempt to tell of the loss.
        Assert.InRange(statistics.Flows.Started + statistics.Flows.Completed, 4000 - statistics.Journal.Dropped, 4000);
    }

    [Fact]
    public void AListOfOptionsHoldsNoNull()
    {
        Assert.Contains("has a sink that is null", Assert.Throws<ArgumentException>(nameof(RiskTracerOptions.Sinks), static () => new RiskTracer(new RiskTracerOptions { Sinks = { null! } })).Message);
        Assert.Contains("under 'careful'", Assert.Throws<ArgumentException>(nameof(RiskTracerOptions.Pipelines), static () => new RiskTracer(new RiskTracerOptions { Pipelines = { ["careful"] = null! } })).Message);
    }
}
