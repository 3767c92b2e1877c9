using System.Globalization;

namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>
/// Random programs mean the same traced and untraced. CI always draws the same ones. RISKTRACE_EQUIVALENCE_SEED and RISKTRACE_EQUIVALENCE_PROGRAMS say from which seed
/// on and how many are drawn instead; a difference is told with the values that draw just its program again.
/// </summary>
public sealed class EquivalenceTests(ITestOutputHelper output)
{
    private const int FirstSeed = 1;
    private const int Programs = 400;
    private const int MostShown = 5;

    private static readonly Lazy<Task<EquivalenceRun>> Usual = new(() => EquivalenceRun.OfAsync(FirstSeed, Programs));

    [Fact]
    public async Task RandomProgramsMeanTheSameTracedAndUntraced()
    {
        (int seed, int programs) = (Setting("SEED", FirstSeed), Setting("PROGRAMS", Programs));
        EquivalenceRun run = await ((seed, programs) == (FirstSeed, Programs) ? Usual.Value : EquivalenceRun.OfAsync(seed, programs));
        output.WriteLine($"{run.Calls} calls");
        Assert.True(run.Differences.Count == 0, $"{run.Differences.Count} differences:\n{string.Join("\n\n", run.Differences.DistinctBy(difference => difference.Program.Seed).Take(MostShown))}");
    }

    [Fact]
    public async Task EveryShapeAndBehaviourIsDrawnAndRun()
    {
        EquivalenceRun run = await Usual.Value;
        Assert.Empty(Enum.GetValues<Shape>().Except(run.Shapes));
        Assert.Empty(Enum.GetValues<Behaviour>().Except(run.Behaviours));
    }

    private static int Setting(string name, int usual)
        => Environment.GetEnvironmentVariable("RISKTRACE_EQUIVALENCE_" + name) is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : usual;
}
