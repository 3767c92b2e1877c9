using Microsoft.Win32.SafeHandles;

namespace RiskTraceGen.Tests;

/// <summary>
/// What is done to a file, bit by bit, word by word, cut by cut: in a sealed segment each of it is found, in one that is open no record is believed that was
/// not written. All of it at RISKTRACE_TEST_SCALE=100, otherwise a sample.
/// </summary>
public sealed class TamperedJournal(ITestOutputHelper output) : IDisposable
{
    private const int FileSize = SegmentHeader.PageSize + HandMadeSegment.Size;
    private const int HeaderBits = 288 * 8;

    // All of the header, and the padding that the data begins with: it has no checksum.
    private static readonly IEnumerable<int> AlwaysFlipped = [.. Enumerable.Range(0, HeaderBits), .. Enumerable.Range(SegmentHeader.PageSize * 8, 64)];

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void EveryFlippedBitOfASealedSegmentIsFound()
    {
        HandMadeSegment segment = Sealed();
        Random random = new(TestScale.Seed(output));
        foreach (int bit in AlwaysFlipped.Concat(Sample(random, FileSize * 8, 500)))
            AssertFound(segment, file => file[bit / 8] ^= (byte)(1 << (bit % 8)), () => $"bit {bit} flipped");
    }

    [Fact]
    public void EveryPairOfSwappedWordsOfASealedSegmentIsFound()
    {
        HandMadeSegment segment = Sealed();
        Random random = new(TestScale.Seed(output));
        for (int i = 0; i < TestScale.Of(500); i++)
        {
            (int first, int second) = Pair(random, segment.File);
            AssertFound(segment, file => Swap(file, first, second), () => $"the words at {first} and {second} swapped");
        }
    }

    [Fact]
    public void EveryCutThroughASealedSegmentIsFound()
    {
        HandMadeSegment segment = Sealed();
        Random random = new(TestScale.Seed(output));
        string path = Path.Combine(_directory.Path, segment.Name);
        foreach (int length in Enumerable.Range(0, 300).Concat(Sample(random, FileSize, 200)).Append(FileSize + 1))
        {
            File.WriteAllBytes(path, length > FileSize ? [.. segment.File, 0] : segment.File[..length]);
            // An empty file is no segment, and there is no other.
            if (length == 0)
                Assert.Throws<JournalUnreadableException>(() => Verify());
            else
                Assert.False(Verify().IsOk, $"cut to {length} bytes, and found to be ok");
        }
    }

    [Fact]
    public void NoFlippedBitOfAnOpenSegmentIsBelievedOrCostsMoreThanTheRecordItHit()
    {
        HandMadeSegment segment = Open();
        Random random = new(TestScale.Seed(output));
        foreach (int bit in AlwaysFlipped.Concat(Sample(random, FileSize * 8, 500)))
        {
            int read = Read(segment, file => file[bit / 8] ^= (byte)(1 << (bit % 8)), () => $"bit {bit} flipped");
            if (bit / 8 >= SegmentHeader.PageSize)
                Assert.True(read >= segment.Written.Count - 1, $"bit {bit} flipped, and {read} of {segment.Written.Count} records read");
        }
    }

    [Fact]
    public void NoPairOfSwappedWordsOfAnOpenSegmentIsBelievedOrCostsMoreThanTheRecordsItHit()
    {
        HandMadeSegment segment = Open();
        Random random = new(TestScale.Seed(output));
        for (int i = 0; i < TestScale.Of(500); i++)
        {
            (int first, int second) = Pair(random, segment.File);
            // Without its first word an open segment is one that is being made.
            if (Math.Min(first, second) == 0)
                continue;

            int read = Read(segment, file => Swap(file, first, second), () => $"the words at {first} and {second} swapped");
            if (Math.Min(first, second) >= SegmentHeader.PageSize)
                Assert.True(read >= segment.Written.Count - 2, $"the words at {first} and {second} swapped, and {read} of {segment.Written.Count} records read");
        }
    }

    [Fact]
    public void OfAnOpenSegmentThatIsCutShortWhatIsLeftIsRead()
    {
        HandMadeSegment segment = Open();
        Random random = new(TestScale.Seed(output));
        string path = Path.Combine(_directory.Path, segment.Name);
        foreach (int length in Enumerable.Range(0, 300).Concat(Sample(random, FileSize, 200)))
        {
            File.WriteAllBytes(path, segment.File[..length]);
            if (length == 0)
                continue;

            // What is cut off reads as zero: of a record that ends with zeros nothing may be missing.
            int expected = length < 84 ? 0 : segment.Written.Count(record => segment.PlaceOf(record.Key) + record.Value.AsSpan().TrimEnd((byte)0).Length <= length);
            Assert.Equal(expected, ReadBack.ReadWritten(_directory, segment.Written, () => $"cut to {length} bytes"));
        }
    }

    public void Dispose() => _directory.Dispose();

    private static IEnumerable<int> Sample(Random random, int all, int count)
        => TestScale.Of(1) >= 100 ? Enumerable.Range(0, all) : Enumerable.Range(0, TestScale.Of(count)).Select(_ => random.Next(all));

    private static (int First, int Second) Pair(Random random, byte[] file)
    {
        while (true)
        {
            // Every other pair in the first bytes of the page: there is little elsewhere in it.
            int first = random.Next(2) == 0 ? random.Next(288 / 8) * 8 : random.Next(FileSize / 8) * 8;
            int second = random.Next(FileSize / 8) * 8;
            if (!file.AsSpan(first, 8).SequenceEqual(file.AsSpan(second, 8)))
                return (first, second);
        }
    }

    private static void Swap(byte[] file, int first, int second)
    {
        Span<byte> kept = stackalloc byte[8];
        file.AsSpan(first, 8).CopyTo(kept);
        file.AsSpan(second, 8).CopyTo(file.AsSpan(first, 8));
        kept.CopyTo(file.AsSpan(second, 8));
    }

    // Behind another one, so that it begins with padding.
    private HandMadeSegment Sealed()
    {
        HandMadeSegment segment = new(HandMadeSegment.Size);
        segment.Pad(96);
        segment.Fill(new Random(1)).Seal(new SegmentChain(null, new byte[SegmentHeader.HashSize]));
        Save(segment);
        Assert.True(Verify().IsOk, string.Join(Environment.NewLine, Verify().Damages));
        return segment;
    }

    private HandMadeSegment Open()
    {
        HandMadeSegment segment = new(HandMadeSegment.Size);
        segment.Pad(96);
        segment.Define(1, "first");
        for (int i = 0; i < 40; i++)
            segment.Add(i * 5, flow: i);
        segment.Leave(480);
        segment.Define(2, "second");
        segment.Fill(new Random(2));
        Save(segment);
        Assert.Equal(segment.Written.Count, ReadBack.ReadWritten(_directory, segment.Written, static () => "untouched"));
        return segment;
    }

    private void Save(HandMadeSegment segment)
    {
        segment.SaveTo(_directory);
        HandMadeSegment.SaveWords(_directory, segment.End, sealedEnd: segment.Header.IsSealed ? segment.End : 0);
        File.WriteAllBytes(Path.Combine(_directory.Path, DirectoryDisk.LockName), []);
    }

    private void AssertFound(HandMadeSegment segment, Action<byte[]> tamper, Func<string> what)
        => With(segment, tamper, () =>
        {
            bool isOk = Verify().IsOk;
            Assert.False(isOk, isOk ? $"{what()}, and found to be ok" : "");
            return 0;
        });

    private int Read(HandMadeSegment segment, Action<byte[]> tamper, Func<string> what)
        => With(segment, tamper, () => ReadBack.ReadWritten(_directory, segment.Written, what));

    private int With(HandMadeSegment segment, Action<byte[]> tamper, Func<int> check)
    {
        byte[] tampered = [.. segment.File];
        tamper(tampered);
        using (SafeFileHandle file = File.OpenHandle(Path.Combine(_directory.Path, segment.Name), FileMode.Open, FileAccess.Write, FileShare.Read))
            RandomAccess.Write(file, tampered, 0);
        return check();
    }

    private JournalVerdict Verify()
    {
        using var verifier = new JournalVerifier(JournalDirectory.Open(_directory.Path));
        return verifier.Verify();
    }
}
