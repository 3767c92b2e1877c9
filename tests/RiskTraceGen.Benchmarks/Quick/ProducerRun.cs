using System.Diagnostics;
using System.Globalization;

namespace RiskTraceGen.Benchmarks.Quick;

/// <summary>How much 1, 2 and 4 producers write together into one journal, and whether each record is accounted for.</summary>
internal static class ProducerRun
{
    // A round stays below a quarter of the bound, where nothing is refused and nothing wakes the reader.
    private const long Bound = 64 << 20;
    private const int Records = 200_000;
    private const int Rounds = 60;

    public static void Print(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{"producers",-38} {"ns",9} {"",9} {"ratio",7}   (ns a record, all producers together; ratio: throughput to that of one; of {Rounds} rounds, the quietest tenth)");
        double one = 0;
        foreach (int producers in (int[])[1, 2, 4])
        {
            (double nanoseconds, string account) = Run(producers);
            one = producers == 1 ? nanoseconds : one;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{producers,-38} {nanoseconds,9:F1} {"",9} {one / nanoseconds,7:F2}   {account}"));
        }
    }

    private static (double Nanoseconds, string Account) Run(int producers)
    {
        using var journal = new Journal(Bound);
        var cursor = new JournalCursor(journal);
        var rounds = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            rounds.Add(Round(journal, producers));
            while (cursor.TryRead(out _))
            {
            }

            journal.Release(cursor.Position);
        }

        long attempted = (long)Rounds * Records;
        long written = cursor.Written - cursor.Definitions;
        string account = $"{attempted:N0} attempted = {written:N0} written + {journal.DetailDropped:N0} refused{(written + journal.DetailDropped == attempted ? "" : " (WRONG)")}";
        return (rounds.Order().ElementAt(Rounds / 10), account);
    }

    private static unsafe double Round(Journal journal, int producers)
    {
        using var start = new Barrier(producers + 1);
        Thread[] threads = [.. Enumerable.Range(0, producers).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            for (ulong i = 0; i < (ulong)(Records / producers); i++)
                journal.Append(new RecordHeader { Type = RecordType.Custom, Flow = 1 }, (byte*)&i, sizeof(ulong), Admission.Detail);
        }))];
        Array.ForEach(threads, thread => thread.Start());
        start.SignalAndWait();
        long began = Stopwatch.GetTimestamp();
        Array.ForEach(threads, thread => thread.Join());
        return Stopwatch.GetElapsedTime(began).TotalNanoseconds / Records;
    }
}
