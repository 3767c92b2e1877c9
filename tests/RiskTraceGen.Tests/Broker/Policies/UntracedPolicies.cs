namespace RiskTraceGen.Tests;

/// <summary>A call on no flow has its policies, by the system's clock.</summary>
[Collection(ProcessCounters.Name)]
public sealed class UntracedPolicies
{
    [Fact]
    public async Task ACallOnNoFlowIsMadeAgainAndEachAttemptIsCounted()
    {
        long before = RiskFlow.UntracedCalls;
        var script = new CallScript { OnAttempt = static number => CallScript.Answer($"attempt {number}", number < 3 ? "transient" : "ok", throws: true) };
        CallPolicy policy = CallScript.Policy("untraced", static point => new CallPolicy(point) { Retries = 2, BackoffMilliseconds = 1, Pipeline = "unknown here" });

        Assert.Equal("attempt 3", await CallScript.SeenAsync(script.RunAsync(policy, RiskFlow.None)));
        Assert.Equal(3, RiskFlow.UntracedCalls - before);
    }

    [Fact]
    public async Task ACallOnNoFlowIsGivenUpAtItsTimeout()
    {
        var pending = new TaskCompletionSource<Fill?>();
        var script = new CallScript
        {
            OnAttempt = _ => BrokerAnswer.Of(pending.Task),
            OnFallback = static flow => flow == RiskFlow.None ? CallScript.Answer("fallback", "ok", throws: true) : throw new InvalidOperationException("a flow"),
        };
        CallPolicy policy = CallScript.Policy("untraced", static point => new CallPolicy(point) { TimeoutMilliseconds = 1, FallbackOnAmbiguous = true });

        Assert.Equal("fallback", await CallScript.SeenAsync(script.RunAsync(policy, RiskFlow.None)));
        pending.SetResult(new Fill("late", "ok"));
    }
}
