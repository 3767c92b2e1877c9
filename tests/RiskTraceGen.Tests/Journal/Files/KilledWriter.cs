using System.Buffers.Binary;
using System.Diagnostics;

namespace RiskTraceGen.Tests;

/// <summary>A real process is killed while four producers write: what it said it had published is there, and nothing else.</summary>
public sealed class KilledWriter(ITestOutputHelper output)
{
    private const int Producers = 4;
    private const int Batch = 50;

    [Fact]
    public async Task WhatAKilledProcessHadPublishedIsThere()
    {
        var random = new Random(TestScale.Seed(output));
        for (int round = 0; round < TestScale.Of(25); round++)
        {
            using var directory = new TemporaryDirectory();
            var published = new List<long[]>();
            // The second writer finds what the first left open.
            for (int run = 0; run < 2; run++)
            {
                published.Add(await WriteUntilKilled(directory, acknowledgements: random.Next(1, 400)));
                Check(directory, published);
            }
        }
    }

    private static async Task<long[]> WriteUntilKilled(TemporaryDirectory directory, int acknowledgements)
    {
        string writer = typeof(KilledWriter).Assembly.Location.Replace("RiskTraceGen.Tests", "RiskTraceGen.CrashWriter", StringComparison.Ordinal);
        using var process = Process.Start(new ProcessStartInfo("dotnet", [writer, directory.Path, $"{Producers}"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        long[] published = new long[Producers];
        byte[] told = new byte[12];
        for (int i = 0; await ReadAsync(process.StandardOutput.BaseStream, told); i++)
        {
            int producer = BinaryPrimitives.ReadInt32LittleEndian(told);
            published[producer] = Math.Max(published[producer], BinaryPrimitives.ReadInt64LittleEndian(told.AsSpan(4)));
            // It writes on while it dies; what it says meanwhile counts too.
            if (i == acknowledgements)
                process.Kill();
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await errors);
        return published;
    }

    private static async Task<bool> ReadAsync(Stream stream, byte[] told)
        => await stream.ReadAtLeastAsync(told, told.Length, throwOnEndOfStream: false, TestContext.Current.CancellationToken) == told.Length;

    private static void Check(TemporaryDirectory directory, List<long[]> published)
    {
        var runs = new List<long[]>();
        long run = 0;
        long before = 0;
        var journal = JournalDirectory.Open(directory.Path);
        using var reader = new JournalDirectoryReader(journal);
        while (reader.TryRead(out TraceRecord record))
        {
            if (runs.Count == 0 || reader.Run != run)
            {
                runs.Add(new long[Producers]);
                before = reader.Records - 1;
            }

            run = reader.Run;
            if (record.Type != RecordType.Definition)
                Take(record, runs[^1]);
        }

        // Attempted = written + dropped + in flight: what each producer, and the rotation, was doing when it was killed.
        ClaimWord words = journal.WordsOf(run)!.Value;
        long inFlight = (ClaimWord.CountOf(words.Claim) - (reader.Records - before) - words.Padded) & ClaimWord.CountMask;
        Assert.InRange(inFlight, 0, Producers + 1);
        Assert.Equal(0, reader.Left["damaged"]);
        Assert.Equal(published.Count, runs.Count);
        for (int i = 0; i < runs.Count; i++)
        {
            // Behind what was told there may be what it had no time to tell: less than a batch and the batch whose telling was cut off.
            for (int producer = 0; producer < Producers; producer++)
                Assert.InRange(runs[i][producer], published[i][producer], published[i][producer] + 2 * Batch);
        }
    }

    // Each producer's numbers follow one another, and each record is as its number says.
    private static void Take(in TraceRecord record, long[] next)
    {
        long producer = record.Header.Flow - 1;
        long number = BinaryPrimitives.ReadInt64LittleEndian(record.Payload);
        Assert.Equal(next[producer]++, number);
        Assert.Equal(number, record.Header.Ticks);
        Assert.Equal(8 + number % 200, record.Payload.Length);
        Assert.Equal(-1, record.Payload[8..].IndexOfAnyExcept((byte)number));
    }
}
