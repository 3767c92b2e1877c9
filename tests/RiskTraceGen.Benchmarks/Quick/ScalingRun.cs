using System.Globalization;
using RiskTraceGen.Benchmarks.Subjects;

namespace RiskTraceGen.Benchmarks.Quick;

/// <summary>What an event costs with 1 to 512 rules that pass, and what one more rule adds to it.</summary>
internal static class ScalingRun
{
    private const int WarmUpRounds = 60;
    private const int Rounds = 200;
    private const double Bound = 2.5;

    // Of a round: a quarter of the journal's bound holds them, so nothing wakes the reader.
    private const int Records = 30_000;
    private const int ClockReads = 10_000;

    public static void Print(TextWriter output)
    {
        var clock = new QuickCase("two raw clock reads", ClockReads, Cases.TwoClockReads);
        Subject[] subjects = [.. ((int[])[1, 8, 32, 128, 512]).Select(static rules => new Subject(rules))];
        for (int round = 0; round < WarmUpRounds; round++)
            Each(clock, subjects, static c => c.WarmUp());
        for (int round = 0; round < Rounds; round++)
            Each(clock, subjects, static c => c.Measure());

        Print(output, clock.Nanoseconds / 2, subjects);
        foreach (Subject subject in subjects)
            subject.Dispose();
    }

    private static void Each(QuickCase clock, Subject[] subjects, Action<QuickCase> action)
    {
        action(clock);
        foreach (Subject subject in subjects)
        {
            using (subject.Tracer.PauseSinks())
                action(subject.Case);

            subject.Tracer.FlushAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static void Print(TextWriter output, double clockRead, Subject[] subjects)
    {
        output.WriteLine();
        output.WriteLine($"{"event to passing rules",-38} {"ns",9} {"bytes",9} {"ratio",7}   (ratio: what each rule more than in the row above adds, to one raw clock read; of {Rounds} rounds side by side, the quietest tenth)");
        double dearest = 0;
        for (int i = 0; i < subjects.Length; i++)
        {
            QuickCase row = subjects[i].Case;
            double ratio = i == 0 ? 0 : (row.Nanoseconds - subjects[i - 1].Case.Nanoseconds) / (subjects[i].Rules - subjects[i - 1].Rules) / clockRead;
            dearest = Math.Max(dearest, ratio);
            string shown = i == 0 ? "" : ratio.ToString("F2", CultureInfo.InvariantCulture);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Name,-38} {row.Nanoseconds,9:F1} {row.Bytes,9:F1} {shown,7}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one more rule takes {dearest:F2} times a raw clock read at most{(dearest <= Bound ? "" : $" (ABOVE {Bound})")}"));
    }

    private sealed class Subject : IDisposable
    {
        public Subject(int rules)
        {
            Rules = rules;
            Case = new QuickCase($"{rules}", Records / (rules + 2), ScalingRules.Dispatch(Tracer, rules));
        }

        public int Rules { get; }

        public RiskTracer Tracer { get; } = new(new RiskTracerOptions());

        public QuickCase Case { get; }

        public void Dispose() => Tracer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
