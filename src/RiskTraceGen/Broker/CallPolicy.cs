using System.ComponentModel;

namespace RiskTraceGen;

/// <summary>
/// What is done about a broker call beyond making it once: the settings of <see cref="BrokerCallAttribute"/>, and the way in for generated wrappers.
/// The first attempt is made and recorded here, and allocates nothing when it succeeds; what comes after a failure is the business of
/// <c>CallRecovery</c>. A number out of its range counts as the nearest one in it. Immutable and thread safe.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class CallPolicy
{
    internal static readonly TimeSpan DefaultBackoff = TimeSpan.FromMilliseconds(200);

    private const int MaxRetries = 100;
    private const int MaxBackoffMilliseconds = 3_600_000;
    private const int MaxTimeoutMilliseconds = 86_400_000;

    private readonly TimeSpan _backoff = DefaultBackoff;
    private readonly int _retries;
    private readonly int _timeoutMilliseconds;

    /// <summary>Describes a call.</summary>
    /// <param name="point">The call's trace point.</param>
    public CallPolicy(TracePoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        Point = point;
    }

    /// <inheritdoc cref="BrokerCallAttribute.Retries"/>
    public int Retries
    {
        get => _retries;
        init => _retries = Math.Clamp(value, 0, MaxRetries);
    }

    /// <inheritdoc cref="BrokerCallAttribute.BackoffMilliseconds"/>
    public int BackoffMilliseconds
    {
        get => (int)_backoff.TotalMilliseconds;
        init => _backoff = value > 0 ? TimeSpan.FromMilliseconds(Math.Min(value, MaxBackoffMilliseconds)) : DefaultBackoff;
    }

    /// <inheritdoc cref="BrokerCallAttribute.TimeoutMilliseconds"/>
    public int TimeoutMilliseconds
    {
        get => _timeoutMilliseconds;
        init => _timeoutMilliseconds = Math.Clamp(value, 0, MaxTimeoutMilliseconds);
    }

    /// <inheritdoc cref="BrokerCallAttribute.Idempotent"/>
    public bool Idempotent { get; init; }

    /// <inheritdoc cref="BrokerCallAttribute.RetryAmbiguous"/>
    public bool RetryAmbiguous { get; init; }

    /// <inheritdoc cref="BrokerCallAttribute.FallbackOnAmbiguous"/>
    public bool FallbackOnAmbiguous { get; init; }

    /// <inheritdoc cref="BrokerCallAttribute.Pipeline"/>
    public string? Pipeline { get; init; }

    /// <summary>
    /// Whether the method blocks until it has its result. With a timeout it is then called on the shared pool: a thread cannot give up waiting for itself.
    /// </summary>
    public bool IsSynchronous { get; init; }

    internal TracePoint Point { get; }

    internal TimeSpan Backoff => _backoff;

    /// <summary>Whether the call may be made again when nobody knows what became of it.</summary>
    internal bool RetriesAmbiguous => Idempotent || RetryAmbiguous;

    /// <summary>Makes a call that returns its result. Retries block the calling thread.</summary>
    /// <param name="flow">The flow that the call belongs to.</param>
    /// <param name="call">The call.</param>
    public T Run<T, TEncoder, TCall>(in RiskFlow flow, in TCall call)
        where TEncoder : struct, IResultEncoder<T>
        where TCall : struct, IBrokerInvocation<T>
        => Start<T, TEncoder, TCall>(flow, call).Wait();

    /// <summary>Makes a call that returns a value task.</summary>
    /// <param name="flow">The flow that the call belongs to.</param>
    /// <param name="call">The call.</param>
    public ValueTask<T> RunAsync<T, TEncoder, TCall>(in RiskFlow flow, in TCall call)
        where TEncoder : struct, IResultEncoder<T>
        where TCall : struct, IBrokerInvocation<T>
        => Start<T, TEncoder, TCall>(flow, call).AsValueTask();

    /// <summary>Makes a call that returns a task: the broker's own where the first attempt has succeeded by the time it returns.</summary>
    /// <param name="flow">The flow that the call belongs to.</param>
    /// <param name="call">The call.</param>
    public Task<T> RunTask<T, TEncoder, TCall>(in RiskFlow flow, in TCall call)
        where TEncoder : struct, IResultEncoder<T>
        where TCall : struct, IBrokerInvocation<T>
        => Start<T, TEncoder, TCall>(flow, call).AsTask();

    /// <summary>Makes a call that returns nothing.</summary>
    /// <param name="flow">The flow that the call belongs to.</param>
    /// <param name="call">The call.</param>
    public void Run<TCall>(in RiskFlow flow, in TCall call) where TCall : struct, IBrokerInvocation<NoResult>
        => Run<NoResult, NoResultEncoder, TCall>(flow, call);

    /// <summary>Makes a call that returns a value task without a result.</summary>
    /// <param name="flow">The flow that the call belongs to.</param>
    /// <param name="call">The call.</param>
    public ValueTask RunAsync<TCall>(in RiskFlow flow, in TCall call) where TCall : struct, IBrokerInvocation<NoResult>
        => Start<NoResult, NoResultEncoder, TCall>(flow, call).AsPlainValueTask();

    /// <summary>Makes a call that returns a task without a result.</summary>
    /// <param name="flow">The flow that the call belongs to.</param>
    /// <param name="call">The call.</param>
    public Task RunTask<TCall>(in RiskFlow flow, in TCall call) where TCall : struct, IBrokerInvocation<NoResult>
        => Start<NoResult, NoResultEncoder, TCall>(flow, call).AsPlainTask();

    internal BrokerAnswer<T> Invoke<T, TCall>(in TCall call) where TCall : struct, IBrokerInvocation<T>
        => IsSynchronous && TimeoutMilliseconds > 0 ? InvokeOnPool<T, TCall>(call) : call.Invoke();

    private static BrokerAnswer<T> InvokeOnPool<T, TCall>(TCall call) where TCall : struct, IBrokerInvocation<T>
        => BrokerAnswer.Of(Task.Run(() => call.Invoke().GetResult()));

    private CallCompletion<T> Start<T, TEncoder, TCall>(in RiskFlow flow, in TCall call)
        where TEncoder : struct, IResultEncoder<T>
        where TCall : struct, IBrokerInvocation<T>
    {
        CancellationToken cancellationToken = call.CancellationToken;
        BrokerAttempt attempt = BrokerAttempt.Begin(flow, Point, call);
        if (cancellationToken.IsCancellationRequested)
        {
            attempt.Record(CallOutcome.NotAttempted, settles: true);
            Substitutions.Report(flow.Substitution, CallOutcome.NotAttempted);
            return PolicedCall<T, TEncoder, TCall>.Failed(new OperationCanceledException(cancellationToken));
        }

        BrokerAnswer<T> answer;
        try
        {
            answer = Invoke<T, TCall>(call);
        }
        catch (Exception exception)
        {
            CallFailure failure = attempt.Threw(exception, flow.Classifier, settles: false);
            return PolicedCall<T, TEncoder, TCall>.Recovered(this, flow, call, attempt, AttemptResult<T>.Failed(failure, exception));
        }

        if (!answer.IsCompleted)
            return PolicedCall<T, TEncoder, TCall>.Suspended(this, flow, call, attempt, answer);

        AttemptResult<T> first = attempt.Take<T, TEncoder>(answer, flow.Classifier);
        return first.IsOk ? new CallCompletion<T>(first.Result, answer.Task) : PolicedCall<T, TEncoder, TCall>.Recovered(this, flow, call, attempt, first);
    }
}
