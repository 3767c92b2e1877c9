using System.Threading.Tasks.Sources;

namespace RiskTraceGen;

/// <summary>
/// A stream that a broker call returned: each enumeration is a span of its own, with a record for each item. It is its own first enumerator, and the source of
/// the value task of each step that suspends, so that items allocate nothing. What the caller sees is the broker's: steps, items, exceptions, disposal.
/// </summary>
internal sealed class BrokerStream<T, TEncoder> : IAsyncEnumerable<T>, IAsyncEnumerator<T>, IValueTaskSource<bool> where TEncoder : struct, IResultEncoder<T>
{
    private readonly BrokerAttempt _call;
    private readonly IAsyncEnumerable<T> _stream;
    private int _enumerations;
    private int _isTaken;

    // Of the enumeration that this object is.
    private BrokerAttempt _enumeration;
    private IAsyncEnumerator<T> _items = null!;
    private ManualResetValueTaskSourceCore<bool> _core;
    private Action? _onMoved;
    private ValueTask<bool> _move;
    private long _count;
    private long _arrived;
    private int _moves;
    private int _ends;
    private bool _isUnrecorded;

    public BrokerStream(in BrokerAttempt call, IAsyncEnumerable<T> stream)
    {
        _call = call;
        _stream = stream;
    }

    /// <summary>
    /// The item, read off the broker's enumerator whenever the caller reads it and never else: reading may be code
    /// of the broker's. Recorded when it is first read.
    /// </summary>
    public T Current
    {
        get
        {
            T item = _items.Current;
            Record(isRead: true, item);
            return item;
        }
    }

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        BrokerStream<T, TEncoder> enumerator = Interlocked.Exchange(ref _isTaken, 1) == 0 ? this : new BrokerStream<T, TEncoder>(_call, _stream);
        enumerator._enumeration = _call.BeginEnumeration(Interlocked.Increment(ref _enumerations));
        try
        {
            enumerator._items = _stream.GetAsyncEnumerator(cancellationToken);
        }
        catch (Exception exception)
        {
            enumerator.Fail(exception);
            throw;
        }

        return enumerator;
    }

    public ValueTask<bool> MoveNextAsync()
    {
        Record(isRead: false, default!);
        ValueTask<bool> move;
        try
        {
            move = _items.MoveNextAsync();
        }
        catch (Exception exception)
        {
            Fail(exception);
            throw;
        }

        if (move.IsCompletedSuccessfully)
            return new ValueTask<bool>(Moved(move.Result));

        // Two steps at a time break the contract of enumerators: the second is between the caller and the broker.
        if (Interlocked.CompareExchange(ref _moves, 1, 0) != 0)
            return move;

        _move = move;
        var pending = new ValueTask<bool>(this, _core.Version);
        try
        {
            if (move.IsCompleted)
                OnMoved();
            else
                move.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onMoved ??= OnMoved);
        }
        catch (Exception exception)
        {
            // A source of the broker's own making that cannot be waited for. Where it has called before, its answer is there.
            if (Interlocked.CompareExchange(ref _moves, 2, 1) == 1)
            {
                Fail(exception);
                throw;
            }
        }

        return pending;
    }

    public ValueTask DisposeAsync()
    {
        if (!TryEnd())
            return _items.DisposeAsync();

        Record(isRead: false, default!);
        ValueTask disposal;
        try
        {
            disposal = _items.DisposeAsync();
        }
        catch (Exception exception)
        {
            _enumeration.FailEnumeration(exception, _count);
            throw;
        }

        if (!disposal.IsCompletedSuccessfully)
            return Stop(disposal);

        _enumeration.EndEnumeration(CallOutcome.Stopped, _count);
        return disposal;
    }

    public bool GetResult(short token)
    {
        AwaitedOnce.RequireEnd(_core, token);
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            Volatile.Write(ref _moves, 0);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token)
    {
        AwaitedOnce.RequireFresh(token, _core.Version);
        return _core.GetStatus(token);
    }

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);

    private void OnMoved()
    {
        // A broken source may call twice.
        if (Interlocked.CompareExchange(ref _moves, 2, 1) != 1)
            return;

        ValueTask<bool> move = _move;
        _move = default;
        bool hasItem;
        try
        {
            hasItem = move.GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            Fail(exception);
            _core.SetException(exception);
            return;
        }

        _core.SetResult(Moved(hasItem));
    }

    private bool Moved(bool hasItem)
    {
        if (hasItem)
        {
            _count++;
            _arrived = _enumeration.Arrival();
            _isUnrecorded = true;
        }
        else if (TryEnd())
        {
            _enumeration.EndEnumeration(CallOutcome.Ok, _count);
        }

        return hasItem;
    }

    private void Record(bool isRead, T item)
    {
        if (!_isUnrecorded)
            return;

        _isUnrecorded = false;
        _enumeration.Item<T, TEncoder>(_count, _arrived, isRead, item);
    }

    private void Fail(Exception exception)
    {
        if (TryEnd())
            _enumeration.FailEnumeration(exception, _count);
    }

    private async ValueTask Stop(ValueTask disposal)
    {
        try
        {
            await disposal.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _enumeration.FailEnumeration(exception, _count);
            throw;
        }

        _enumeration.EndEnumeration(CallOutcome.Stopped, _count);
    }

    private bool TryEnd() => Interlocked.Exchange(ref _ends, 1) == 0;
}
