using System.Globalization;
using RiskTraceGen.Benchmarks.Compiler;

namespace RiskTraceGen.Benchmarks.Analyzers;

/// <summary>The table of one program: what each set of analyzers added, and in relation to what the SDK's added.</summary>
internal static class AnalysisTable
{
    private const int LeastShown = 1;

    /// <param name="added">Ours, the SDK's, both together, then the others.</param>
    public static void Print(IReadOnlyList<AddedTime> added, TextWriter output)
    {
        AddedTime sdk = added[1];
        Row(output, "added, ms", "clock", "processors", "analyzers", "processors", "analyzers");
        foreach (AddedTime subject in added)
            Row(
                output,
                subject.Name,
                Milliseconds(subject.Clock),
                Milliseconds(subject.Processor),
                Milliseconds(subject.Analyzers),
                Number(Statistics.Ratio(subject.Processor, sdk.Processor)),
                Number(Statistics.Ratio(subject.Analyzers, sdk.Analyzers)));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"in a build that has the SDK's, ours add {Share(added, static time => time.Processor):F2} of the processor time that those add, and {Share(added, static time => time.Clock):F2} by the clock"));
        output.WriteLine($"ours, by rule, where it is {LeastShown} ms or more: {string.Join(", ", added[0].ByAnalyzer.Where(rule => rule.Median >= LeastShown).OrderByDescending(rule => rule.Median).Select(rule => $"{rule.Name} {Milliseconds([rule.Median])}"))}");
        output.WriteLine();
    }

    /// <summary>What the SDK's and ours together take beyond the SDK's alone, in relation to that.</summary>
    private static double Share(IReadOnlyList<AddedTime> added, Func<AddedTime, IEnumerable<double>> measure)
        => Statistics.Ratio(measure(added[2]), measure(added[1])) - 1;

    private static void Row(TextWriter output, string name, params string[] cells)
        => output.WriteLine($"{name,-28}{string.Concat(cells.Select(cell => $"{cell,12}"))}");

    private static string Milliseconds(IEnumerable<double> rounds) => Statistics.Median(rounds).ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("F2", CultureInfo.InvariantCulture);
}
