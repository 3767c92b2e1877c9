namespace RiskTraceGen.Tests;

/// <summary>Several segments, one after another: some damaged, some removed, some missing.</summary>
public sealed class SegmentsInARow : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SegmentChain _chain = new(null, new byte[SegmentHeader.HashSize]);
    private readonly HandMadeSegment[] _segments;

    public SegmentsInARow()
    {
        _segments = [.. Enumerable.Range(0, 4).Select(i => new HandMadeSegment(i * HandMadeSegment.Size, number: i + 1).Fill(new Random(i)).Seal(_chain))];
        foreach (HandMadeSegment segment in _segments)
            segment.SaveTo(_directory);
        HandMadeSegment.SaveWords(_directory, _segments[^1].End, sealedEnd: _segments[^1].End);
    }

    private IEnumerable<long> Positions => _segments.SelectMany(segment => segment.Written.Keys);

    [Fact]
    public void AreReadInOrderWithoutAllocatingForARecord()
    {
        using var reader = new JournalDirectoryReader(JournalDirectory.Open(_directory.Path));
        Assert.True(reader.TryRead(out _));
        int rest = _segments[0].Written.Count - 1;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < rest; i++)
            reader.TryRead(out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);

        Assert.Equal(Positions.Skip(rest + 1), reader.Positions());
        Assert.Equal(reader.BytesTotal, reader.BytesRead);
    }

    [Fact]
    public void DamageIsToldWithFileAndOffsetAndReadingGoesOnBehindIt()
    {
        long damaged = _segments[1].Written.Keys.ElementAt(3);
        int place = _segments[1].PlaceOf(damaged);
        _segments[1].File[place] ^= 1;
        _segments[1].SaveTo(_directory);

        using var reader = new JournalDirectoryReader(JournalDirectory.Open(_directory.Path));
        Assert.Equal(Positions.Where(position => position != damaged), reader.Positions());
        string told = Assert.Single(reader.Left.Places);
        Assert.StartsWith("0000000000004000.rtj: damaged, ", told, StringComparison.Ordinal);
        Assert.EndsWith($" bytes at offset {place}", told, StringComparison.Ordinal);
        Assert.Contains(Verify().Damages, damage => damage.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void EachRecordThatWasAttemptedIsAccountedForAlsoWhereSegmentsWereRemoved()
    {
        _segments[0].SaveTo(_directory);
        long found = _segments.Skip(1).Sum(segment => segment.Written.Count);
        File.Delete(_directory.Segments[0]);
        var words = new ClaimWord
        {
            Magic = ClaimWord.ExpectedMagic,
            Version = ClaimWord.CurrentVersion,
            Run = 7,
            // Three are in flight, and two were padded.
            Claim = _segments[^1].End / 8 + (_segments[0].Written.Count + found + 3 + 2) * ClaimWord.OneClaim,
            Padded = 2,
            DetailDropped = 5,
            AuditLost = 1,
            Removed = 1,
            LastRemoved = 1,
            RemovedRecords = _segments[0].Written.Count,
            SealedEnd = _segments[^1].End,
        };
        _segments[0].Header.Hash.CopyTo(words.LastRemovedHashBytes);
        HandMadeSegment.SaveWords(_directory, words);

        long written = _segments[0].Written.Count + found;
        JournalVerdict verdict = Verify();
        Assert.Empty(verdict.Damages);
        Assert.Contains(
            $"{written + 9} records were attempted by the newest run: {written} written, 6 dropped, 3 in flight, in memory or not flushed when it died", verdict.Notes);
    }

    [Fact]
    public void OneThatIsRemovedWhileItIsReadIsReadToItsEnd()
    {
        using var reader = new JournalDirectoryReader(JournalDirectory.Open(_directory.Path));
        Assert.True(reader.TryRead(out _));
        File.Delete(_directory.Segments[0]);
        File.Delete(_directory.Segments[0]);
        Assert.Equal([.. _segments[0].Written.Keys.Skip(1), .. _segments[2].Written.Keys, .. _segments[3].Written.Keys], ReadAgain(reader));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RetentionThatWasKilledAtWorkLeavesNoDamage(bool isStillThere)
    {
        // Of the second it has noted the removal; its file is gone, or will be next.
        File.Delete(_directory.Segments[0]);
        if (!isStillThere)
            File.Delete(_directory.Segments[0]);
        HandMadeSegment.SaveWords(_directory, _segments[^1].End, removed: _segments[1]);
        Assert.Empty(Verify().Damages);
        File.Delete(Path.Combine(_directory.Path, _segments[1].Name));
        File.Delete(Path.Combine(_directory.Path, _segments[2].Name));
        Assert.NotEmpty(Verify().Damages);
    }

    [Fact]
    public void RetentionAtWorkWhileTheyAreVerifiedIsNoDamage()
    {
        using FileStream held = new(Path.Combine(_directory.Path, DirectoryDisk.LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        using var verifier = new JournalVerifier(JournalDirectory.Open(_directory.Path));
        JournalVerdict verdict = verifier.Verify(new AtOnce(() => File.Delete(Path.Combine(_directory.Path, _segments[2].Name))));
        Assert.Empty(verdict.Damages);
        Assert.Contains(verdict.Notes, note => note.Contains("removed by retention while", StringComparison.Ordinal));
    }

    [Fact]
    public void SealingGoesOnWhileTheyAreVerified()
    {
        using FileStream held = new(Path.Combine(_directory.Path, DirectoryDisk.LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        HandMadeSegment fifth = new HandMadeSegment(4 * HandMadeSegment.Size, number: 5).Fill(new Random(5));
        HandMadeSegment sixth = new HandMadeSegment(5 * HandMadeSegment.Size, number: 6).Fill(new Random(6));
        fifth.SaveTo(_directory);
        sixth.SaveTo(_directory);
        // Claimed further than there are files: the next one is being made.
        HandMadeSegment.SaveWords(_directory, 9 * HandMadeSegment.Size);
        using var verifier = new JournalVerifier(JournalDirectory.Open(_directory.Path));
        int told = 0;
        JournalVerdict verdict = verifier.Verify(new AtOnce(() =>
        {
            // The fifth is seen open, the sixth sealed.
            if (++told == 5)
            {
                fifth.Seal(_chain).SaveTo(_directory);
                sixth.Seal(_chain).SaveTo(_directory);
            }
        }));
        Assert.Empty(verdict.Damages);
        Assert.Equal(Positions.Count() + fifth.Written.Count + sixth.Written.Count, verdict.Records);
    }

    [Fact]
    public void AFileThatAKilledWriterWasMakingIsNoDamage()
    {
        File.WriteAllBytes(Path.Combine(_directory.Path, DirectoryDisk.SegmentName(4 * HandMadeSegment.Size)), new byte[5000]);
        HandMadeSegment.SaveWords(_directory, 4 * HandMadeSegment.Size + 400);
        Assert.Empty(Verify().Damages);
        HandMadeSegment.SaveWords(_directory, 5 * HandMadeSegment.Size);
        Assert.Contains(Verify().Damages, damage => damage.Contains("it is empty, although", StringComparison.Ordinal));
    }

    public void Dispose() => _directory.Dispose();

    private JournalVerdict Verify()
    {
        using var verifier = new JournalVerifier(JournalDirectory.Open(_directory.Path));
        return verifier.Verify();
    }

    // A reader that meets a removed file looks again at its next call.
    private static List<long> ReadAgain(JournalDirectoryReader reader) => [.. reader.Positions(), .. reader.Positions()];

    private sealed class AtOnce(Action action) : IProgress<double>
    {
        public void Report(double value) => action();
    }
}
