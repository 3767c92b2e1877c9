namespace RiskTraceGen.Tests;

public sealed class CallRecords
{
    private readonly FakeExchange _exchange = new();

    public static TheoryData<string, Exception> Failures => new()
    {
        { "failed", new InvalidOperationException() },
        { "ambiguous", new IOException() },
        { "ambiguous", new TimeoutException() },
        { "ambiguous", new OperationCanceledException() },
        { "ambiguous", new TaskCanceledException() },
    };

    [Fact]
    public async Task ArgumentsAndResultAreRecordedAndSecretsAreNot()
    {
        _exchange.OnPlace = () => new(new Order(true, "42"));
        FlowTrace flow = await TraceAsync(async traced =>
        {
            await traced.ConnectAsync("account-1", "hunter2");
            await traced.PlaceAsync("ES", 3);
        });

        TraceStep[] calls = [.. flow.StepsOf(StepKind.ApiCall)];
        Assert.Equal(["connect", "place_order"], calls.Select(c => c.Name));
        Assert.Equal("account-1", calls[0].Field("account"));
        Assert.Equal("(redacted)", calls[0].Field("password")!.ToString());
        Assert.Equal("ES", calls[1].Field("symbol"));
        Assert.Equal(3, calls[1].Field("quantity"));
        Assert.Equal("Order { success: true, id: 42 }", calls[1].Field("result")!.ToString());
        Assert.DoesNotContain(flow.Steps, s => s.Fields.Any(f => f.ToString().Contains("hunter2", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task AnExceptionSaysWhetherTheOrderMayExist(string outcome, Exception failure)
    {
        var pending = new TaskCompletionSource<Order>();
        FlowTrace flow = await TraceAsync(async traced =>
        {
            _exchange.OnQuote = () => throw failure;
            Assert.Same(failure, Record.Exception(() => traced.Quote("ES")));
            _exchange.OnConnect = () => Task.FromException(failure);
            Assert.Same(failure, await Record.ExceptionAsync(() => traced.ConnectAsync("", "")));
            _exchange.OnCancel = () => ValueTask.FromException(failure);
            Assert.Same(failure, await Record.ExceptionAsync(() => traced.CancelAsync("").InTime()));
            _exchange.OnPlace = () => new(pending.Task);
            ValueTask<Order> placed = traced.PlaceAsync("ES", 1);
            pending.SetException(failure);
            Assert.Same(failure, await Record.ExceptionAsync(() => placed.InTime()));
        });

        Assert.Equal(4, flow.StepsOf(StepKind.ApiCall).Count());
        Assert.All(flow.StepsOf(StepKind.ApiCall), call =>
        {
            Assert.StartsWith(outcome, call.Outcome.ToLowerInvariant());
            Assert.True(call.Failed);
            Assert.Equal(failure.GetType().FullName, call.Exception!.Type);
            Assert.False(call.Late);
        });
    }

    [Fact]
    public async Task ACancelledTaskIsAmbiguous()
    {
        var token = new CancellationToken(true);
        _exchange.OnPositions = () => Task.FromCanceled<int>(token);
        _exchange.OnCancel = () => ValueTask.FromCanceled(token);
        await TraceAsync(async traced =>
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(traced.PositionsAsync);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => traced.CancelAsync("").InTime());
        }, calls => Assert.Equal(new BrokerCallStatistics(2, 0, 0, 2, 0), calls));
    }

    [Fact]
    public async Task ATaskOfSeveralFailuresIsAmbiguousIfOneOfThemIs()
    {
        _exchange.OnConnect = () => Task.WhenAll(Task.FromException(new InvalidOperationException()), Task.FromException(new TimeoutException()));
        _exchange.OnPositions = async () =>
        {
            await Task.WhenAll(Task.FromException(new InvalidOperationException()), Task.FromException(new NotSupportedException()));
            return 0;
        };
        await TraceAsync(async traced =>
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => traced.ConnectAsync("", ""));
            await Assert.ThrowsAsync<InvalidOperationException>(traced.PositionsAsync);
        }, calls => Assert.Equal(new BrokerCallStatistics(2, 0, 1, 1, 0), calls));
    }

    [Fact]
    public async Task AResultThatSaysItDidNotSucceedIsAFailedCall()
    {
        var pending = new TaskCompletionSource<Order>();
        await TraceAsync(async traced =>
        {
            _exchange.OnPlace = () => new(new Order(false, null));
            Assert.False((await traced.PlaceAsync("ES", 1)).Success);
            _exchange.OnPlace = () => new(pending.Task);
            ValueTask<Order> placed = traced.PlaceAsync("ES", 1);
            pending.SetResult(new Order(false, null));
            Assert.False((await placed.InTime()).Success);
        }, calls => Assert.Equal(new BrokerCallStatistics(2, 0, 2, 0, 0), calls));
    }

    [Fact]
    public async Task ATaskThatHasFailedIsRecordedBeforeTheCallReturns()
    {
        await using RiskTracer tracer = Tracers.Create();
        _exchange.OnConnect = () => Task.FromException(new IOException("refused"));
        RiskFlow flow = tracer.StartFlow("TEST");
        Task connecting = _exchange.Traced(flow).ConnectAsync("", "");
        flow.Complete("DONE");

        TraceStep call = (await tracer.FlowAsync(1)).Step(StepKind.ApiCall);
        Assert.Equal("refused", call.Exception?.Message);
        Assert.False(call.Late);
        await Assert.ThrowsAsync<IOException>(() => connecting);
    }

    [Fact]
    public async Task ACallThatIsReadTwiceThrowsAndSpoilsNoOther()
    {
        await using RiskTracer tracer = Tracers.Create();
        TracedExchange traced = _exchange.Traced(tracer.StartFlow("TEST"));
        var first = new TaskCompletionSource<Order>();
        _exchange.OnPlace = () => new(first.Task);
        ValueTask<Order> stale = traced.PlaceAsync("ES", 1);
        ValueTask<Order> copy = stale;
        first.SetResult(new Order(true, "first"));
        Assert.Equal("first", (await stale.InTime()).Id);

        var second = new TaskCompletionSource<Order>();
        _exchange.OnPlace = () => new(second.Task);
        ValueTask<Order> placed = traced.PlaceAsync("ES", 1);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await copy);
        second.SetResult(new Order(true, "second"));

        Assert.Equal("second", (await placed.InTime()).Id);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await copy);
    }

    [Fact]
    public async Task ACallThatIsReadBeforeItHasEndedSaysSo()
    {
        await using RiskTracer tracer = Tracers.Create();
        var pending = new TaskCompletionSource<Order>();
        _exchange.OnPlace = () => new(pending.Task);
        ValueTask<Order> placed = _exchange.Traced(tracer.StartFlow("TEST")).PlaceAsync("ES", 1);

        Assert.Contains("Await it, once", Assert.Throws<InvalidOperationException>(() => { _ = placed.GetAwaiter().GetResult(); }).Message);
        pending.SetResult(new Order(true, "1"));
        Assert.Equal("1", (await placed.InTime()).Id);
    }

    private async Task<FlowTrace> TraceAsync(Func<TracedExchange, Task> body, Action<BrokerCallStatistics>? check = null)
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskFlow flow = tracer.StartFlow("TEST");
        await body(_exchange.Traced(flow));
        flow.Complete("DONE");
        FlowTrace trace = await tracer.FlowAsync(1);
        check?.Invoke(tracer.Statistics.BrokerCalls);
        return trace;
    }
}
