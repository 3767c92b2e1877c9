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
    public void AHostThatStartsOnAFullDiskWorksInMemoryUntilThereIsRoom()
    {
        using var disk = new SimulatedDisk { IsFull = true };
        using var run = new WrittenJournal(disk, FlushPolicy.Never, _troubles);
        run.Append(Records);
        run.ReadAll();
        disk.IsFull = false;
        run.Append(4 * Records);
        run.ReadAll();
        run.Journal.Stop();

        Assert.Equal(5 * Records, run.Read);
        Assert.NotEmpty(disk.Names());
        Assert.Single(_troubles, static trouble => trouble.Contains("goes on in memory", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatWasKeptInMemoryTakesItsPlaceAndItsNumberAmongTheSegments()
    {
        using var disk = new SimulatedDisk();
        using var run = new WrittenJournal(disk, FlushPolicy.Never, _troubles);
        disk.IsFull = true;
        run.Append(2 * Records);
        disk.IsFull = false;
        run.Append(2 * Records);
        run.ReadAll();
        run.Journal.Stop();

        Assert.Equal(0, run.Journal.Unsaved);
        string[] segments = [.. disk.Names().Where(static name => name.EndsWith(".rtj", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.Equal(Enumerable.Range(1, segments.Length).Select(static number => (long)number), segments.Select(name => disk.HeaderOf(name).Number));
    }

    [Fact]
    public void ACallbackThatThrowsDoesNotKeepAFullDiskFromBeingTold()
    {
        using var disk = new SimulatedDisk();
        using var run = new WrittenJournal(disk, FlushPolicy.Never, _troubles, onSealed: static _ => throw new InvalidOperationException("not mine"));
        run.Append(Records);
        run.ReadAll();
        disk.IsFull = true;
        run.Append(4 * Records);
        run.ReadAll();
        run.Journal.Stop();

        Assert.Single(_troubles, static trouble => trouble.Contains("callback", StringComparison.Ordinal));
        Assert.Single(_troubles, static trouble => trouble.Contains("goes on in memory", StringComparison.Ordinal));
    }

    [Fact]
    public void TheNextRunStartsAlthoughWhatItSealsCannotBeFlushed()
    {
        using var disk = new SimulatedDisk();
        var killed = new WrittenJournal(disk, FlushPolicy.BeforeEveryCall, _troubles);
        killed.Append(10);
        disk.FailsToFlush = true;
        using var next = new WrittenJournal(disk, FlushPolicy.BeforeEveryCall, _troubles, run: 2);
        disk.FailsToFlush = false;
        next.Append(10);
        next.ReadAll();
        next.Journal.Stop();

        Assert.Equal(10, next.Read);
        Assert.Single(_troubles, static trouble => trouble.Contains("what the last run left", StringComparison.Ordinal));
        GC.KeepAlive(killed);
    }

    [Fact]
    public void ASegmentInWhichSomethingIsClaimedAndNotPublishedKeepsItsFileAtTheEnd()
    {
        using var disk = new SimulatedDisk();
        using var run = new WrittenJournal(disk, FlushPolicy.Never, _troubles);
        run.Append(10);
        run.Claim(48);
        run.Append(10);
        run.ReadAll();
        run.Journal.Stop();

        string left = Assert.Single(disk.Names(), static name => name.EndsWith(".rtj", StringComparison.Ordinal));
        Assert.Equal(SegmentState.Open, disk.HeaderOf(left).State);
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
}
