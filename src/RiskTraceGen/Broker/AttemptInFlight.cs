using System.Threading.Tasks.Sources;

namespace RiskTraceGen;

/// <summary>
/// A suspended attempt of a call with policies: waits for the broker's answer or for the timeout, whichever comes first, and records how it ended. Pooled; one that was given
/// up stays behind for the late answer and is never used again.
/// </summary>
internal sealed class AttemptInFlight<T, TEncoder> : Watched, IValueTaskSource<AttemptResult<T>> where TEncoder : struct, IResultEncoder<T>
{
    private static readonly BoundedPool<AttemptInFlight<T, TEncoder>> Pool = new(PendingCall.PoolCapacity);

    private readonly Action _onAnswered;
    private ManualResetValueTaskSourceCore<AttemptResult<T>> _core;
    private CallPolicy _policy = null!;
    private RiskFlow _flow;
    private BrokerAttempt _attempt;
    private BrokerAnswer<T> _answer;
    private TimeoutWatch? _watch;

    private AttemptInFlight() => _onAnswered = OnAnswered;

    /// <returns>How the attempt ended; to be awaited once.</returns>
    public static ValueTask<AttemptResult<T>> Start(CallPolicy policy, in RiskFlow flow, in BrokerAttempt attempt, in BrokerAnswer<T> answer)
    {
        if (!Pool.TryRent(out AttemptInFlight<T, TEncoder>? waiting))
            waiting = new AttemptInFlight<T, TEncoder>();

        waiting._policy = policy;
        waiting._flow = flow;
        waiting._attempt = attempt;
        waiting._answer = answer;
        waiting._watch = null;
        var result = new ValueTask<AttemptResult<T>>(waiting, waiting._core.Version);
        if (policy.TimeoutMilliseconds > 0)
        {
            waiting.Timeout = TimeSpan.FromMilliseconds(policy.TimeoutMilliseconds);
            waiting._watch = flow.Slot?.Tracer.Watch ?? TimeoutWatch.Untraced;
            waiting._watch.Begin(waiting);
        }

        if (answer.IsCompleted)
            waiting.OnAnswered();
        else
            answer.UnsafeOnCompleted(waiting._onAnswered);

        return result;
    }

    public AttemptResult<T> GetResult(short token)
    {
        AttemptResult<T> result = _core.GetResult(token);
        if (!HasExpired)
        {
            _core.Reset();
            Pool.Return(this);
        }

        return result;
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);

    /// <inheritdoc/>
    protected internal override void OnExpired()
    {
        var exception = new TimeoutException($"{_policy.Point.Name} gave no answer within {_policy.TimeoutMilliseconds} ms. It may still do what it was asked.");
        _attempt.GiveUp(exception);
        // What comes next is the caller's code, or the broker's: not on the watch, which others wait for.
        _core.RunContinuationsAsynchronously = true;
        _core.SetResult(AttemptResult<T>.Failed(CallFailure.Ambiguous, exception));
    }

    private void OnAnswered()
    {
        BrokerAnswer<T> answer = _answer;
        if (_watch is not null && !_watch.TryEnd(this))
        {
            TakeLateAnswer(answer);
            return;
        }

        AttemptResult<T> result = Read(answer, RecordFlags.None);
        (_answer, _attempt, _flow) = (default, default, default);
        _core.SetResult(result);
    }

    private AttemptResult<T> Read(in BrokerAnswer<T> answer, RecordFlags flags)
    {
        try
        {
            T result = answer.GetResult();
            return new AttemptResult<T>(_attempt.Answer<T, TEncoder>(result, settles: false, flags), result, null);
        }
        catch (Exception exception)
        {
            return AttemptResult<T>.Failed(_attempt.Threw(exception, settles: false, flags), exception);
        }
    }

    private void TakeLateAnswer(in BrokerAnswer<T> answer)
    {
        bool didIt = Read(answer, RecordFlags.GivenUp).IsOk;
        if (didIt && !_policy.Idempotent && _flow.Slot is { } slot)
            FlowRecords.Alert(slot.Tracer, _flow, _policy.Point.Name, $"was given up after {_policy.TimeoutMilliseconds} ms, and did what it was asked after all", null);
    }
}
