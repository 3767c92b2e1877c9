namespace RiskTraceGen.Tests;

/// <summary>Whatever happens in whatever order: everything that begins ends once, is recorded where it belongs, is counted, and goes back to where it was taken from.</summary>
[Collection(ProcessCounters.Name)]
public sealed class RandomRuns(ITestOutputHelper output)
{
    private const int Steps = 160;
    private const int Threads = 3;
    private const int MostShown = 20;

    public static TheoryData<DispatchOrder, bool, bool> Tracers => new()
    {
        { DispatchOrder.Serial, false, false },
        { DispatchOrder.Serial, true, true },
        { DispatchOrder.ByContract, false, true },
        { DispatchOrder.ByContract, true, false },
    };

    // The scheduler takes the next step when everything that the last one set in motion waits for it.
    [Theory]
    [MemberData(nameof(Tracers))]
    public async Task EveryOrderOfStepsKeepsTheAccounts(DispatchOrder order, bool concurrentRules, bool onDisk)
    {
        int seed = TestScale.Seed(output);
        for (int run = 0; run < TestScale.Of(3); run++)
        {
            await RunAsync(seed + run, new ScenarioSettings(order, concurrentRules, null), onDisk, run % 3 == 2, async scenario =>
            {
                var random = new Random(seed + run);
                for (int i = 0; i < Steps; i++)
                {
                    Step(scenario, random);
                    await scenario.SettleAsync();
                }
            });
        }
    }

    // Several threads take steps at once, and wait for nothing: only how often each step is taken follows from the seed.
    [Theory]
    [MemberData(nameof(Tracers))]
    public async Task EveryRaceKeepsTheAccounts(DispatchOrder order, bool concurrentRules, bool onDisk)
    {
        int seed = TestScale.Seed(output);
        for (int run = 0; run < TestScale.Of(2); run++)
        {
            await RunAsync(seed + run, new ScenarioSettings(order, concurrentRules, null, HookWorkers: 9), onDisk, run % 2 != 0, scenario => Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
            {
                var random = new Random(seed + (run * Threads) + thread);
                for (int i = 0; i < Steps * 4; i++)
                    Step(scenario, random);
            }))).InTime());
        }
    }

    private static void Step(Scenario scenario, Random random)
    {
        switch (random.Next(32))
        {
            case < 3:
                scenario.StartFlow(random);
                break;
            case < 5:
                scenario.EndFlow(random);
                break;
            case < 12:
                scenario.Act(random);
                break;
            case < 15:
                scenario.Attach(random);
                break;
            case < 20:
                scenario.Dispatch(random);
                break;
            case < 27:
                scenario.EndOne(random);
                break;
            case < 28:
                scenario.Cancel(random);
                break;
            case < 29:
                scenario.Look(random);
                break;
            default:
                scenario.Time.Advance(TimeSpan.FromMilliseconds(random.Next(90)));
                break;
        }
    }

    private async Task RunAsync(int seed, ScenarioSettings settings, bool onDisk, bool stops, Func<Scenario, Task> steps)
    {
        using var pools = new PoolLedger();
        using var directory = new TemporaryDirectory();
        var scenario = new Scenario(seed, settings with { Directory = onDisk ? directory.Path : null });
        try
        {
            await steps(scenario);
            if (stops)
                await scenario.StopAsync(new Random(seed), Step);
            else
                await scenario.FinishAsync(new Random(seed));
            output.WriteLine($"{seed}: {scenario}");
            IReadOnlyList<string> violations = scenario.Violations(pools);
            Assert.True(violations.Count == 0, string.Join(Environment.NewLine, violations.Take(MostShown)));
            Assert.True(stops || (await scenario.Tracer.StopAsync().InTime()).Drained, "something is left");
        }
        finally
        {
            await scenario.Tracer.StopAsync(TimeSpan.Zero).InTime();
        }

        // What goes on after a stop is still written, and read by nobody in this process.
        (long, RecordHeader)[] read = [.. scenario.Log.Rows.Select(static row => (row.Position, row.Header))];
        if (onDisk)
            Assert.Equal(read, stops ? Read(directory.Path).Take(read.Length) : Read(directory.Path));
    }

    private static IEnumerable<(long, RecordHeader)> Read(string directory)
    {
        var records = new List<(long, RecordHeader)>();
        using var reader = new JournalDirectoryReader(JournalDirectory.Open(directory));
        while (reader.TryRead(out TraceRecord record))
            records.Add((record.Position, record.Header));

        Assert.Equal(0, reader.Left.Total);
        return records;
    }
}
