namespace RiskTraceGen.Tests;

/// <summary>What a verification of a directory says of what was done to it.</summary>
public sealed class Verification
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Fact]
    public async Task AJournalThatNobodyTouchedIsOk()
    {
        using var directory = new TemporaryDirectory();
        (JournalStatistics journal, string head) = await WriteAsync(directory);

        JournalVerdict verdict = Verify(directory, head, Key);
        Assert.Empty(verdict.Damages);
        Assert.Equal(journal.Written, verdict.Records);
        Assert.Equal($"ok: {journal.Written} records, {directory.Segments.Length} segments, 0 bytes left", verdict.ToString());
        Assert.Equal(head, verdict.Head);
    }

    [Theory]
    [InlineData("a byte changed", "do not hash")]
    [InlineData("a segment removed", "does not follow")]
    [InlineData("the first removed", "not the first one")]
    [InlineData("the last removed", "the head is")]
    [InlineData("the last cut to nothing", "although it has been written to")]
    [InlineData("cut short", "bytes instead of")]
    [InlineData("another key", "was not authenticated")]
    public async Task WhatWasDoneToItIsTold(string what, string told)
    {
        using var directory = new TemporaryDirectory();
        (_, string head) = await WriteAsync(directory);
        string[] segments = directory.Segments;
        byte[] key = Key;
        switch (what)
        {
            case "a byte changed":
                byte[] bytes = File.ReadAllBytes(segments[1]);
                bytes[^1000] ^= 1;
                File.WriteAllBytes(segments[1], bytes);
                break;
            case "a segment removed":
                File.Delete(segments[1]);
                break;
            case "the first removed":
                File.Delete(segments[0]);
                break;
            case "the last removed":
                File.Delete(segments[^1]);
                break;
            case "the last cut to nothing":
                File.WriteAllBytes(segments[^1], []);
                break;
            case "cut short":
                File.WriteAllBytes(segments[1], File.ReadAllBytes(segments[1])[..^4096]);
                break;
            case "another key":
                key = [.. Key.Reverse()];
                break;
        }

        JournalVerdict verdict = Verify(directory, head, key);
        Assert.Contains(verdict.Damages, damage => damage.Contains(told, StringComparison.Ordinal));
        Assert.StartsWith("damaged: ", verdict.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatRetentionRemovedIsNoDamage()
    {
        using var directory = new TemporaryDirectory();
        (JournalStatistics journal, string head) = await WriteAsync(directory, maxBytes: 3 << 20);

        JournalVerdict verdict = Verify(directory, head, Key);
        Assert.Empty(verdict.Damages);
        Assert.Contains(verdict.Notes, note => note.Contains("removed by retention", StringComparison.Ordinal));
        Assert.True(verdict.Records < journal.Written);
        Assert.True(directory.Segments.Length <= 3, $"{directory.Segments.Length} segments");
    }

    [Fact]
    public async Task NorIsItWhenTheNextRunRecordsNothing()
    {
        using var directory = new TemporaryDirectory();
        (_, string head) = await WriteAsync(directory, maxBytes: 3 << 20);
        await Tracers.Create(configure: options => options.JournalDirectory = directory.Path).DisposeAsync().InTime();

        JournalVerdict verdict = Verify(directory, head, Key);
        Assert.Empty(verdict.Damages);
        Assert.Contains(verdict.Notes, note => note.Contains("removed by retention", StringComparison.Ordinal));
    }

    private static JournalVerdict Verify(TemporaryDirectory directory, string head, byte[] key)
    {
        using var verifier = new JournalVerifier(JournalDirectory.Open(directory.Path), head, key);
        return verifier.Verify();
    }

    private static async Task<(JournalStatistics Journal, string Head)> WriteAsync(TemporaryDirectory directory, long? maxBytes = null)
    {
        string head = "";
        await using RiskTracer tracer = Tracers.Create(configure: options =>
        {
            options.JournalDirectory = directory.Path;
            options.SegmentBytes = 1 << 20;
            options.JournalMaxBytes = maxBytes;
            options.JournalKey = Key;
            options.SegmentSealed = segment => head = segment.Hash;
        });
        for (int i = 0; i < 20_000; i++)
        {
            RiskFlow flow = tracer.StartFlow("CHECK");
            flow.Emit("number", i);
            flow.Complete("DONE");
        }

        await tracer.DisposeAsync().InTime();
        return (tracer.Statistics.Journal, head);
    }
}
