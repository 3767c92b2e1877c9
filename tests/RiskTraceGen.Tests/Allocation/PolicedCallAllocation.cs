using System.Threading.Tasks.Sources;

namespace RiskTraceGen.Tests;

/// <summary>A broker boundary whose calls have policies, and succeed.</summary>
public interface IPolicedBroker
{
    [BrokerCall("policed_quote", Retries = 3)]
    decimal Quote(string symbol);

    [BrokerCall("policed_place", Retries = 3, Fallback = nameof(PlaceInTimeAsync))]
    ValueTask<Order> PlaceAsync(string symbol, int quantity, CancellationToken cancellationToken = default);

    [BrokerCall("policed_place_in_time", Retries = 3, TimeoutMilliseconds = 60_000)]
    ValueTask<Order> PlaceInTimeAsync(string symbol, int quantity, CancellationToken cancellationToken = default);

    [BrokerCall("policed_cancel", Retries = 3)]
    ValueTask CancelAsync(string id);

    [BrokerCall("policed_cancel_in_time", Retries = 3, TimeoutMilliseconds = 60_000)]
    ValueTask CancelInTimeAsync(string id);
}

/// <summary>The first attempt is the library's own code: policies cost nothing until they are needed.</summary>
[Collection(ProcessCounters.Name)]
public sealed class PolicedCallAllocation : IAsyncDisposable
{
    private static readonly Order Done = new(true, "1");

    private readonly RiskTracer _tracer = Tracers.Create();
    private readonly Broker _broker = new();
    private readonly RiskFlow _flow;
    private readonly TracedPolicedBroker _traced;

    public PolicedCallAllocation()
    {
        _flow = _tracer.StartFlow("TEST");
        _traced = ((IPolicedBroker)_broker).Traced(_flow);
    }

    public ValueTask DisposeAsync()
    {
        _flow.Complete("MEASURED");
        return _tracer.DisposeAsync();
    }

    [Fact]
    public void ACallThatSucceedsAtOnceAllocatesNothing()
    {
        _broker.OnPlace = static () => new ValueTask<Order>(Done);
        _broker.OnCancel = static () => default;
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () => _traced.Quote("ES")));
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () => _traced.PlaceAsync("ES", 1).GetAwaiter().GetResult()));
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () => _traced.PlaceInTimeAsync("ES", 1).GetAwaiter().GetResult()));
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () => _traced.CancelAsync("1").GetAwaiter().GetResult()));
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () => _traced.CancelInTimeAsync("1").GetAwaiter().GetResult()));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(64, false)]
    [InlineData(1, true)]
    [InlineData(64, true)]
    public void AValueTaskThatSuspendsAndSucceedsAllocatesNothing(int inFlight, bool inTime)
    {
        Answer[] answers = [.. Enumerable.Range(0, inFlight).Select(static _ => new Answer())];
        var calls = new ValueTask<Order>[inFlight];
        int asked = 0;
        int continued = 0;
        Action continuation = () => continued++;
        _broker.OnPlace = () => answers[asked++].Task;
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () =>
        {
            (asked, continued) = (0, 0);
            for (int i = 0; i < inFlight; i++)
            {
                calls[i] = inTime ? _traced.PlaceInTimeAsync("ES", i) : _traced.PlaceAsync("ES", i);
                calls[i].GetAwaiter().UnsafeOnCompleted(continuation);
            }

            foreach (Answer answer in answers)
                answer.Give();
            foreach (ValueTask<Order> call in calls)
                Assert.Same(Done, call.GetAwaiter().GetResult());
            if (continued != inFlight)
                Assert.Fail("a caller was not continued");
        }));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(64, false)]
    [InlineData(1, true)]
    [InlineData(64, true)]
    public void AValueTaskWithoutAResultThatSuspendsAndSucceedsAllocatesNothing(int inFlight, bool inTime)
    {
        Answer[] answers = [.. Enumerable.Range(0, inFlight).Select(static _ => new Answer())];
        var calls = new ValueTask[inFlight];
        int asked = 0;
        int continued = 0;
        Action continuation = () => continued++;
        _broker.OnCancel = () => answers[asked++].Plain;
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () =>
        {
            (asked, continued) = (0, 0);
            for (int i = 0; i < inFlight; i++)
            {
                calls[i] = inTime ? _traced.CancelInTimeAsync("1") : _traced.CancelAsync("1");
                calls[i].GetAwaiter().UnsafeOnCompleted(continuation);
            }

            foreach (Answer answer in answers)
                answer.Give();
            foreach (ValueTask call in calls)
                call.GetAwaiter().GetResult();
            if (continued != inFlight)
                Assert.Fail("a caller was not continued");
        }));
    }

    private sealed class Broker : IPolicedBroker
    {
        public Func<ValueTask<Order>> OnPlace { get; set; } = static () => default;

        public Func<ValueTask> OnCancel { get; set; } = static () => default;

        public decimal Quote(string symbol) => 4.25m;

        public ValueTask<Order> PlaceAsync(string symbol, int quantity, CancellationToken cancellationToken = default) => OnPlace();

        public ValueTask<Order> PlaceInTimeAsync(string symbol, int quantity, CancellationToken cancellationToken = default) => OnPlace();

        public ValueTask CancelAsync(string id) => OnCancel();

        public ValueTask CancelInTimeAsync(string id) => OnCancel();
    }

    private sealed class Answer : IValueTaskSource<Order>, IValueTaskSource
    {
        private ManualResetValueTaskSourceCore<Order> _core;

        public ValueTask<Order> Task => new(this, _core.Version);

        public ValueTask Plain => new(this, _core.Version);

        public void Give() => _core.SetResult(Done);

        public Order GetResult(short token)
        {
            Order order = _core.GetResult(token);
            _core.Reset();
            return order;
        }

        void IValueTaskSource.GetResult(short token) => GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
            => _core.OnCompleted(continuation, state, token, flags);
    }
}
