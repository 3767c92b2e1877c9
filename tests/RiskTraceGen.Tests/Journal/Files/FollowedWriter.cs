using System.Buffers.Binary;

namespace RiskTraceGen.Tests;

/// <summary>A reader of the directory follows four producers across rotations: every record once, in the order of its producer, and none that was not written.</summary>
public sealed class FollowedWriter
{
    private const int Producers = 4;
    private const int RotateEach = 2000;

    private static readonly int RecordsEach = TestScale.Of(20_000);

    [Fact]
    public async Task AFollowerMissesNothingOfFourProducers()
    {
        using var directory = new TemporaryDirectory();
        var settings = new FileJournalSettings(SegmentBits: 18, FlushPolicy.Never, null, null, null, null, TimeProvider.System, Run: Random.Shared.NextInt64());
        var journal = new Journal(64 << 20, new FileSegments(new DirectoryDisk(directory.Path), settings, new TraceClock(TimeProvider.System), static (what, why) => throw new IOException(what, why)));
        journal.Begin();
        var pump = new JournalPump(journal, [], static () => true);
        long[] written = new long[Producers];
        Thread[] producers = [.. Enumerable.Range(0, Producers).Select(producer => new Thread(() => Produce(journal, producer, written)))];
        Array.ForEach(producers, static thread => thread.Start());

        try
        {
            Follow(OpenOnceMade(directory.Path), producers, written);
            Assert.Equal(0, journal.DetailDropped + journal.AuditLost);
        }
        finally
        {
            Array.ForEach(producers, static thread => thread.InTime());
            await pump.StopAsync().InTime();
            journal.Stop();
        }

        Assert.Equal((long)Producers * RecordsEach, pump.Read(static cursor => cursor.Written - cursor.Definitions));
        journal.Dispose();
    }

    private static JournalDirectory OpenOnceMade(string path)
    {
        JournalDirectory? made = null;
        SafetyBound.SpinInTime(() =>
        {
            try
            {
                made = JournalDirectory.Open(path);
                return true;
            }
            catch (JournalUnreadableException)
            {
                return false;
            }
        });
        return made!;
    }

    private static void Follow(JournalDirectory directory, Thread[] producers, long[] written)
    {
        long[] next = new long[Producers];
        using var reader = new JournalDirectoryReader(directory);
        while (next.Sum() < (long)Producers * RecordsEach && (producers.Any(static thread => thread.IsAlive) || next.Sum() < written.Sum()))
        {
            while (reader.TryRead(out TraceRecord record))
                Take(record, next);
        }

        Assert.All(next, count => Assert.Equal(RecordsEach, count));
        Assert.Equal(0, reader.Left.Total);
    }

    private static unsafe void Produce(Journal journal, int producer, long[] written)
    {
        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        for (long number = 0; number < RecordsEach; number++)
        {
            int length = 8 + (int)(number % 100);
            new Span<byte>(scratch, length + 8).Clear();
            *(long*)scratch = number;
            var header = new RecordHeader { Type = RecordType.Custom, Flow = producer + 1 };
            while (journal.Append(header, scratch, length, Admission.Audit) == 0)
                Thread.Yield();

            Volatile.Write(ref written[producer], number + 1);
            if (number % RotateEach == 0)
                journal.Rotate();
        }
    }

    private static void Take(in TraceRecord record, long[] next)
    {
        if (record.Type == RecordType.Definition)
            return;

        Assert.Equal(next[record.Header.Flow - 1]++, BinaryPrimitives.ReadInt64LittleEndian(record.Payload));
    }
}
