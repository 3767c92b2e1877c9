namespace RiskTraceGen.Tests;

/// <summary>A stream that a call returns is the broker's own to the caller; its enumerations are spans, and its items records.</summary>
public sealed class StreamedCalls : IAsyncDisposable
{
    private readonly RiskTracer _tracer = Tracers.Create();
    private readonly ScriptedFeed _feed = new();

    public ValueTask DisposeAsync() => _tracer.DisposeAsync();

    [Fact]
    public async Task EachItemIsAStepWithItsNumberUnderItsEnumeration()
    {
        TraceStep[] steps = await StepsOf(async feed =>
        {
            await foreach (int _ in feed.Ticks("ES"))
            {
            }
        });
        Assert.Equal(["ticks handed over", "ticks success", "ticks item 1 ", "ticks item 2 "], steps.Select(step => $"{step.Name} {step.Outcome}"));
        Assert.Equal([0, 1, 2, 2], steps.Select(step => step.Depth));
        Assert.StartsWith("ticks item 2 after ", steps[3].Text, StringComparison.Ordinal);
        Assert.Equal(["contract: ES", "items: 2", "item: 1", "item: 2"], steps.SelectMany(step => step.Fields).Select(field => field.ToString()));
        Assert.DoesNotContain(steps, step => step.Failed);
    }

    [Fact]
    public async Task WhatIsNeverEnumeratedIsNoSuccess()
    {
        TraceStep call = Assert.Single(await StepsOf(static feed =>
        {
            _ = feed.Ticks("ES");
            return Task.CompletedTask;
        }));
        Assert.Equal(("handed over", false), (call.Outcome, call.Failed));
        BrokerCallStatistics calls = _tracer.Statistics.BrokerCalls;
        Assert.Equal((1, 0, 1, 0), (calls.Begun, calls.Ok, calls.HandedOver, calls.Enumerations));
    }

    [Fact]
    public async Task OnlyTheCallerReadsAnItem()
    {
        TraceStep[] steps = await StepsOf(async feed =>
        {
            IAsyncEnumerator<int> items = feed.Ticks("ES").GetAsyncEnumerator();
            await items.MoveNextAsync();
            await items.MoveNextAsync();
            Assert.Equal(0, _feed.Reads);
            Assert.Equal(4, items.Current + items.Current);
            Assert.Equal(2, _feed.Reads);
            await items.DisposeAsync();
        });
        Assert.Equal(["item 1", "item 2: 2"], steps[2..].Select(step => $"{step.Name["ticks ".Length..]}{string.Concat(step.Fields.Select(static field => $": {field.Value}"))}"));
        Assert.Equal(1, _feed.Disposals);
    }

    [Fact]
    public async Task StoppingAndTheSecondEnumerationAreTheirOwn()
    {
        TraceStep[] steps = await StepsOf(async feed =>
        {
            IAsyncEnumerable<int> ticks = feed.Ticks("ES");
            await foreach (int _ in ticks)
                break;
            await foreach (int _ in ticks)
            {
            }
        });
        Assert.Equal(
            ["ticks: handed over", "ticks: stopped by the caller; items: 1", "ticks: success; enumeration: 2; items: 2"],
            steps.Where(step => step.Kind == StepKind.ApiCall).Select(step => $"{step.Name}: {step.Outcome}{string.Concat(step.Fields.Where(static field => field.Name != "contract").Select(static field => $"; {field}"))}"));
        BrokerCallStatistics calls = _tracer.Statistics.BrokerCalls;
        Assert.Equal((3, 1, 1, 1, 2), (calls.Begun, calls.Ok, calls.HandedOver, calls.Stopped, calls.Enumerations));
        Assert.All(_tracer.Statistics.Latencies.Where(static latency => latency.Kind == LatencyKind.BrokerCall), static latency => Assert.Equal(0, latency.Failures));
    }

    [Fact]
    public async Task AStepThatFailsLaterFailsTheEnumerationWithTheVeryException()
    {
        var failure = new InvalidOperationException("lost");
        TraceStep[] steps = await StepsOf(async feed =>
        {
            _feed.Items = -1;
            IAsyncEnumerator<int> items = feed.Ticks("ES").GetAsyncEnumerator();
            ValueTask<bool> first = items.MoveNextAsync();
            _feed.Answer(true);
            Assert.True(await first);
            ValueTask<bool> second = items.MoveNextAsync();
            _feed.Fail(failure);
            Assert.Same(failure, await Assert.ThrowsAsync<InvalidOperationException>(async () => await second));
            await items.DisposeAsync();
        });
        Assert.Equal(("failed", true, "lost"), (steps[1].Outcome, steps[1].Failed, steps[1].Exception!.Message));
        Assert.Equal("items: 1", Assert.Single(steps[1].Fields).ToString());
        Assert.Equal((1, 1), (_tracer.Statistics.BrokerCalls.Failed, _feed.Disposals));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ADisposalThatFailsFailsTheEnumeration(bool later)
    {
        var disposal = new TaskCompletionSource();
        TraceStep[] steps = await StepsOf(async feed =>
        {
            _feed.OnDispose = () => later ? new ValueTask(disposal.Task) : throw new InvalidOperationException("stuck");
            IAsyncEnumerator<int> items = feed.Ticks("ES").GetAsyncEnumerator();
            await items.MoveNextAsync();
            Task disposed = Record(async () => await items.DisposeAsync());
            disposal.SetException(new InvalidOperationException("stuck"));
            await disposed;
        });
        Assert.Equal(("failed", "stuck"), (steps[1].Outcome, steps[1].Exception!.Message));

        static async Task Record(Func<Task> dispose) => Assert.Equal("stuck", (await Assert.ThrowsAsync<InvalidOperationException>(dispose)).Message);
    }

    [Fact]
    public async Task ASecondStepAtATimeIsBetweenTheCallerAndTheBroker()
        => await StepsOf(async feed =>
        {
            _feed.Items = -1;
            IAsyncEnumerator<int> items = feed.Ticks("ES").GetAsyncEnumerator();
            ValueTask<bool> first = items.MoveNextAsync();
            ValueTask<bool> second = items.MoveNextAsync();
            Assert.Equal(new ValueTask<bool>(_feed, 0), second);
            _feed.Answer(false);
            Assert.False(await first);
        });

    [Fact]
    public async Task ItemsTakeNothingFromWhatAuditRecordsNeed()
    {
        await using RiskTracer tracer = Tracers.Create();
        _feed.Items = 2_000_000;
        using RiskFlow flow = tracer.StartFlow("TEST");
        using (tracer.PauseSinks())
        {
            IAsyncEnumerator<int> items = ((IFeed)_feed).Traced(flow).Ticks("ES").GetAsyncEnumerator(TestContext.Current.CancellationToken);
            while (tracer.Statistics.Journal.DetailDropped == 0)
                Assert.True(await items.MoveNextAsync());
            await items.DisposeAsync();
        }

        flow.Complete("done");
        await tracer.FlushAsync();
        Assert.Equal((0, 1), (tracer.Statistics.Journal.AuditLost, tracer.Statistics.BrokerCalls.Stopped));
    }

    [Fact]
    public void WithoutATraceTheStreamIsTheBrokersOwn() => Assert.Same(_feed, ((IFeed)_feed).Traced(RiskFlow.None).Ticks("ES"));

    private async Task<TraceStep[]> StepsOf(Func<TracedFeed, Task> use)
    {
        using (RiskFlow flow = _tracer.StartFlow("TEST"))
        {
            await use(((IFeed)_feed).Traced(flow));
            flow.Complete("done");
        }

        await _tracer.FlushAsync();
        return [.. Assert.Single(_tracer.RecentFlows).Steps.Where(static step => step.Kind is StepKind.ApiCall or StepKind.CustomEvent)];
    }
}
