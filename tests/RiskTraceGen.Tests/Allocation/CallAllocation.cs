using System.Threading.Tasks.Sources;

namespace RiskTraceGen.Tests;

[Collection(ProcessCounters.Name)]
public sealed class CallAllocation : IAsyncDisposable
{
    /// <summary>What .NET 10 needs for the second continuation of a task, in bytes.</summary>
    private const int SecondContinuation = 128;

    private static readonly Order Done = new(true, "1");

    private readonly RiskTracer _tracer = Tracers.Create();
    private readonly FakeExchange _exchange = new();
    private readonly TracedExchange _traced;

    public CallAllocation() => _traced = _exchange.Traced(_tracer.StartFlow("TEST"));

    public ValueTask DisposeAsync() => _tracer.DisposeAsync();

    [Fact]
    public void ASynchronousCallAllocatesNothing()
    {
        _exchange.OnQuote = static () => 4.25m;
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () => _traced.Quote("ES")));
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () => _traced.Ping()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ACallThatIsKeptInADirectoryAllocatesNothing(bool flushed)
    {
        using var directory = new TemporaryDirectory();
        await using RiskTracer tracer = Tracers.Create(configure: options =>
        {
            options.JournalDirectory = directory.Path;
            options.Flush = flushed ? FlushPolicy.BeforeEveryCall : FlushPolicy.Never;
        });
        TracedExchange traced = _exchange.Traced(tracer.StartFlow("TEST"));
        _exchange.OnPlace = static () => new ValueTask<Order>(Done);
        Assert.Equal(0, AllocatedBytes.PerOperation(tracer, () => traced.PlaceAsync("ES", 1).GetAwaiter().GetResult()));
    }

    [Fact]
    public void AValueTaskThatIsCompleteAllocatesNothing()
    {
        _exchange.OnPlace = static () => new ValueTask<Order>(Done);
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () => _traced.PlaceAsync("ES", 1).GetAwaiter().GetResult()));
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () => _traced.CancelAsync("1").GetAwaiter().GetResult()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void AValueTaskThatSuspendsAllocatesNothing(int inFlight)
    {
        Answer[] answers = [.. Enumerable.Range(0, inFlight).Select(_ => new Answer())];
        var calls = new ValueTask<Order>[inFlight];
        int asked = 0;
        int continued = 0;
        Action continuation = () => continued++;
        _exchange.OnPlace = () => answers[asked++].Task;
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () =>
        {
            asked = 0;
            continued = 0;
            for (int i = 0; i < inFlight; i++)
            {
                calls[i] = _traced.PlaceAsync("ES", i);
                calls[i].GetAwaiter().UnsafeOnCompleted(continuation);
            }

            foreach (Answer answer in answers)
                answer.Give(Done);
            foreach (ValueTask<Order> call in calls)
                Assert.Same(Done, call.GetAwaiter().GetResult());
            if (continued != inFlight)
                Assert.Fail("a caller was not continued");
        }));
    }

    [Fact]
    public void ATaskThatSuspendsAllocatesWhatASecondContinuationNeeds()
    {
        Action continuation = static () => { };
        TaskCompletionSource<int>? source = null;
        _exchange.OnPositions = () => source!.Task;
        double untraced = PerCall(_exchange.PositionsAsync, observe: false);
        double observed = PerCall(_exchange.PositionsAsync, observe: true);
        double traced = PerCall(() => _traced.PositionsAsync(), observe: false);

        Assert.Equal(observed, traced);
        Assert.Equal(SecondContinuation, traced - untraced);

        double PerCall(Func<Task<int>> call, bool observe) => AllocatedBytes.PerOperation(_tracer, () =>
        {
            source = new TaskCompletionSource<int>();
            Task<int> task = call();
            if (observe)
                task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(continuation);

            task.GetAwaiter().UnsafeOnCompleted(continuation);
            source.SetResult(7);
        });
    }

    private sealed class Answer : IValueTaskSource<Order>
    {
        private ManualResetValueTaskSourceCore<Order> _core;

        public ValueTask<Order> Task => new(this, _core.Version);

        public void Give(Order order) => _core.SetResult(order);

        public Order GetResult(short token)
        {
            Order order = _core.GetResult(token);
            _core.Reset();
            return order;
        }

        public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
            => _core.OnCompleted(continuation, state, token, flags);
    }
}
