using System.Globalization;
using RiskTraceGen.Benchmarks.Compiler;

namespace RiskTraceGen.Benchmarks.Generators;

/// <summary>The table of a run: medians for each size, ours in relation to the others, and how cost grows with size.</summary>
internal sealed class GeneratorTable(int rounds, TextWriter output)
{
    private static readonly (Work Work, string Title)[] Columns =
        [(Work.Build, "build"), (Work.Open, "open"), (Work.Unrelated, "unrelated"), (Work.SameFile, "same file"), (Work.Member, "one member")];

    // Ours for each size, to compare sizes with.
    private readonly List<(int Size, MeasuredGenerator Ours)> _sizes = [];

    /// <param name="size">Annotated members.</param>
    /// <param name="measured">Ours, then LoggerMessage's, then the others.</param>
    public void Add(int size, MeasuredGenerator[] measured)
    {
        MeasuredGenerator ours = measured[0];
        MeasuredGenerator[] peers = measured[1..];
        _sizes.Add((size, ours));
        Row(string.Create(CultureInfo.InvariantCulture, $"{size:N0} members, ms"), column => column.Title);
        foreach (MeasuredGenerator subject in measured)
            Row(subject.Name, column => Number(Statistics.Median(subject.Milliseconds(column.Work))));
        if (peers.Length == 0)
            return;

        Row($"ours / {peers[0].Name}", column => Number(Ratio(ours, peers[0], column.Work)));
        Row("ours / the fastest other", column => Number(Ratio(ours, peers.MinBy(peer => Statistics.Median(peer.Milliseconds(column.Work)))!, column.Work)));
        output.WriteLine();
    }

    /// <summary>What a member costs in a larger program, in relation to what it costs in the next smaller one: 1 where cost is linear.</summary>
    public void PrintGrowth()
    {
        foreach (((int size, MeasuredGenerator small), (int next, MeasuredGenerator large)) in _sizes.Zip(_sizes.Skip(1)))
            Row(
                string.Create(CultureInfo.InvariantCulture, $"a member, {next:N0} / {size:N0}"),
                column => Number(Statistics.Median(large.Milliseconds(column.Work)) / next / (Statistics.Median(small.Milliseconds(column.Work)) / size)));
        output.WriteLine($"medians of {rounds} rounds; ratios are medians of the rounds' own; edits and open as an editor runs them, without outputs for builds only");
    }

    private void Row(string name, Func<(Work Work, string Title), string> cell)
        => output.WriteLine($"{name,-28}{string.Concat(Columns.Select(column => $"{cell(column),12}"))}");

    private static double Ratio(MeasuredGenerator one, MeasuredGenerator other, Work work)
        => Statistics.Ratio(one.Milliseconds(work), other.Milliseconds(work));

    private static string Number(double number) => number.ToString("F2", CultureInfo.InvariantCulture);
}
