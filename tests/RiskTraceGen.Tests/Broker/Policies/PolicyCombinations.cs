namespace RiskTraceGen.Tests;

/// <summary>Every combination of answers and settings, through the engine and through a model of it.</summary>
public sealed class PolicyCombinations(ITestOutputHelper output)
{
    private const int MaxRetries = 3;

    [Fact]
    public async Task TheEngineDoesWhatTheModelSays()
    {
        var random = new Random(TestScale.Seed(output));
        await using var bench = new PolicyBench();
        var conclusions = new CallConclusionStatistics();
        foreach (PolicyCase[] cases in PolicyModel.Cases(MaxRetries).Chunk(1024))
        {
            (PolicyCase Case, bool Throws)[] chosen = [.. cases.Select(call => (call, random.Next(2) == 0))];
            PolicyBehaviour[] came = await bench.RunAsync(chosen);
            for (int i = 0; i < chosen.Length; i++)
            {
                conclusions = Count(conclusions, came[i]);
                PolicyBehaviour expected = PolicyModel.Of(chosen[i].Case);
                if (came[i] != expected)
                    Assert.Fail($"{string.Join(", ", chosen[i].Case.Answers)} | {chosen[i].Case} | throws: {chosen[i].Throws}\nexpected {expected}\nwas {came[i]}");
            }
        }

        Assert.Equal(conclusions, bench.Tracer.Statistics.BrokerCalls.Conclusions);
        bench.Tracer.ResetStatistics();
        Assert.Equal(default, bench.Tracer.Statistics.BrokerCalls);
    }

    private static CallConclusionStatistics Count(CallConclusionStatistics before, PolicyBehaviour came) => came.Outcome switch
    {
        "failed" => before with { Failed = before.Failed + 1 },
        "ambiguous" => before with { Ambiguous = before.Ambiguous + 1 },
        "ok" when came.Happens.EndsWith("query", StringComparison.Ordinal) => before with { Reconciled = before.Reconciled + 1 },
        "ok" when came.Happens.EndsWith("fallback", StringComparison.Ordinal) => before with { FellBack = before.FellBack + 1 },
        "ok" when came.Happens != "attempt" => before with { Retried = before.Retried + 1 },
        _ => before,
    };
}
