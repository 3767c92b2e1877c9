using System.Threading.Tasks.Sources;

namespace RiskTraceGen.Tests;

/// <summary>A broker boundary with a stream.</summary>
public interface IFeed
{
    [BrokerCall("ticks")]
    IAsyncEnumerable<int> Ticks(string contract);
}

/// <summary>A stream in the hands of a test: it is its own enumerable and enumerator, allocates nothing, and counts what is asked of it.</summary>
internal sealed class ScriptedFeed : IFeed, IAsyncEnumerable<int>, IAsyncEnumerator<int>, IValueTaskSource<bool>
{
    private ManualResetValueTaskSourceCore<bool> _core;
    private int _current;

    public Func<ValueTask> OnDispose { get; set; } = static () => default;

    /// <summary>How often the item was read.</summary>
    public int Reads { get; private set; }

    public int Disposals { get; private set; }

    /// <summary>How many items there are; a negative number suspends each step until it is answered.</summary>
    public int Items { get; set; } = 2;

    public int Current
    {
        get
        {
            Reads++;
            return _current;
        }
    }

    public IAsyncEnumerable<int> Ticks(string contract) => this;

    public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        _current = 0;
        return this;
    }

    public ValueTask<bool> MoveNextAsync()
    {
        if (Items < 0)
            return new ValueTask<bool>(this, _core.Version);

        _current++;
        return new ValueTask<bool>(_current <= Items);
    }

    public void Answer(bool hasItem) => _core.SetResult(hasItem);

    public void Fail(Exception exception) => _core.SetException(exception);

    public ValueTask DisposeAsync()
    {
        Disposals++;
        return OnDispose();
    }

    public bool GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);
}
