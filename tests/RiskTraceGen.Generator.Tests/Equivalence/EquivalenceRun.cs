using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>Draws programs, runs them traced and untraced, and tells where they differ.</summary>
internal sealed partial class EquivalenceRun
{
    private const int BatchSize = 40;

    private readonly List<Difference> _differences = [];
    private readonly HashSet<Shape> _shapes = [];
    private readonly HashSet<Behaviour> _behaviours = [];

    /// <summary>Programs that differ.</summary>
    public IReadOnlyList<Difference> Differences => _differences;

    /// <summary>The shapes for which generated code ran.</summary>
    public IReadOnlySet<Shape> Shapes => _shapes;

    /// <summary>What happened in calls through generated code.</summary>
    public IReadOnlySet<Behaviour> Behaviours => _behaviours;

    /// <summary>How many calls were made through generated code and compared.</summary>
    public int Calls { get; private set; }

    /// <param name="seed">The seed of the first program; the next has the next.</param>
    /// <param name="count">How many programs.</param>
    public static async Task<EquivalenceRun> OfAsync(int seed, int count)
    {
        var run = new EquivalenceRun();
        // What is particular to a batch follows from its programs' seeds, so that each of them can be run alone.
        foreach (IGrouping<int, int> seeds in Enumerable.Range(seed, count).GroupBy(each => each / BatchSize))
            await run.AddAsync(new Batch([.. seeds.Select(ProgramDraw.Of)], checksOverflow: seeds.Key % 2 == 0), null);
        return run;
    }

    /// <param name="batch">The programs.</param>
    /// <param name="mutation">A fault that is put into generated code.</param>
    public static async Task<EquivalenceRun> OfAsync(Batch batch, Mutation mutation)
    {
        var run = new EquivalenceRun();
        await run.AddAsync(batch, mutation);
        return run;
    }

    private async Task AddAsync(Batch batch, Mutation? mutation)
    {
        IReadOnlyList<Diagnostic> wrong = batch.Foreign.Complaints;
        Build? untraced = wrong.Count == 0 ? batch.CompileUntraced() : null;
        if (untraced is null || untraced.Complaints.Count > 0)
        {
            await SeparateAsync(batch, "is no program", untraced?.Complaints ?? wrong, mutation);
            return;
        }

        Build traced = batch.CompileTraced(mutation);
        if (traced.Complaints.Count > 0)
            await SeparateAsync(batch, "does not compile traced", traced.Complaints, mutation);
        else
            await CompareAsync(batch, untraced, traced);
    }

    private async Task CompareAsync(Batch batch, Build untraced, Build traced)
    {
        using var plain = new LoadedBuild(batch, untraced);
        using var wrapped = new LoadedBuild(batch, traced);
        ProgramRun expected = await ProgramRun.RunAsync(batch, plain.Programs, Tracing.Untraced);
        foreach (Tracing tracing in new[] { Tracing.Recorded, Tracing.RecordedQuietly, Tracing.Disabled, Tracing.WithoutAFlow })
        {
            ProgramRun run = await ProgramRun.RunAsync(batch, wrapped.Programs, tracing);
            _differences.AddRange(Comparison.Between(batch, expected, run));
            foreach ((RandomProgram program, Log log) in batch.Programs.Zip(run.Logs))
                Cover(program, log);
        }
    }

    // The others of a batch are run, whatever one of them is about. Most complaints say by the name of their file whose they are; for the rest the batch is halved.
    private async Task SeparateAsync(Batch batch, string what, IReadOnlyList<Diagnostic> complaints, Mutation? mutation)
    {
        ILookup<RandomProgram?, Diagnostic> guilty = complaints.ToLookup(complaint => batch.Programs.Count == 1 ? batch.Programs[0] : Named(batch, complaint));
        RandomProgram[] others = [.. batch.Programs.Where(program => !guilty.Contains(program))];
        foreach (RandomProgram program in batch.Programs.Except(others))
            _differences.Add(new Difference(program, $"{what}:\n{string.Join("\n", guilty[program].Take(5))}") { IsOfCompiling = true });
        if (others.Length > 0)
            foreach (RandomProgram[] part in others.Chunk(others.Length == batch.Programs.Count ? (others.Length + 1) / 2 : others.Length))
                await AddAsync(batch.Only(part), mutation);
    }

    private static RandomProgram? Named(Batch batch, Diagnostic complaint)
    {
        string[] numbers = [.. Number().Matches(Path.GetFileName(complaint.Location.SourceTree?.FilePath ?? "")).Select(match => match.Value)];
        return batch.Programs.FirstOrDefault(program => numbers.Contains(program.Seed.ToString(CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();

    private void Cover(RandomProgram program, Log log)
    {
        _shapes.UnionWith(program.Shapes);
        foreach (Call call in log.Outcomes.Select(outcome => program.Calls[outcome.Call]))
        {
            Calls++;
            _shapes.UnionWith(call.Shapes);
            _behaviours.UnionWith(call.Behaviours);
        }
    }
}
