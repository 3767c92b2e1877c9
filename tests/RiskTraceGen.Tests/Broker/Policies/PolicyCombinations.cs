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
        foreach (PolicyCase[] cases in PolicyModel.Cases(MaxRetries).Chunk(1024))
        {
            (PolicyCase Case, bool Throws)[] chosen = [.. cases.Select(call => (call, random.Next(2) == 0))];
            PolicyBehaviour[] came = await bench.RunAsync(chosen);
            for (int i = 0; i < chosen.Length; i++)
            {
                PolicyBehaviour expected = PolicyModel.Of(chosen[i].Case);
                if (came[i] != expected)
                    Assert.Fail($"{string.Join(", ", chosen[i].Case.Answers)} | {chosen[i].Case} | throws: {chosen[i].Throws}\nexpected {expected}\nwas {came[i]}");
            }
        }
    }
}
