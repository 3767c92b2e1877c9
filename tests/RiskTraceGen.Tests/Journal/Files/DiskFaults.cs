using System.Collections.Concurrent;

namespace RiskTraceGen.Tests;

/// <summary>What the journal does when the disk refuses, fails, or loses its power.</summary>
public sealed class DiskFaults(ITestOutputHelper output)
{
    // More than a segment; and far below the bound, also where each segment begins with the trace points of all tests of this process.
    private const int Records = 3000;

    private readonly ConcurrentQueue<string> _troubles = new();

    [Fact]
    public void AFullDiskIsToldOnceAndTheJournalGoesOnInMemory()
    {
        using var disk = new SimulatedDisk();
        using var run = new WrittenJournal(disk, FlushPolicy.Never, _troubles);
        run.Append(Records);
        run.ReadAll();
        disk.IsFull = true;
        // Several segments: some are closed, whatever had been made ahead by then.
        run.Append(4 * Records);
        run.ReadAll();
        run.Journal.Stop();

        Assert.Equal(5 * Records, run.Read);
        Assert.Single(_troubles, static trouble => trouble.Contains("goes on in memory", StringComparison.Ordinal));
        Assert.True(run.Journal.Unsaved > 0);
        Assert.Equal(0, run.Journal.AuditLost);
    }

    [Fact]
    public void TheJournalReturnsToTheDiskWhenThereIsRoomAgain()
    {
        using var disk = new SimulatedDisk();
        using var run = new WrittenJournal(disk, FlushPolicy.Never, _troubles);
        disk.IsFull = true;
        run.Append(Records);
        run.ReadAll();
        disk.IsFull = false;
        int made = disk.Made;
        run.Append(4 * Records);
        run.ReadAll();
        run.Journal.Stop();

        Assert.Equal(5 * Records, run.Read);
        Assert.True(disk.Made > made);
    }

    [Fact]
    public void AFailedFlushIsNotTriedAgainOnItsSegment()
    {
        using var disk = new SimulatedDisk();
        using var run = new WrittenJournal(disk, FlushPolicy.BeforeEveryCall, _troubles);
        run.Append(10);
        disk.FailsToFlush = true;
        run.Journal.FlushToDisk();
        disk.FailsToFlush = false;
        Assert.Equal(1, run.Journal.FailedFlushes);
        Assert.True(run.Journal.IsSegmentStart(ClaimWord.EndOf(run.Journal.Claim)), "the segment is left");

        run.Append(10);
        run.Journal.FlushToDisk();
        run.ReadAll();
        run.Journal.Stop();
        Assert.Equal(20, run.Read);
        Assert.Equal(1, run.Journal.FailedFlushes);
        Assert.Single(_troubles, static trouble => trouble.Contains("a flush failed", StringComparison.Ordinal));
    }

    [Fact]
    public void ThoseWhoWaitAtTheSameTimeShareOneFlush()
    {
        const int Waiting = 8;
        using var disk = new SimulatedDisk();
        // One segment holds everything, so that a flush is one.
        using var run = new WrittenJournal(disk, FlushPolicy.BeforeEveryCall, _troubles, segmentBits: 22);
        run.Append(1);
        using var held = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        disk.OnFlush = () =>
        {
            entered.Set();
            held.WaitInTime();
        };
        var first = new Thread(run.Journal.FlushToDisk);
        first.Start();
        entered.WaitInTime();
        // All of this is recorded, and waited for, while the first flush is under way.
        run.Append(Waiting);
        Thread[] others = [.. Enumerable.Range(0, Waiting).Select(_ => new Thread(run.Journal.FlushToDisk))];
        Array.ForEach(others, static thread => thread.Start());
        int before = disk.Flushes;
        held.Set();
        first.InTime();
        Array.ForEach(others, static thread => thread.InTime());

        Assert.InRange(disk.Flushes - before, 1, 2);
        run.Journal.Stop();
    }

    [Fact]
    public void APowerCutLosesNothingThatWasFlushedAndInventsNothing()
    {
        var random = new Random(TestScale.Seed(output));
        for (int round = 0; round < TestScale.Of(40); round++)
        {
            var disk = new SimulatedDisk();
            var run = new WrittenJournal(disk, FlushPolicy.BeforeEveryCall, _troubles);
            run.Append(random.Next(1, Records));
            run.ReadAll();
            run.Journal.FlushToDisk();
            long flushed = run.Appended;
            run.Append(random.Next(1, Records));

            using var directory = new TemporaryDirectory();
            disk.CutPower(random, directory.Path);
            using var reader = new JournalDirectoryReader(JournalDirectory.Open(directory.Path));
            long next = 0;
            while (reader.TryRead(out TraceRecord record))
            {
                if (record.Type == RecordType.Definition)
                    continue;

                long number = record.Header.Ticks;
                Assert.True(number >= next && number < run.Appended, $"{number} after {next}, of {run.Appended}");
                if (next < flushed)
                    Assert.Equal(next, number);
                next = number + 1;
                Assert.Equal(WrittenJournal.LengthOf(number), record.Payload.Length);
                Assert.Equal(-1, record.Payload.IndexOfAnyExcept((byte)number));
            }

            Assert.True(next >= flushed, $"{next} of {flushed} that were flushed");
            GC.KeepAlive(run);
        }
    }

    /// <summary>A journal on a simulated disk, whose records are numbered by their ticks.</summary>
    private sealed unsafe class WrittenJournal : IDisposable
    {
        private readonly JournalCursor _cursor;

        public WrittenJournal(SimulatedDisk disk, FlushPolicy flush, ConcurrentQueue<string> troubles, int segmentBits = 18)
        {
            var settings = new FileJournalSettings(segmentBits, flush, null, null, null, null, TimeProvider.System, Run: 1);
            Journal = new Journal(64 << 20, new FileSegments(disk, settings, new TraceClock(TimeProvider.System), (what, _) => troubles.Enqueue(what)));
            _cursor = new JournalCursor(Journal);
            Journal.Begin();
        }

        public Journal Journal { get; }

        public long Appended { get; private set; }

        public long Read { get; private set; }

        public static int LengthOf(long number) => (int)(number % 300);

        public void Append(int count)
        {
            byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
            for (int i = 0; i < count; i++, Appended++)
            {
                int length = LengthOf(Appended);
                new Span<byte>(scratch, length + 8).Clear();
                new Span<byte>(scratch, length).Fill((byte)Appended);
                var header = new RecordHeader { Type = RecordType.Custom, Flow = 1, Ticks = Appended };
                Assert.NotEqual(0, Journal.Append(header, scratch, length, Admission.Audit));
            }
        }

        public void ReadAll()
        {
            while (_cursor.TryRead(out TraceRecord record))
                Read += record.Type == RecordType.Definition ? 0 : 1;
        }

        public void Dispose() => Journal.Dispose();
    }
}
