namespace RiskTraceGen;

/// <summary>
/// The token of one flow that has a deadline: cancelled at the deadline, and when whoever started the flow cancels. Not pooled: a token that somebody kept
/// would be cancelled with the flow that uses it next.
/// </summary>
internal sealed class FlowCancellation : CancellationTokenSource
{
    private readonly CancellationToken _given;
    private readonly CancellationTokenRegistration _registration;

    /// <param name="given">The token of whoever started the flow.</param>
    public FlowCancellation(CancellationToken given)
    {
        _given = given;
        _registration = given.UnsafeRegister(static state => ((FlowCancellation)state!).Cancel(), this);
    }

    /// <summary>The token for a broker call that the deadline must not cancel once it has begun.</summary>
    public CancellationToken TokenForCall(CancellationToken given) => given == Token && !IsCancellationRequested ? _given : given;

    /// <summary>The flow has ended: nothing cancels its token any more. Not disposed of, because its token may still be in use.</summary>
    public void Detach() => _registration.Unregister();
}
