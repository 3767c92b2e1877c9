using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

/// <summary>Tracers as tests want them, and what they recorded.</summary>
internal static class Tracers
{
    public static RiskTracer Create(FakeTimeProvider? time = null, Action<RiskTracerOptions>? configure = null)
    {
        var options = new RiskTracerOptions { Level = TraceLevel.All };
        // Who moves the clock decides on chance too: a delay that chance makes shorter than a millisecond is none, and nobody would wait. And a clock that
        // stands still would let a stop wait for ever for the flows that a test leaves open.
        if (time is not null)
            (options.Time, options.Jitter, options.StopTimeout) = (time, static () => 0.5, TimeSpan.Zero);

        configure?.Invoke(options);
        return new RiskTracer(options);
    }

    /// <summary>A dispatcher of hand-written rules.</summary>
    public static RiskDispatcher Dispatcher(this RiskTracer tracer, params IEventRules[] rules) => new(tracer, rules);

    /// <summary>The flow, once everything recorded by now has been read.</summary>
    public static async Task<FlowTrace> FlowAsync(this RiskTracer tracer, long id)
    {
        await tracer.FlushAsync().InTime();
        return Assert.Single(tracer.RecentFlows, f => f.Id == id);
    }

    public static async Task<TraceStatistics> StatisticsAsync(this RiskTracer tracer)
    {
        await tracer.FlushAsync().InTime();
        return tracer.Statistics;
    }

    public static TraceStep Step(this FlowTrace flow, StepKind kind) => Assert.Single(flow.Steps, s => s.Kind == kind);

    public static IEnumerable<TraceStep> StepsOf(this FlowTrace flow, StepKind kind) => flow.Steps.Where(s => s.Kind == kind);

    public static object? Field(this TraceStep step, string name) => Assert.Single(step.Fields, f => f.Name == name).Value;

    /// <summary>Waits until the threads that were given up are back: they come back after they have recorded the late end of their handler.</summary>
    public static void WaitForOrphans(this RiskTracer tracer)
        => Assert.True(SpinWait.SpinUntil(() => tracer.Hooks.Workers.Orphans == 0, TimeSpan.FromSeconds(60)), "a thread that was given up does not come back");
}
