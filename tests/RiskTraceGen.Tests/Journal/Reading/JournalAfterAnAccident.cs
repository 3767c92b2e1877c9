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
    public void WhatAPowerCutLeavesIsNoDamage()
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

            JournalVerdict left = Verify(directory);
            Assert.True(left.IsOk, $"round {round}: {string.Join("; ", left.Damages)}");
            AssertSealed(directory, left, $"round {round}");
        }
    }

    [Fact]
    public void WhatRetentionRemovedBeforeAPowerCutIsNoDamage()
    {
        var random = new Random(TestScale.Seed(output));
        for (int round = 0; round < TestScale.Of(8); round++)
        {
            using var directory = new TemporaryDirectory();
            var disk = new SimulatedDisk();
            Journal journal = Begin(disk, maxBytes: 256 << 10);
            Append(journal, 2 * Records, random);
            bool isCut = false;
            disk.OnFlush = () =>
            {
                if (isCut || disk.Names().Contains(DirectoryDisk.SegmentName(0)))
                    return;

                isCut = true;
                disk.CutPower(random, directory.Path);
            };
            var cursor = new JournalCursor(journal);
            cursor.ReadAll(static (in TraceRecord _) => { });
            journal.Stop();
            GC.KeepAlive(journal);

            JournalVerdict left = Verify(directory);
            Assert.True(left.IsOk, $"round {round}: {string.Join("; ", left.Damages)}");
            Assert.Contains(left.Notes, note => note.Contains("removed by retention", StringComparison.Ordinal));
        }
    }

    // The seal is stored and not flushed: of it the disk has all, nothing, or a part.
    [Fact]
    public void WhatAPowerCutInTheMiddleOfASealLeavesIsNoDamage()
    {
        var random = new Random(TestScale.Seed(output));
        for (int round = 0; round < TestScale.Of(20); round++)
        {
            using var directory = new TemporaryDirectory();
            var disk = new SimulatedDisk();
            Journal journal = Begin(disk);
            Append(journal, Records, random);
            int flushes = random.Next(3);
            disk.OnFlush = () =>
            {
                if (flushes-- == 0)
                    disk.CutPower(random, directory.Path);
            };
            var cursor = new JournalCursor(journal);
            cursor.ReadAll(static (in TraceRecord _) => { });
            journal.Stop();
            GC.KeepAlive(journal);

            JournalVerdict left = Verify(directory);
            Assert.True(left.IsOk, $"round {round}: {string.Join("; ", left.Damages)}");
            AssertSealed(directory, left, $"round {round}");
        }
    }

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

    private static Journal Begin(IJournalDisk disk, long? maxBytes = null)
    {
        var settings = new FileJournalSettings(SegmentBits: 16, FlushPolicy.BeforeEveryCall, maxBytes, null, null, null, TimeProvider.System, Run: Random.Shared.NextInt64());
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
