namespace RiskTraceGen.Tests;

[Collection(ProcessCounters.Name)]
public sealed class StreamAllocation : IAsyncDisposable
{
    private readonly RiskTracer _tracer = Tracers.Create();
    private readonly ScriptedFeed _feed = new() { Items = int.MaxValue };
    private readonly TracedFeed _traced;

    public StreamAllocation() => _traced = ((IFeed)_feed).Traced(_tracer.StartFlow("TEST"));

    public ValueTask DisposeAsync() => _tracer.DisposeAsync();

    [Fact]
    public void AnItemThatIsThereAllocatesNothing()
    {
        IAsyncEnumerator<int> items = _traced.Ticks("ES").GetAsyncEnumerator();
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () =>
        {
            if (!items.MoveNextAsync().GetAwaiter().GetResult() || items.Current == 0)
                Assert.Fail("there is an item");
        }));
    }

    [Fact]
    public void AnItemThatComesLaterAllocatesNothing()
    {
        _feed.Items = -1;
        IAsyncEnumerator<int> items = _traced.Ticks("ES").GetAsyncEnumerator();
        int continued = 0;
        Action continuation = () => continued++;
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () =>
        {
            continued = 0;
            ValueTask<bool> move = items.MoveNextAsync();
            move.GetAwaiter().UnsafeOnCompleted(continuation);
            _feed.Answer(true);
            if (!move.GetAwaiter().GetResult() || items.Current < 0 || continued != 1)
                Assert.Fail("the caller was not continued with an item");
        }));
    }

    [Fact]
    public void TheStreamIsItsOwnFirstEnumerator()
    {
        double called = AllocatedBytes.PerOperation(_tracer, () => _traced.Ticks("ES"));
        double enumerated = AllocatedBytes.PerOperation(_tracer, () =>
        {
            IAsyncEnumerator<int> items = _traced.Ticks("ES").GetAsyncEnumerator();
            items.MoveNextAsync().GetAwaiter().GetResult();
            items.DisposeAsync().GetAwaiter().GetResult();
        });
        Assert.InRange(called, 1, 320);
        Assert.Equal(called, enumerated);
    }
}
