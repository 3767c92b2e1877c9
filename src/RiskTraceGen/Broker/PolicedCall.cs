using System.Threading.Tasks.Sources;

namespace RiskTraceGen;

/// <summary>A call with policies that has not come to its end at once: what its caller waits for. Pooled.</summary>
internal sealed class PolicedCall<T, TEncoder, TCall> : IValueTaskSource<T>, IValueTaskSource
    where TEncoder : struct, IResultEncoder<T>
    where TCall : struct, IBrokerInvocation<T>
{
    private static readonly BoundedPool<PolicedCall<T, TEncoder, TCall>> Pool = new(PendingCall.PoolCapacity);

    private readonly Action _onFirstEnded;
    private ManualResetValueTaskSourceCore<T> _core;
    private CallPolicy? _policy;
    private RiskFlow _flow;
    private TCall _call;
    private long _span;
    private ExecutionContext? _context;
    private ValueTask<AttemptResult<T>> _first;

    private PolicedCall() => _onFirstEnded = OnFirstEnded;

    /// <summary>A call whose first attempt is under way.</summary>
    public static CallCompletion<T> Suspended(CallPolicy policy, in RiskFlow flow, in TCall call, in BrokerAttempt attempt, in BrokerAnswer<T> answer)
    {
        PolicedCall<T, TEncoder, TCall> policed = Rent(policy, flow, call, attempt);
        var completion = new CallCompletion<T>(policed, policed._core.Version);
        policed._first = AttemptInFlight<T, TEncoder>.Start(policy, flow, attempt, answer);
        if (policed._first.IsCompleted)
            policed.OnFirstEnded();
        else
            policed._first.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(policed._onFirstEnded);

        return completion;
    }

    /// <summary>A call whose first attempt has failed already.</summary>
    public static CallCompletion<T> Recovered(CallPolicy policy, in RiskFlow flow, in TCall call, in BrokerAttempt attempt, in AttemptResult<T> first)
    {
        PolicedCall<T, TEncoder, TCall> policed = Rent(policy, flow, call, attempt);
        var completion = new CallCompletion<T>(policed, policed._core.Version);
        policed.Recover(first);
        return completion;
    }

    /// <summary>A call that was not made.</summary>
    public static CallCompletion<T> Failed(Exception exception)
    {
        PolicedCall<T, TEncoder, TCall> policed = Rent();
        policed._core.SetException(exception);
        return new CallCompletion<T>(policed, policed._core.Version);
    }

    public T GetResult(short token)
    {
        AwaitedOnce.RequireEnd(_core, token);
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            (_policy, _flow, _call, _context) = (null, default, default, null);
            _core.Reset();
            Pool.Return(this);
        }
    }

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token)
    {
        AwaitedOnce.RequireFresh(token, _core.Version);
        return _core.GetStatus(token);
    }

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);

    private static PolicedCall<T, TEncoder, TCall> Rent()
        => Pool.TryRent(out PolicedCall<T, TEncoder, TCall>? policed) ? policed : new PolicedCall<T, TEncoder, TCall>();

    private static PolicedCall<T, TEncoder, TCall> Rent(CallPolicy policy, in RiskFlow flow, in TCall call, in BrokerAttempt attempt)
    {
        PolicedCall<T, TEncoder, TCall> policed = Rent();
        policed._policy = policy;
        policed._flow = flow;
        policed._call = call;
        policed._span = attempt.Span;
        policed._context = ExecutionContext.Capture();
        return policed;
    }

    private void OnFirstEnded()
    {
        AttemptResult<T> first = _first.GetAwaiter().GetResult();
        _first = default;
        if (first.IsOk)
            _core.SetResult(first.Result);
        else
            Recover(first);
    }

    // In the caller's context: what it holds, such as the current activity, is there for every attempt.
    private void Recover(AttemptResult<T> first)
    {
        var recovery = new CallRecovery<T, TEncoder, TCall>(_policy!, _flow, _call, _span);
        if (_context is { } context)
            ExecutionContext.Run(context, _ => Finish(recovery.RunAsync(first)), null);
        else
            Finish(recovery.RunAsync(first));
    }

    private void Finish(Task<AttemptResult<T>> recovered) => _ = FinishAsync(recovered);

    private async Task FinishAsync(Task<AttemptResult<T>> recovered)
    {
        AttemptResult<T> last;
        try
        {
            last = await recovered.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whatever goes wrong in here, the caller gets an answer.
            last = AttemptResult<T>.Failed(CallFailure.Ambiguous, exception);
        }

        if (last.Exception is { } failure)
            _core.SetException(failure);
        else
            _core.SetResult(last.Result);
    }
}
