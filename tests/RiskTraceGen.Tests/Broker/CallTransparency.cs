namespace RiskTraceGen.Tests;

/// <summary>A traced call behaves as the untraced one.</summary>
public sealed class CallTransparency : IAsyncDisposable
{
    private readonly RiskTracer _tracer = Tracers.Create();
    private readonly FakeExchange _exchange = new();
    private readonly TracedExchange _traced;

    public CallTransparency() => _traced = _exchange.Traced(_tracer.StartFlow("TEST"));

    public ValueTask DisposeAsync() => _tracer.DisposeAsync();

    [Fact]
    public void ASynchronousCallReturnsTheResult()
    {
        _exchange.OnQuote = () => 4.25m;
        int pings = 0;
        _exchange.OnPing = () => pings++;

        Assert.Equal(4.25m, _traced.Quote("ES"));
        _traced.Ping();
        Assert.Equal(1, pings);
    }

    [Fact]
    public void ASynchronousCallThrowsTheVeryExceptionWithTheStackOfItsOrigin()
    {
        var failure = new IOException("connection lost");
        _exchange.OnQuote = () => throw Origin(failure);
        _exchange.OnPing = () => throw Origin(failure);
        _exchange.OnPlace = () => throw Origin(failure);
        _exchange.OnConnect = () => throw Origin(failure);

        Assert.Same(failure, Assert.ThrowsAny<IOException>(() => { _traced.Quote("ES"); }));
        Assert.Contains(nameof(Quote), failure.StackTrace);
        Assert.Same(failure, Assert.ThrowsAny<IOException>(() => _traced.Ping()));
        Assert.Same(failure, Assert.ThrowsAny<IOException>(() => { _ = _traced.PlaceAsync("ES", 1); }));
        Assert.Same(failure, Assert.ThrowsAny<IOException>(() => { _ = _traced.ConnectAsync("a", "b"); }));
    }

    [Fact]
    public async Task ATaskIsTheVeryTaskOfTheBroker()
    {
        var pending = new TaskCompletionSource();
        var pendingCount = new TaskCompletionSource<int>();
        foreach (Task task in new[] { Task.CompletedTask, pending.Task, Task.FromException(new IOException()), Task.FromCanceled(new CancellationToken(true)) })
        {
            _exchange.OnConnect = () => task;
            Assert.Same(task, _traced.ConnectAsync("account", "password"));
        }

        foreach (Task<int> task in new[] { Task.FromResult(7), pendingCount.Task, Task.FromException<int>(new IOException()), Task.FromCanceled<int>(new CancellationToken(true)) })
        {
            _exchange.OnPositions = () => task;
            Assert.Same(task, _traced.PositionsAsync());
        }

        pending.SetResult();
        pendingCount.SetResult(7);
        await pendingCount.Task.InTime();
    }

    [Fact]
    public async Task AValueTaskThatIsCompleteIsReturnedComplete()
    {
        var order = new Order(true, "7");
        _exchange.OnPlace = () => new(order);
        ValueTask<Order> placed = _traced.PlaceAsync("ES", 1);
        ValueTask cancelled = _traced.CancelAsync("7");

        Assert.True(placed.IsCompletedSuccessfully);
        Assert.True(cancelled.IsCompletedSuccessfully);
        Assert.Same(order, await placed);
        await cancelled;
    }

    [Fact]
    public async Task AValueTaskThatHasFailedIsReturnedFailed()
    {
        var failure = new IOException("rejected");
        _exchange.OnPlace = () => ValueTask.FromException<Order>(failure);
        _exchange.OnCancel = () => ValueTask.FromCanceled(new CancellationToken(true));
        ValueTask<Order> placed = _traced.PlaceAsync("ES", 1);
        ValueTask cancelled = _traced.CancelAsync("7");

        Assert.True(placed.IsFaulted);
        Assert.True(cancelled.IsCanceled);
        Assert.Same(failure, await Assert.ThrowsAsync<IOException>(() => placed.AsTask()));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.AsTask());
    }

    [Fact]
    public async Task AValueTaskThatIsPendingSucceedsWithTheResult()
    {
        var source = new TaskCompletionSource<Order>();
        var done = new TaskCompletionSource();
        _exchange.OnPlace = () => new(source.Task);
        _exchange.OnCancel = () => new(done.Task);
        ValueTask<Order> placed = _traced.PlaceAsync("ES", 1);
        ValueTask cancelled = _traced.CancelAsync("7");
        Assert.False(placed.IsCompleted);
        Assert.False(cancelled.IsCompleted);

        var order = new Order(true, "7");
        source.SetResult(order);
        done.SetResult();
        Assert.Same(order, await placed.InTime());
        await cancelled.InTime();
    }

    [Fact]
    public async Task AValueTaskThatIsPendingFailsWithTheVeryExceptionAndTheStackOfItsOrigin()
    {
        var failure = new IOException("connection lost");
        var go = new TaskCompletionSource();
        _exchange.OnPlace = async () =>
        {
            await go.Task;
            throw Origin(failure);
        };
        ValueTask<Order> placed = _traced.PlaceAsync("ES", 1);
        go.SetResult();

        Assert.Same(failure, await Assert.ThrowsAsync<IOException>(() => placed.InTime()));
        Assert.Contains(nameof(AValueTaskThatIsPendingFailsWithTheVeryExceptionAndTheStackOfItsOrigin), failure.StackTrace);
    }

    [Fact]
    public async Task AValueTaskThatIsCancelledCarriesItsToken()
    {
        using var cancellation = new CancellationTokenSource();
        var source = new TaskCompletionSource<Order>();
        var done = new TaskCompletionSource();
        _exchange.OnPlace = () => new(source.Task);
        _exchange.OnCancel = () => new(done.Task);
        Task<Order> placed = _traced.PlaceAsync("ES", 1).AsTask();
        Task cancelled = _traced.CancelAsync("7").AsTask();
        cancellation.Cancel();
        source.SetCanceled(cancellation.Token);
        done.SetCanceled(cancellation.Token);

        Assert.Equal(cancellation.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => placed.InTime())).CancellationToken);
        Assert.Equal(cancellation.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.InTime())).CancellationToken);
        Assert.True(placed.IsCanceled);
        Assert.True(cancelled.IsCanceled);
    }

    [Fact]
    public async Task ATaskThatIsMissingIsMissingForTheCallerToo()
    {
        _exchange.OnConnect = static () => null!;
        _exchange.OnPositions = static () => null!;
        Assert.Null(_traced.ConnectAsync("account", "password"));
        Assert.Null(_traced.PositionsAsync());

        TraceStep[] calls = await CallsAsync();
        Assert.Equal(["ambiguous", "ambiguous"], calls.Select(static call => call.Outcome.Split(' ')[0]));
        Assert.All(calls, static call => Assert.Contains("returned null instead of a task", call.Exception!.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ATaskThatAnExceptionCancelledIsRecordedWithThatException()
    {
        var go = new TaskCompletionSource();
        _exchange.OnConnect = async () =>
        {
            await go.Task;
            throw new OperationCanceledException("the exchange closes");
        };
        Task connected = _traced.ConnectAsync("account", "password");
        go.SetResult();

        await Assert.ThrowsAsync<OperationCanceledException>(() => connected.InTime());
        Assert.True(connected.IsCanceled);
        TraceException recorded = Assert.Single(await CallsAsync()).Exception!;
        Assert.Equal((typeof(OperationCanceledException).FullName, "the exchange closes"), (recorded.Type, recorded.Message));
    }

    // A task may hold the cancellation of something else, of which it has failed: it was not cancelled itself.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AValueTaskThatFailedOfACancellationHasFailed(bool isPending)
    {
        var failure = new OperationCanceledException("another call was cancelled");
        var order = new TaskCompletionSource<Order>();
        var done = new TaskCompletionSource();
        void End()
        {
            order.SetException(failure);
            done.SetException(failure);
        }

        if (!isPending)
            End();
        _exchange.OnPlace = () => new(order.Task);
        _exchange.OnCancel = () => new(done.Task);
        ValueTask<Order> placed = _traced.PlaceAsync("ES", 1);
        ValueTask cancelled = _traced.CancelAsync("7");
        if (isPending)
            End();

        Assert.True(placed.IsFaulted);
        Assert.True(cancelled.IsFaulted);
        Task<Order> placing = placed.AsTask();
        Task cancelling = cancelled.AsTask();
        Assert.Same(failure, await Assert.ThrowsAsync<OperationCanceledException>(() => placing.InTime()));
        Assert.Same(failure, await Assert.ThrowsAsync<OperationCanceledException>(() => cancelling.InTime()));
        Assert.True(placing.IsFaulted);
        Assert.True(cancelling.IsFaulted);
    }

    [Fact]
    public async Task AValueTaskThatHasFailedOfSeveralThingsKeepsThem()
    {
        var order = new TaskCompletionSource<Order>();
        var done = new TaskCompletionSource();
        Exception[] failures = [new IOException("first"), new FormatException("second")];
        order.SetException(failures);
        done.SetException(failures);
        _exchange.OnPlace = () => new(order.Task);
        _exchange.OnCancel = () => new(done.Task);

        foreach (Task failed in new[] { _traced.PlaceAsync("ES", 1).AsTask(), _traced.CancelAsync("7").AsTask() })
            Assert.Equal(failures, failed.Exception!.InnerExceptions);
        Assert.All(await CallsAsync(), static call => Assert.Equal(typeof(AggregateException).FullName, call.Exception!.Type));
    }

    private async Task<TraceStep[]> CallsAsync()
    {
        _traced.Flow.Complete("DONE");
        await _tracer.FlushAsync();
        return [.. Assert.Single(_tracer.RecentFlows).StepsOf(StepKind.ApiCall)];
    }

    private static IOException Origin(IOException failure) => failure;

    private const string Quote = nameof(FakeExchange.Quote);
}
