namespace RiskTraceGen.Tests;

/// <summary>A seal that is not whole: left by a writer that died while it sealed, or what damage made of one that was.</summary>
public sealed class TornSeals : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SegmentChain _chain = new(null, new byte[SegmentHeader.HashSize]);

    [Fact]
    public void TheNewestThatTheWordsDoNotKnowAsSealedIsOpenAndTheNextRunSealsIt()
    {
        HandMadeSegment first = Segment(0).Seal(_chain);
        HandMadeSegment torn = Tear(Segment(1).Seal(_chain));
        Save(sealedEnd: first.End, first, torn);

        JournalVerdict verdict = Verify();
        Assert.Empty(verdict.Damages);
        Assert.Equal(first.Written.Count + torn.Written.Count, verdict.Records);
        Assert.Contains(verdict.Notes, note => note.StartsWith(torn.Name, StringComparison.Ordinal) && note.Contains("while it sealed it", StringComparison.Ordinal));

        NextRun();
        verdict = Verify();
        Assert.Empty(verdict.Damages);
        Assert.Equal(first.Written.Count + torn.Written.Count, verdict.Records);
        Assert.DoesNotContain(verdict.Notes, note => note.Contains("open", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIsUnfinishedInItIsCountedAsSuch()
    {
        HandMadeSegment torn = new(0);
        torn.Add(20);
        torn.Leave(48);
        torn.Fill(new Random(1));
        Save(sealedEnd: 0, Tear(torn.Seal(_chain)));

        JournalVerdict verdict = Verify();
        Assert.Empty(verdict.Damages);
        Assert.Equal(48, verdict.Left["unfinished"]);
        Assert.Equal(48, verdict.Left.Total);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OneThatTheWordsKnowAsSealedIsDamagedAndStaysAsItIs(bool erased)
    {
        HandMadeSegment first = Segment(0).Seal(_chain);
        HandMadeSegment torn = Segment(1).Seal(_chain);
        if (erased)
            torn.File.AsSpan(120, 164).Clear();
        else
            Tear(torn);
        Save(sealedEnd: torn.End, first, torn);
        Assert.StartsWith(torn.Name, Assert.Single(Verify().Damages), StringComparison.Ordinal);

        NextRun();
        Assert.Equal(torn.File, File.ReadAllBytes(_directory.Segments[1]));
        Assert.StartsWith(torn.Name, Assert.Single(Verify().Damages), StringComparison.Ordinal);
    }

    [Fact]
    public void OneInFrontOfASegmentThatIsSealedIsDamaged()
    {
        HandMadeSegment torn = Tear(Segment(0).Seal(_chain));
        HandMadeSegment last = Segment(1).Seal(_chain);
        Save(sealedEnd: 0, torn, last);
        Assert.Contains(Verify().Damages, damage => damage.StartsWith(torn.Name, StringComparison.Ordinal));

        NextRun();
        Assert.Equal(torn.File, File.ReadAllBytes(_directory.Segments[0]));
    }

    [Fact]
    public void WithoutWordsItIsDamaged()
    {
        HandMadeSegment torn = Tear(Segment(0).Seal(_chain));
        torn.SaveTo(_directory);
        Assert.Contains(Verify().Damages, damage => damage.Contains("its seal is damaged", StringComparison.Ordinal));

        NextRun();
        Assert.Equal(torn.File, File.ReadAllBytes(_directory.Segments[0]));
    }

    [Fact]
    public void AFollowerLeavesOneOfAnEarlierRunBehind()
    {
        HandMadeSegment torn = new(0);
        torn.Add(20);
        Tear(torn.Seal(_chain)).SaveTo(_directory);
        HandMadeSegment next = new(HandMadeSegment.Size, run: 8);
        next.Add(20);
        next.SaveTo(_directory);
        HandMadeSegment.SaveWords(_directory, next.End, run: 8, sealedEnd: next.Start);

        using (new FileStream(Path.Combine(_directory.Path, DirectoryDisk.LockName), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            using var reader = new JournalDirectoryReader(JournalDirectory.Open(_directory.Path));
            Assert.Equal([.. torn.Written.Keys, .. next.Written.Keys], reader.Positions());
        }
    }

    public void Dispose() => _directory.Dispose();

    private static HandMadeSegment Segment(int index) => new HandMadeSegment(index * HandMadeSegment.Size, number: index + 1).Fill(new Random(index));

    // What a power cut leaves: the words up to one are new, those behind it old.
    private static HandMadeSegment Tear(HandMadeSegment segment)
    {
        segment.File.AsSpan(200, 84).Clear();
        return segment;
    }

    private void Save(long sealedEnd, params HandMadeSegment[] segments)
    {
        foreach (HandMadeSegment segment in segments)
            segment.SaveTo(_directory);
        HandMadeSegment.SaveWords(_directory, segments[^1].End, sealedEnd: sealedEnd);
    }

    private void NextRun()
    {
        var settings = new FileJournalSettings(16, FlushPolicy.Never, null, null, null, null, TimeProvider.System, Run: 9);
        using var journal = new Journal(1 << 20, new FileSegments(new DirectoryDisk(_directory.Path), settings, new TraceClock(TimeProvider.System), static (what, why) => throw new IOException(what, why)));
        journal.Begin();
        journal.Stop();
    }

    private JournalVerdict Verify()
    {
        using var verifier = new JournalVerifier(JournalDirectory.Open(_directory.Path));
        return verifier.Verify();
    }
}
