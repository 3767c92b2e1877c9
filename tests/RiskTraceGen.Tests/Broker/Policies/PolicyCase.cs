namespace RiskTraceGen.Tests;

/// <summary>A call with policies, and what is answered to it.</summary>
/// <param name="Answers">What successive attempts answer: <c>ok</c>, <c>transient</c>, <c>permanent</c> or <c>ambiguous</c>.</param>
/// <param name="Fallback"><c>none</c>, <c>ok</c>, <c>failed</c> or <c>ambiguous</c>.</param>
/// <param name="Query"><c>none</c>, <c>found</c>, <c>absent</c> or <c>unknown</c>.</param>
/// <param name="Cancelled">When the caller's token is cancelled: <c>before</c> the call, <c>during</c> it, or never.</param>
internal sealed record PolicyCase(
    IReadOnlyList<string> Answers, bool Idempotent, bool RetryAmbiguous, bool FallbackOnAmbiguous, int Retries, string Fallback, string Query, string Cancelled = "")
{
    /// <summary>Makes the call through the engine.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="throws">Whether failures are exceptions; else they are results.</param>
    public async Task<(string Happened, string Seen)> RunAsync(RiskFlow flow, bool throws)
    {
        using var source = new CancellationTokenSource();
        if (Cancelled == "before")
            await source.CancelAsync();

        var script = new CallScript
        {
            CancellationToken = source.Token,
            OnAttempt = number =>
            {
                if (Cancelled == "during")
                    source.Cancel();
                return CallScript.Answer($"attempt {number}", Answers[number - 1], throws);
            },
            OnFallback = Fallback == "none" ? null : _ => CallScript.Answer("fallback", Fallback == "failed" ? "permanent" : Fallback, throws),
            OnQuery = Query == "none" ? null : _ => Query == "absent" ? BrokerAnswer.Returned<Fill?>(null) : CallScript.Answer("query", Query == "found" ? "ok" : "permanent", throws),
        };
        CallPolicy policy = CallScript.Policy("close_position", point => new CallPolicy(point)
        {
            Retries = Retries,
            Idempotent = Idempotent,
            RetryAmbiguous = RetryAmbiguous,
            FallbackOnAmbiguous = FallbackOnAmbiguous,
        });
        string seen = await CallScript.SeenAsync(script.RunAsync(policy, flow));
        return (script.Happened, seen);
    }
}

/// <summary>What becomes of a call with policies.</summary>
/// <param name="Happens">What the broker is asked, in order.</param>
/// <param name="Outcome">How the call came out.</param>
/// <param name="Sees">Whose answer the caller gets.</param>
/// <param name="Alert">Whether <c>critical_failure</c> is raised.</param>
internal sealed record PolicyBehaviour(string Happens, string Outcome, string Sees, bool Alert);
