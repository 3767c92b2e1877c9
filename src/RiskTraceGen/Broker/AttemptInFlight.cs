using System.Threading.Tasks.Sources;

namespace RiskTraceGen;

/// <summary>
/// A suspended attempt of a call with policies: waits for the broker's answer or for the timeout, whichever comes first, and records how it
/// ended. Pooled; one that was given up stays behind for the late answer and is never used again.
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
    private GivenUpAttempt? _givenUp;
    private int _answers;
    private int _lateSteps;
    private bool _isLost;

    private AttemptInFlight() => _onAnswered = OnAnswered;

    /// <summary>Waits for an answer. Never throws.</summary>
    /// <returns>How the attempt ended; to be awaited once.</returns>
    public static ValueTask<AttemptResult<T>> Start(CallPolicy policy, in RiskFlow flow, in BrokerAttempt attempt, in BrokerAnswer<T> answer)
    {
        if (!Pool.TryRent(out AttemptInFlight<T, TEncoder>? waiting))
            waiting = new AttemptInFlight<T, TEncoder>();

        waiting._policy = policy;
        waiting._flow = flow;
        waiting._attempt = attempt;
        waiting._answer = answer;
        waiting._answers = 0;
        waiting._watch = null;
        var result = new ValueTask<AttemptResult<T>>(waiting, waiting._core.Version);
        if (policy.TimeoutMilliseconds > 0)
        {
            waiting.Timeout = TimeSpan.FromMilliseconds(policy.TimeoutMilliseconds);
            waiting._watch = flow.Slot?.Tracer.Watch ?? TimeoutWatch.Untraced;
            waiting._watch.Begin(waiting);
        }

        try
        {
            if (answer.IsCompleted)
                waiting.OnAnswered();
            else
                answer.UnsafeOnCompleted(waiting._onAnswered);
        }
        catch (Exception exception)
        {
            waiting.Lose(exception);
        }

        return result;
    }

    public AttemptResult<T> GetResult(short token)
    {
        AttemptResult<T> result = _core.GetResult(token);
        // Of the others the broker still holds the continuation.
        if (!HasExpired && !_isLost)
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
        var exception = new TimeoutException(
            $"{_policy.Point.Name} gave no answer within {_policy.TimeoutMilliseconds} ms. It may still do what it was asked.");
        _attempt.GiveUp(exception);
        // What comes next is the caller's code, or the broker's: not on the watch, which others wait for.
        _core.RunContinuationsAsynchronously = true;
        _givenUp = _policy.Idempotent ? null : new GivenUpAttempt(_policy, _flow);
        _core.SetResult(AttemptResult<T>.Failed(CallFailure.Ambiguous, exception) with { GivenUp = _givenUp });
        TakeLateStep();
    }

    private void OnAnswered()
    {
        // A broken source may call twice, or call after it has thrown.
        if (Interlocked.Exchange(ref _answers, 1) != 0)
            return;

        if (_watch is not null && !_watch.TryEnd(this))
        {
            TakeLateStep();
            return;
        }

        AttemptResult<T> result = _attempt.Take<T, TEncoder>(_answer, _flow.Classifier);
        (_answer, _attempt, _flow) = (default, default, default);
        _core.SetResult(result);
    }

    // The broker has been called, and its answer cannot be waited for: nobody knows what became of the call.
    private void Lose(Exception exception)
    {
        if (Interlocked.Exchange(ref _answers, 1) != 0)
            return;

        _isLost = true;
        if (_watch is not null && !_watch.TryEnd(this))
            return;

        _attempt.GiveUp(exception);
        _core.SetResult(AttemptResult<T>.Failed(CallFailure.Ambiguous, exception));
    }

    // The late answer is recorded after the outcome that the attempt had at its timeout, even if it comes at that very moment.
    private void TakeLateStep()
    {
        if (Interlocked.Increment(ref _lateSteps) == 2)
            TakeLateAnswer();
    }

    private void TakeLateAnswer()
    {
        if (_attempt.Take<T, TEncoder>(_answer, _flow.Classifier, RecordFlags.GivenUp).IsOk)
            _givenUp?.NoteDone();
    }
}
