using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

public sealed class AlertSinkTests
{
    [Fact]
    public async Task An_alert_is_told_with_all_that_is_known_of_it()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 14, 30, 25, 123, TimeSpan.Zero));
        var told = new ConcurrentQueue<(RiskAlert Alert, string? Thread)>();
        await using RiskTracer tracer = Tracers.Create(time, o =>
        {
            o.Level = TraceLevel.Quiet;
            o.Alerted = alert => told.Enqueue((alert, Thread.CurrentThread.Name));
        });
        RiskFlow flow = tracer.StartFlow("TEST");
        flow.Raise(new CriticalFailure("max_contracts", "threw", Thrown()));
        time.Advance(TimeSpan.FromSeconds(1));
        flow.Raise(new CriticalFailure("journal", "the disk is full"));
        await tracer.FlushAsync().InTime();

        Assert.Equal(2, told.Count);
        (RiskAlert first, string? thread) = told.First();
        Assert.Equal("RiskTraceGen journal reader", thread);
        Assert.Equal((flow.Id, "max_contracts", "threw", time.GetUtcNow().AddSeconds(-1)), (first.FlowId, first.Source, first.Message, first.Time));
        Assert.StartsWith("System.FormatException: bad" + Environment.NewLine, first.Exception, StringComparison.Ordinal);
        Assert.Contains(nameof(Thrown), first.Exception, StringComparison.Ordinal);
        Assert.Equal(new RiskAlert(flow.Id, "journal", "the disk is full", null, time.GetUtcNow()), told.Last().Alert);
    }

    [Fact]
    public async Task Who_throws_is_counted_and_keeps_nobody_from_hearing()
    {
        var told = new ConcurrentQueue<string>();
        await using RiskTracer tracer = Tracers.Create(configure: o =>
        {
            o.Alerted = static _ => throw new FormatException();
            o.Alerted += alert => told.Enqueue(alert.Message);
        });
        RiskFlow flow = tracer.StartFlow("TEST");
        flow.Raise(new CriticalFailure("test", "first"));
        flow.Raise(new CriticalFailure("test", "second"));
        flow.Complete("DONE");

        TraceStatistics statistics = await tracer.StatisticsAsync();
        Assert.Equal(["first", "second"], told);
        Assert.Equal((2, 2), (statistics.Alerts, statistics.Sinks.Failures));
        Assert.Equal("DONE", Assert.Single(tracer.RecentFlows).Result);
    }

    private static FormatException Thrown()
    {
        try
        {
            throw new FormatException("bad");
        }
        catch (FormatException exception)
        {
            return exception;
        }
    }
}
