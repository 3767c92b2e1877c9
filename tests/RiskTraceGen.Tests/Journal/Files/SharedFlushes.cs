using System.Collections.Concurrent;

namespace RiskTraceGen.Tests;

/// <summary>One flush for all who wait at the same time, and never one that began before what it is to cover.</summary>
public sealed class SharedFlushes
{
    private readonly ConcurrentQueue<string> _troubles = new();

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
    public void WhatWasClaimedInFrontOfAFlushAndPublishedBehindItIsFlushedAgain()
    {
        using var disk = new SimulatedDisk();
        using var run = new WrittenJournal(disk, FlushPolicy.BeforeEveryCall, _troubles);
        run.Append(1);
        run.Claim(48);
        run.Journal.FlushToDisk();
        int before = disk.Flushes;
        // The claim is published now: the end of the journal is where it was when it was flushed.
        run.Journal.FlushToDisk();

        Assert.True(disk.Flushes > before, "nothing was flushed");
        run.Journal.Stop();
    }

    [Fact]
    public void ASegmentBehindOneThatFailsIsFlushedAllTheSame()
    {
        using var disk = new SimulatedDisk();
        using var run = new WrittenJournal(disk, FlushPolicy.BeforeEveryCall, _troubles);
        // More than one segment, none of them read: both are open.
        run.Append(3000);
        int flushes = 0;
        disk.OnFlush = () =>
        {
            if (++flushes == 1)
                throw new IOException("Input/output error");
        };
        run.Journal.FlushToDisk();

        Assert.True(flushes > 1, $"{flushes} segments tried");
        Assert.Equal(1, run.Journal.FailedFlushes);
        disk.OnFlush = null;
        run.Journal.Stop();
    }
}
