using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace RiskTraceGen.Tests;

/// <summary>When a call is made again: back-off, pipelines of the user's, cancellation while it waits.</summary>
public sealed class RetryTiming
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.25)]
    public async Task DelaysGrowExponentiallyWithJitter(double jitter)
    {
        TimeSpan[] delays = await DelaysAsync(jitter, 100);

        // Decorrelated jitter: each delay is the increase of a curve that doubles, at a random place of each step.
        double[] curve = [0, .. Enumerable.Range(0, 4).Select(step => Math.Pow(2, step + jitter) * Math.Tanh(Math.Sqrt(4 * (step + jitter))))];
        for (int i = 0; i < delays.Length; i++)
            Assert.Equal((curve[i + 1] - curve[i]) / 1.4 * 100, delays[i].TotalMilliseconds, 1.0);
    }

    [Fact]
    public async Task ALongBackoffIsNotCutToAMinute()
    {
        TimeSpan[] delays = await DelaysAsync(0.5, 600_000);
        Assert.InRange(delays[0], TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10));
        Assert.All(delays[1..], static delay => Assert.Equal(TimeSpan.FromMinutes(10), delay));
    }

    [Fact]
    public async Task AShortBackoffGrowsToAMinuteAtMost()
    {
        TimeSpan[] delays = await DelaysAsync(0.5, 30_000);
        Assert.Equal(TimeSpan.FromMinutes(1), delays[^1]);
    }

    [Fact]
    public void NumbersOutOfTheirRangeCountAsTheNearestInIt()
    {
        CallPolicy policy = CallScript.Policy("ranges", static point => new CallPolicy(point) { Retries = 1000, BackoffMilliseconds = int.MaxValue, TimeoutMilliseconds = int.MaxValue });
        Assert.Equal((100, 3_600_000, 86_400_000), (policy.Retries, policy.BackoffMilliseconds, policy.TimeoutMilliseconds));
        CallPolicy least = CallScript.Policy("ranges", static point => new CallPolicy(point) { Retries = -1, BackoffMilliseconds = -1, TimeoutMilliseconds = -1 });
        Assert.Equal((0, 200, 0), (least.Retries, least.BackoffMilliseconds, least.TimeoutMilliseconds));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ACancellationWhileTheCallWaitsEndsTheAttemptsAndTheCallerSeesTheLast(bool ambiguous)
    {
        using var source = new CancellationTokenSource();
        var time = new WaitedClock();
        await using RiskTracer tracer = Tracers.Create(time);
        RiskFlow flow = tracer.StartFlow("TEST");
        var script = new CallScript
        {
            CancellationToken = source.Token,
            OnAttempt = number => CallScript.Answer($"attempt {number}", ambiguous ? "ambiguous" : "transient", throws: true),
            OnFallback = static _ => CallScript.Answer("fallback", "ok", throws: true),
        };
        ValueTask<Fill?> call = script.RunAsync(CallScript.Policy("leaving", static point => new CallPolicy(point) { Retries = 3, Idempotent = true, FallbackOnAmbiguous = true }), flow);
        await time.WaitBegunAsync();
        await source.CancelAsync();

        Assert.Equal("attempt 1", await CallScript.SeenAsync(call));
        Assert.Equal("attempt", script.Happened);
        flow.Complete("DONE");
        TraceStep alert = (await tracer.FlowAsync(flow.Id)).Step(StepKind.Alert);
        Assert.Contains("retried no further", alert.Text);
    }

    [Fact]
    public async Task APipelineOfTheUsersTakesThePlaceOfRetries()
    {
        var seen = new List<Exception?>();
        ResiliencePipeline careful = Retrying(4, seen);
        await using RiskTracer tracer = Tracers.Create(new FakeTimeProvider(), options =>
        {
            options.Pipelines["careful"] = careful;
            options.Classifier = new FillClassifier();
        });
        var script = new CallScript { OnAttempt = static number => CallScript.Answer($"attempt {number}", number < 4 ? "transient" : "ok", throws: number == 1) };
        CallPolicy policy = CallScript.Policy("piped", static point => new CallPolicy(point) { Retries = 1, Pipeline = "careful" });

        Assert.Equal("attempt 4", await CallScript.SeenAsync(script.RunAsync(policy, tracer.StartFlow("TEST"))));
        Assert.Equal([typeof(InvalidOperationException), typeof(BrokerCallFailedException), typeof(BrokerCallFailedException)], seen.Select(static exception => exception!.GetType()));
    }

    [Fact]
    public async Task APipelineIsNotEnteredByACallThatSucceeds()
    {
        var seen = new List<Exception?>();
        await using RiskTracer tracer = Tracers.Create(new FakeTimeProvider(), options => options.Pipelines["careful"] = Retrying(4, seen));
        var script = new CallScript { OnAttempt = static number => CallScript.Answer($"attempt {number}", number == 1 ? "ok" : "transient", throws: true) };

        Assert.Equal("attempt 1", await CallScript.SeenAsync(script.RunAsync(CallScript.Policy("piped", static point => new CallPolicy(point) { Pipeline = "careful" }), tracer.StartFlow("TEST"))));
        Assert.Empty(seen);
    }

    // What a pipeline throws of its own is not the broker's answer.
    [Fact]
    public async Task ACircuitThatIsOpenEndsTheAttemptsAndTheCallerSeesTheLast()
    {
        var circuit = new CircuitBreakerManualControl();
        await circuit.IsolateAsync(TestContext.Current.CancellationToken);
        ResiliencePipeline open = new ResiliencePipelineBuilder().AddCircuitBreaker(new CircuitBreakerStrategyOptions { ManualControl = circuit }).Build();
        await using RiskTracer tracer = Tracers.Create(new FakeTimeProvider(), options => options.Pipelines["open"] = open);
        RiskFlow flow = tracer.StartFlow("TEST");
        var script = new CallScript { OnAttempt = static number => CallScript.Answer($"attempt {number}", "transient", throws: true) };

        Assert.Equal("attempt 1", await CallScript.SeenAsync(script.RunAsync(CallScript.Policy("piped", static point => new CallPolicy(point) { Pipeline = "open" }), flow)));
        flow.Complete("DONE");
        Assert.Contains("retried no further: IsolatedCircuitException", (await tracer.FlowAsync(flow.Id)).Step(StepKind.Alert).Text);
    }

    [Fact]
    public async Task AMissingPipelineIsAlertedOnceAndRetriesTakeItsPlace()
    {
        var time = new WaitedClock();
        await using RiskTracer tracer = Tracers.Create(time);
        CallPolicy policy = CallScript.Policy("orphan", static point => new CallPolicy(point) { Retries = 1, Pipeline = "nowhere" });
        for (int i = 0; i < 2; i++)
        {
            var script = new CallScript { OnAttempt = static number => CallScript.Answer($"attempt {number}", number == 1 ? "transient" : "ok", throws: true) };
            ValueTask<Fill?> call = script.RunAsync(policy, tracer.StartFlow("TEST"));
            await time.PassWaitAsync();
            Assert.Equal("attempt 2", await CallScript.SeenAsync(call));
        }

        Assert.Equal(1, (await tracer.StatisticsAsync()).Alerts);
    }

    [Fact]
    public void CallsThatMissAPipelineAtTheSameTimeTellOfItOnce()
    {
        const int Rounds = 2000;
        const int Callers = 2;
        int told = 0;
        var pipelines = new RetryPipelines(TimeProvider.System, new Dictionary<string, ResiliencePipeline>(), null, _ => Interlocked.Increment(ref told));
        CallPolicy[] policies = [.. Enumerable.Range(0, Rounds).Select(static _ => CallScript.Policy("orphan", static point => new CallPolicy(point) { Pipeline = "nowhere" }))];
        using var start = new Barrier(Callers);
        Thread[] callers = [.. Enumerable.Range(0, Callers).Select(_ => new Thread(() =>
        {
            foreach (CallPolicy policy in policies)
            {
                start.SignalAndWait();
                pipelines.Of(policy);
            }
        }))];
        Array.ForEach(callers, static caller => caller.Start());
        Array.ForEach(callers, static caller => caller.InTime());

        Assert.Equal(Rounds, told);
    }

    private static ResiliencePipeline Retrying(int attempts, List<Exception?> seen) => new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = attempts,
            Delay = TimeSpan.Zero,
            OnRetry = arguments =>
            {
                seen.Add(arguments.Outcome.Exception);
                return default;
            },
        })
        .Build();

    private static async Task<TimeSpan[]> DelaysAsync(double jitter, int backoff)
    {
        var time = new WaitedClock();
        await using RiskTracer tracer = Tracers.Create(time, options => options.Jitter = () => jitter);
        var script = new CallScript { OnAttempt = static number => CallScript.Answer($"attempt {number}", "transient", throws: true) };
        ValueTask<Fill?> call = script.RunAsync(CallScript.Policy("waiting", point => new CallPolicy(point) { Retries = 4, BackoffMilliseconds = backoff }), tracer.StartFlow("TEST"));
        var delays = new TimeSpan[4];
        for (int i = 0; i < delays.Length; i++)
        {
            delays[i] = await time.WaitBegunAsync();
            Assert.Equal(i + 1, script.Attempts);
            time.Advance(delays[i] - TimeSpan.FromMilliseconds(1));
            Assert.Equal(i + 1, script.Attempts);
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal("attempt 5", await CallScript.SeenAsync(call));
        return delays;
    }
}
