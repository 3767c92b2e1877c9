namespace RiskTraceGen.Tests;

/// <summary>A writer that was killed, and a disk that lost its power: what is left verifies, and so it does when the next run has sealed it.</summary>
public sealed class JournalAfterAnAccident(ITestOutputHelper output)
{
    private const int Records = 2000;

    [Fact]
    public void WhatAKilledWriterLeavesIsNoDamage()
    {
        var random = new Random(TestScale.Seed(output));
        for (int round = 0; round < TestScale.Of(8); round++)
        {
            using var running = new TemporaryDirectory();
            using var killed = new TemporaryDirectory();
            Journal journal = Begin(new DirectoryDisk(running.Path));
            Append(journal, random.Next(1, Records), random);
            // Its files as the system has them: so they are when the process is gone.
            foreach (string file in Directory.EnumerateFiles(running.Path).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
                CopyOf(file, killed);
            journal.Stop();
            journal.Dispose();
            JournalVerdict left = Verify(killed);
            Assert.True(left.IsOk, $"round {round}: {string.Join("; ", left.Damages)}");
            AssertSealed(killed, left, $"round {round}");
        }
    }

    [Fact]
    public void WhatAPowerCutLeavesIsNoDamageWhereFirstPagesAreWhole()
    {
        var random = new Random(TestScale.Seed(output));
        for (int round = 0; round < TestScale.Of(8); round++)
        {
            using var directory = new TemporaryDirectory();
            var disk = new SimulatedDisk();
            Journal journal = Begin(disk);
            Append(journal, random.Next(1, Records), random);
            journal.FlushToDisk();
            Append(journal, random.Next(1, Records), random);
            disk.CutPower(random, directory.Path);
            GC.KeepAlive(journal);

            // Of a segment that was never flushed the first page may be torn or lost, and then nobody can tell it from one that was tampered with.
            JournalVerdict left = Verify(directory);
            if (left.Damages.Any(LacksFirstPage))
                continue;

            Assert.True(left.IsOk, $"round {round}: {string.Join("; ", left.Damages)}");
            AssertSealed(directory, left, $"round {round}");
        }
    }

    private static bool LacksFirstPage(string damage)
        => damage.Contains("its first page is not", StringComparison.Ordinal) || damage.Contains("it is empty", StringComparison.Ordinal) || damage.Contains("segments behind", StringComparison.Ordinal);

    private static void AssertSealed(TemporaryDirectory directory, JournalVerdict left, string when)
    {
        Journal next = Begin(new DirectoryDisk(directory.Path));
        next.Stop();
        next.Dispose();
        JournalVerdict taken = Verify(directory);
        Assert.True(taken.IsOk, $"{when}, sealed by the next run: {string.Join("; ", taken.Damages)}");
        Assert.Equal(left.Records, taken.Records);
    }

    private static void CopyOf(string file, TemporaryDirectory directory)
    {
        using FileStream source = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using FileStream target = File.Create(Path.Combine(directory.Path, Path.GetFileName(file)));
        source.CopyTo(target);
    }

    private static Journal Begin(IJournalDisk disk)
    {
        var settings = new FileJournalSettings(SegmentBits: 16, FlushPolicy.Never, null, null, null, null, TimeProvider.System, Run: Random.Shared.NextInt64());
        var journal = new Journal(32 << 20, new FileSegments(disk, settings, new TraceClock(TimeProvider.System), static (_, _) => { }));
        journal.Begin();
        return journal;
    }

    private static unsafe void Append(Journal journal, int count, Random random)
    {
        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        new Span<byte>(scratch, RecordWriter.MaxPayload).Fill(1);
        for (int i = 0; i < count; i++)
            Assert.NotEqual(0, journal.Append(new RecordHeader { Type = RecordType.Custom, Flow = 1, Ticks = i }, scratch, random.Next(30) * 8, Admission.Audit));
    }

    private static JournalVerdict Verify(TemporaryDirectory directory)
    {
        using var verifier = new JournalVerifier(JournalDirectory.Open(directory.Path));
        return verifier.Verify();
    }
}
