using Polly;

namespace RiskTraceGen;

/// <summary>
/// What happens after the first attempt of a call with policies has failed: finding out what became of it, further attempts, the fallback, and in the end one
/// conclusion. Made only then. Once an attempt stayed ambiguous, so does the call, unless a later one succeeds: the order of that attempt may exist.
/// </summary>
internal sealed class CallRecovery<T, TEncoder, TCall>(CallPolicy policy, RiskFlow flow, TCall call, long span)
    where TEncoder : struct, IResultEncoder<T>
    where TCall : struct, IBrokerInvocation<T>
{
    private readonly RiskFlow _inside = flow.Inside(span);
    private AttemptResult<T> _last;
    private Exception? _handedOver;
    private Exception? _refusal;
    private string _by = CallResolution.Retry;
    private int _attempts = 1;
    private bool _isAmbiguous;
    private bool _hasEntered;

    private string Name => policy.Point.Name;

    private bool IsCancelled => call.CancellationToken.IsCancellationRequested;

    // Only what has definitely failed for a reason that may pass, or may be done twice.
    private bool MayRetry => !IsCancelled && (_last.Failure == CallFailure.Transient || (_last.Failure == CallFailure.Ambiguous && policy.RetriesAmbiguous));

    private bool MayFallBack => !IsCancelled && (flow.Role & CallRole.Fallback) == 0 && (!_isAmbiguous || policy.FallbackOnAmbiguous);

    private bool MayReconcile => (flow.Role & CallRole.Reconciliation) == 0;

    /// <summary>Does what the policies allow, and returns what the caller sees.</summary>
    /// <param name="first">How the first attempt came out.</param>
    public async Task<AttemptResult<T>> RunAsync(AttemptResult<T> first)
    {
        await TakeAsync(first).ConfigureAwait(false);
        if (!_last.IsOk && MayRetry)
            await RetryAsync().ConfigureAwait(false);
        if (!_last.IsOk && MayFallBack && call is IFallback<T> fallback)
            await FallBackAsync(fallback).ConfigureAwait(false);

        Conclude();
        return _last;
    }

    private async ValueTask TakeAsync(AttemptResult<T> result)
    {
        _last = result;
        if (result.Failure != CallFailure.Ambiguous)
            return;

        _isAmbiguous = true;
        if (MayReconcile)
            await ReconcileAsync().ConfigureAwait(false);
        if (!_last.IsOk)
            result.GivenUp?.NoteOpen();
    }

    private async ValueTask ReconcileAsync()
    {
        switch (call)
        {
            case IReconciliation<T> query:
                await ReconcileAsync(query.Reconcile, Found).ConfigureAwait(false);
                break;
            case IReconciliation<CallOutcome> query:
                await ReconcileAsync(query.Reconcile, Answered).ConfigureAwait(false);
                break;
        }
    }

    private async ValueTask ReconcileAsync<TAnswer>(Func<RiskFlow, BrokerAnswer<TAnswer>> query, Action<TAnswer> take)
    {
        try
        {
            take(await query(_inside.As(CallRole.Reconciliation)).AsValueTask().ConfigureAwait(false));
        }
        catch (Exception)
        {
            // A query that fails leaves the question open. It is recorded with its own attempt.
        }
    }

    private void Found(T answer)
    {
        if (answer is null)
            NoteAbsent();
        else if (FailureOf(answer) == CallFailure.None)
            NoteFound(answer);
    }

    private void Answered(CallOutcome outcome)
    {
        if (outcome == CallOutcome.Ok)
            NoteFound(default!);
        else if (outcome is CallOutcome.Failed or CallOutcome.NotAttempted)
            NoteAbsent();
    }

    private void NoteFound(T answer)
        => (_last, _by, _isAmbiguous) = (new AttemptResult<T>(CallFailure.None, answer, null), CallResolution.Reconciliation, false);

    private void NoteAbsent() => (_last, _isAmbiguous) = (_last with { Failure = CallFailure.Transient }, false);

    // What a pipeline throws of its own (a circuit that is open, a wait that was cancelled, a fault of it) ends
    // the attempts: the caller sees the last one, the alert says why.
    private async ValueTask RetryAsync()
    {
        try
        {
            if ((flow.Slot?.Tracer.Pipelines ?? RetryPipelines.Untraced).Of(policy) is not { } pipeline)
                return;

            ResilienceContext context = ResilienceContextPool.Shared.Get(Name, continueOnCapturedContext: false, call.CancellationToken);
            Outcome<AttemptResult<T>> outcome = await pipeline.ExecuteOutcomeAsync(static (_, self) => self.NextAsync(), context, this).ConfigureAwait(false);
            ResilienceContextPool.Shared.Return(context);
            _refusal = ReferenceEquals(outcome.Exception, _handedOver) ? null : outcome.Exception;
        }
        catch (Exception exception)
        {
            _refusal = exception;
        }
    }

    // The pipeline is handed the failure that it is there for, waits as it sees fit, and asks again; then there is a next attempt.
    private async ValueTask<Outcome<AttemptResult<T>>> NextAsync()
    {
        if (_hasEntered && MayRetry)
            await TakeAsync(await AttemptAsync().ConfigureAwait(false)).ConfigureAwait(false);

        _hasEntered = true;
        if (_last.IsOk || !MayRetry)
            return Outcome.FromResult(_last);

        _handedOver = _last.Exception ?? new BrokerCallFailedException(Name);
        return Outcome.FromException<AttemptResult<T>>(_handedOver);
    }

    private async ValueTask<AttemptResult<T>> AttemptAsync()
    {
        _attempts++;
        // The call has begun long ago: a cancellation is not the caller's own any more.
        BrokerAttempt attempt = BrokerAttempt.Begin(_inside, policy.Point, call, (byte)Math.Min(_attempts, byte.MaxValue));
        BrokerAnswer<T> answer;
        try
        {
            answer = policy.Invoke<T, TCall>(call);
        }
        catch (Exception exception)
        {
            return AttemptResult<T>.Failed(attempt.Threw(exception, flow.Classifier, settles: false), exception);
        }

        return await AttemptInFlight<T, TEncoder>.Start(policy, _inside, attempt, answer).ConfigureAwait(false);
    }

    // Its attempts are recorded by its own wrapper, with its own policies.
    private async ValueTask FallBackAsync(IFallback<T> fallback)
    {
        int substitution = Substitutions.Next();
        AttemptResult<T> came;
        try
        {
            T result = await fallback.FallBack(_inside.As(CallRole.Fallback, substitution)).AsValueTask().ConfigureAwait(false);
            came = new AttemptResult<T>(FailureOf(result), result, null);
        }
        catch (Exception exception)
        {
            came = AttemptResult<T>.Failed(CallClassifier.Of(flow.Classifier, Name, exception), exception);
        }

        CallOutcome? outcome = Substitutions.Take(substitution);
        if (outcome == CallOutcome.NotAttempted)
            return;

        (_last, _by) = (came, CallResolution.Fallback);
        _isAmbiguous |= came.Failure == CallFailure.Ambiguous || outcome == CallOutcome.Ambiguous;
    }

    private CallFailure FailureOf(T result) => CallClassifier.Of<T, TEncoder>(flow.Classifier, Name, result);

    private void Conclude()
    {
        CallOutcome outcome = _last.IsOk ? CallOutcome.Ok : _isAmbiguous ? CallOutcome.Ambiguous : CallOutcome.Failed;
        FlowRecords.CallConclusion(flow, policy.Point, span, outcome, _attempts, outcome == CallOutcome.Ok ? _by : CallResolution.None);
        Substitutions.Report(flow.Substitution, outcome);
        // A fallback or a query speaks through the call that it was made for.
        if (outcome == CallOutcome.Ok || flow.Role != CallRole.Call)
            return;

        flow.Slot?.NoteFailedCall(flow.Id);
        flow.Raise(new CriticalFailure(Name, MessageOf(outcome), _last.Exception));
    }

    // Of names only: the text of an exception or a result is the user's code, and the attempts have recorded it without secrets.
    private string MessageOf(CallOutcome outcome)
    {
        string attempts = _attempts == 1 ? "1 attempt" : $"{_attempts} attempts";
        string fallback = _by == CallResolution.Fallback ? " and the fallback" : "";
        string last = _last.Exception is { } exception ? exception.GetType().Name : "a result that says so";
        string refusal = _refusal is null ? "" : $"; retried no further: {_refusal.GetType().Name}";
        string doubt = policy.Idempotent ? "it may be made again" : "it may have been done";
        return outcome == CallOutcome.Ambiguous
            ? $"nobody knows what became of it after {attempts}{fallback}: {doubt} (last: {last}{refusal})"
            : $"failed after {attempts}{fallback} (last: {last}{refusal})";
    }
}
