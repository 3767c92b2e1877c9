using System.Globalization;
using RiskTraceGen.Benchmarks.Subjects;

namespace RiskTraceGen.Benchmarks.Quick;

/// <summary>All cases in turn, many rounds, in one process: about two minutes, and plain tables.</summary>
internal static class QuickRun
{
    private const int WarmUpRounds = 60;
    private const int Rounds = 200;

    // A round stays below a quarter of the journal's bound, where nothing wakes the reader: the sinks are paused while it is measured.
    private const int Operations = 10_000;

    // Raises of one round are all in flight at once.
    private const int OperationsInFlight = 50;

    public static void Print(TextWriter output)
    {
        using var cases = new Cases();
        using var journal = new JournalCases();
        var clock = new QuickCase("two raw clock reads", Operations, Cases.TwoClockReads);
        var plain = new QuickCase("48 bytes stored into a mapped file", Operations, journal.PlainStore);
        var append = new QuickCase("48-byte record appended, no clock", Operations, journal.Append, journal.ReadAll);
        QuickCase[] all =
        [
            new("no tracing", Operations, cases.NoTracing),
            clock,
            new("traced broker call, 3 arguments", Operations, cases.TracedCall),
            new("the same call with policies", Operations, cases.TracedCallWithPolicies),
            new("OpenTelemetry SDK span, 3 attributes", Operations, cases.OpenTelemetrySpan),
            new("the same span, exported in batches", Operations, cases.ExportedOpenTelemetrySpan),
            new("ZLogger, the same two lines", Operations, cases.ZLoggerLines),
            new("five healthy hooks raised", OperationsInFlight, cases.RaiseFiveHooks, cases.AwaitHandlers),
            new("event to four passing rules", Operations, cases.DispatchToFourRules),
            plain,
            append,
        ];

        for (int round = 0; round < WarmUpRounds; round++)
            EachPaused(cases, all, static c => c.WarmUp());
        for (int round = 0; round < Rounds; round++)
            EachPaused(cases, all, static c => c.Measure());

        Print(output, all, clock);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a record appended takes {append.Nanoseconds / plain.Nanoseconds:F2} times as long as its 48 bytes stored"));
        ProducerRun.Print(output);
        ScalingRun.Print(output);
    }

    private static void EachPaused(Cases cases, QuickCase[] all, Action<QuickCase> action)
    {
        foreach (QuickCase one in all)
        {
            using (cases.Tracer.PauseSinks())
                action(one);

            cases.Tracer.FlushAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static void Print(TextWriter output, QuickCase[] all, QuickCase clock)
    {
        output.WriteLine($"{"case",-38} {"ns",9} {"bytes",9} {"ratio",7}   (ratio: to two raw clock reads; of {Rounds} rounds side by side, the quietest tenth)");
        foreach (QuickCase one in all)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{one.Name,-38} {one.Nanoseconds,9:F1} {one.Bytes,9:F1} {one.Nanoseconds / clock.Nanoseconds,7:F2}"));
        }
    }
}
