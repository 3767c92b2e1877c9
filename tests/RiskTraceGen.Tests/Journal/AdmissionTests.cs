using System.Diagnostics;

namespace RiskTraceGen.Tests;

[Collection(ProcessCounters.Name)]
public sealed class AdmissionTests
{
    private const int SegmentBits = JournalWriting.SegmentBits;
    private const long Bound = 1 << 21;

    // Records, and the padding where one straddled the end of a segment.
    private const long Tolerance = 8192;

    private static readonly byte[] Payload = new byte[24];

    [Fact]
    public void DetailIsRefusedAtThreeQuartersOfTheBound()
    {
        using var journal = new Journal(Bound, SegmentBits);
        Fill(journal, Admission.Detail);

        Assert.InRange(ClaimWord.EndOf(journal.Claim), Bound * 3 / 4 - Tolerance, Bound * 3 / 4 + Tolerance);
        Assert.Equal(1, journal.DetailDropped);
        Assert.Equal(0, journal.AuditLost);
    }

    [Fact]
    public void AuditUsesTheReserveThatDetailMayNot()
    {
        using var journal = new Journal(Bound, SegmentBits);
        Fill(journal, Admission.Detail);
        int reserve = Fill(journal, Admission.Audit);

        Assert.InRange(reserve * 64, Bound / 4 - Tolerance, Bound / 4 + Tolerance);
        Assert.InRange(ClaimWord.EndOf(journal.Claim), Bound - Tolerance, Bound + Tolerance);
    }

    [Fact]
    public void AuditWaitsAMillisecondThenIsCountedAsLostAndTheCallerGoesOn()
    {
        using var journal = new Journal(Bound, SegmentBits);
        Fill(journal, Admission.Audit);
        Assert.Equal(1, journal.AuditLost);

        long start = Stopwatch.GetTimestamp();
        Assert.Equal(0, journal.Append(Payload));

        Assert.True(Stopwatch.GetElapsedTime(start).TotalMilliseconds >= 1);
        Assert.Equal(2, journal.AuditLost);
        Assert.Equal(0, journal.DetailDropped);
    }

    [Fact]
    public async Task AuditThatWaitsIsWrittenWhenTheReaderMakesRoom()
    {
        using var journal = new Journal(Bound, SegmentBits);
        Fill(journal, Admission.Audit);
        long before = journal.AuditLost;
        var pump = new JournalPump(journal, [], static () => true);
        await pump.FlushAsync().InTime();

        Assert.NotEqual(0, journal.Append(Payload));
        Assert.Equal(before, journal.AuditLost);
        await pump.StopAsync().InTime();
    }

    [Fact]
    public void WhatWasAttemptedIsWrittenOrDroppedOrInFlight()
    {
        using Journal journal = JournalWriting.Create(Bound, out JournalCursor cursor);
        long attempted = cursor.Written;
        for (int round = 0; round < 20; round++)
        {
            for (int i = 0; i < 30_000; i++, attempted++)
                journal.Append(Payload, admission: Admission.Detail);

            for (int read = 0; read < 10_000 && cursor.TryRead(out _); read++)
            {
            }

            Assert.Equal(attempted, cursor.Written + journal.DetailDropped + cursor.InFlight);
        }

        Assert.True(journal.DetailDropped > 0);
    }

    [Fact]
    public void InFlightIsExactAtTheLargestBound()
    {
        var options = new RiskTracerOptions { JournalBytes = LargestBound() };
        using var journal = new Journal(options.JournalBytes, Journal.SegmentBitsFor(options.JournalBytes));
        var cursor = new JournalCursor(journal);
        journal.Append([]);
        long written = cursor.InFlight;
        while (journal.Append([], admission: Admission.Detail) != 0)
            written++;

        Assert.Equal(written, cursor.InFlight);
    }

    // The largest bound that the options accept, as a power of two.
    private static long LargestBound()
    {
        long bound = 64 << 10;
        while (Accepts(bound * 2))
            bound *= 2;

        return bound;

        static bool Accepts(long bytes)
        {
            try
            {
                new RiskTracerOptions { JournalBytes = bytes }.Validate();
                return true;
            }
            catch (ArgumentOutOfRangeException)
            {
                return false;
            }
        }
    }

    private static int Fill(Journal journal, Admission admission)
    {
        int written = 0;
        while (journal.Append(Payload, admission: admission) != 0)
            written++;

        return written;
    }
}
