namespace RiskTraceGen.Generator.Tests.Equivalence;

// What brokers answer with.
public sealed partial class Log
{
    private Exception? _failure;
    private Task? _answer;

    /// <summary>Notes what the answer of a member is that returns something else.</summary>
    public void Answers<T>(T answer) => Says("answer", answer);

    public T Throw<T>(string kind) => throw Failure(kind);

    public T Overflow<T>()
    {
        Says("sum", checked(int.MaxValue + One));
        throw new InvalidOperationException("nothing overflowed");
    }

    public Task<T> Now<T>(T value) => Answering(Task.FromResult(value));

    public Task<T> LaterAsync<T>(T value) => Answering(AfterTheGate(() => value));

    public Task<T> ElsewhereAsync<T>(T value) => Answering(AfterTheGate(() => value, yields: true));

    public Task<T> Failed<T>(string kind) => Answering(Task.FromException<T>(Failure(kind)));

    public Task<T> FailsLaterAsync<T>(string kind) => Answering(AfterTheGate<T>(() => throw Failure(kind)));

    public Task<T> FailedOfSeveral<T>()
    {
        var source = new TaskCompletionSource<T>();
        source.SetException([new DeskException(1), new InvalidOperationException("second")]);
        return Answering(source.Task);
    }

    public Task<T> FailsOfSeveralLater<T>()
    {
        var source = new TaskCompletionSource<T>();
        _atTheGate += () => source.SetException([new DeskException(2), new InvalidOperationException("second")]);
        return Answering(source.Task);
    }

    public Task<T> Cancelled<T>() => Answering(Task.FromCanceled<T>(new CancellationToken(true)));

    public Task<T> CancelsItselfLaterAsync<T>() => Answering(AfterTheGate<T>(() => throw new OperationCanceledException("the desk is closed", new CancellationToken(true))));

    public Task<T> CancelledBy<T>(CancellationToken token)
    {
        _caller.Cancel();
        return Answering(token.IsCancellationRequested ? Task.FromCanceled<T>(token) : Task.FromException<T>(new InvalidOperationException("the token is not the caller's")));
    }

    public Task<T> CancelledLaterByAsync<T>(CancellationToken token) => Answering(AfterTheGate<T>(() =>
    {
        _caller.Cancel();
        token.ThrowIfCancellationRequested();
        throw new InvalidOperationException("the token is not the caller's");
    }));

    public Task<T> FailedOfACancellation<T>() => Answering(Task.FromException<T>(new OperationCanceledException("failed, not cancelled")));

    public Task<T> FailsOfACancellationLater<T>()
    {
        var source = new TaskCompletionSource<T>();
        _atTheGate += () => source.SetException(new OperationCanceledException("failed later, not cancelled"));
        return Answering(source.Task);
    }

    public IEnumerable<T> Items<T>(T value)
    {
        Says("first item");
        yield return value;
        Says("second item");
        yield return value;
    }

    public async IAsyncEnumerable<T> Stream<T>(T value)
    {
        Says("stream begins");
        yield return value;
        await Task.Yield();
        SaysAmbient("in the stream");
        yield return value;
    }

    public async IAsyncEnumerable<T> FailingStream<T>(T value, string kind)
    {
        await Task.Yield();
        yield return value;
        throw Failure(kind);
    }

    public async IAsyncEnumerable<T> CancelledStream<T>(T value)
    {
        yield return value;
        await Task.FromCanceled(new CancellationToken(true));
    }

    private Exception Failure(string kind) => _failure = kind switch
    {
        "Desk" => new DeskException(17),
        "Argument" => new ArgumentOutOfRangeException("size", 3, "too large"),
        "Timeout" => new TimeoutException("no answer"),
        "WithInner" => new InvalidOperationException("outer", new DeskException(5)),
        "Several" => new AggregateException("several", new DeskException(6), new FormatException("second")),
        "Cancelled" => new OperationCanceledException("thrown, not cancelled"),
        "Null" => new NullReferenceException("nothing there"),
        "Lost" => new IOException("connection lost"),
        _ => new InvalidOperationException("invalid"),
    };

    private Task<T> Answering<T>(Task<T> task)
    {
        _answer = task;
        return task;
    }

    private async Task<T> AfterTheGate<T>(Func<T> answer, bool yields = false)
    {
        SaysAmbient("before the gate");
        await _gate.Task.ConfigureAwait(false);
        if (yields)
        {
            _isElsewhere = true;
            await Task.Yield();
        }

        SaysAmbient("behind the gate");
        return answer();
    }
}
