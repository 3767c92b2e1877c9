namespace RiskTraceGen.Tests;

/// <summary>What surrounds a call (async locals, the synchronization context) is as in the untraced call.</summary>
public sealed class AmbientContext
{
    private readonly FakeExchange _exchange = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatASynchronousPartOfTheBrokerSetsIsVisibleToTheCaller(bool traced)
    {
        await using RiskTracer tracer = Tracers.Create();
        var local = new AsyncLocal<string>();
        var source = new TaskCompletionSource<Order>();
        _exchange.OnPlace = () =>
        {
            local.Value = "set by the broker";
            return new ValueTask<Order>(source.Task);
        };
        ValueTask<Order> placed = Place(tracer, traced);

        Assert.Equal("set by the broker", local.Value);
        source.SetResult(new Order(true, "1"));
        await placed.InTime();
        Assert.Equal("set by the broker", local.Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatTheBrokerSetsWhileItIsSuspendedStaysWithIt(bool traced)
    {
        await using RiskTracer tracer = Tracers.Create();
        var local = new AsyncLocal<string> { Value = "the caller's" };
        var go = new TaskCompletionSource();
        string? seen = null;
        _exchange.OnPlace = async () =>
        {
            await go.Task;
            seen = local.Value;
            local.Value = "the broker's";
            return new Order(true, "1");
        };
        ValueTask<Order> placed = Place(tracer, traced);
        go.SetResult();
        await placed;

        Assert.Equal("the caller's", seen);
        Assert.Equal("the caller's", local.Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheCallerGoesOnInItsSynchronizationContext(bool traced)
    {
        await using RiskTracer tracer = Tracers.Create();
        var source = new TaskCompletionSource<Order>();
        _exchange.OnPlace = () => new ValueTask<Order>(source.Task);
        var context = new PostingContext();
        Task<SynchronizationContext?> resumedIn;
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            resumedIn = Resume(Place(tracer, traced));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        new Thread(() => source.SetResult(new Order(true, "1"))).Start();
        Assert.Same(context, await resumedIn.InTime());
        Assert.Equal(1, context.Posts);
    }

    private ValueTask<Order> Place(RiskTracer tracer, bool traced)
        => traced ? _exchange.Traced(tracer.StartFlow("TEST")).PlaceAsync("ES", 1) : _exchange.PlaceAsync("ES", 1);

    private static async Task<SynchronizationContext?> Resume(ValueTask<Order> placed)
    {
        await placed;
        return SynchronizationContext.Current;
    }

    private sealed class PostingContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => Volatile.Read(ref _posts);

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            SetSynchronizationContext(this);
            d(state);
        }
    }
}
