namespace RiskTraceGen.Tests;

/// <summary>A reader that follows a journal while it is written, killed, and taken up by another run.</summary>
public sealed class LiveReading : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly HandMadeSegment _segment = new(0);
    private FileStream? _lock;

    public LiveReading() => TakeLock();

    [Fact]
    public void ARecordThatIsPublishedIsReadAtTheNextCall()
    {
        long first = _segment.Add(20);
        _segment.SaveTo(_directory);
        using JournalDirectoryReader reader = Follow();
        Assert.Equal([first], reader.Positions());
        Assert.Empty(reader.Positions());

        long second = _segment.Add(2000);
        long third = _segment.Add(0);
        _segment.SaveTo(_directory);
        Assert.Equal([second, third], reader.Positions());
        Assert.Equal(0, reader.Left.Total);
    }

    [Fact]
    public void AClaimedRecordIsWaitedForWhileTheWriterLives()
    {
        _segment.Add(20);
        int hole = _segment.Leave(48);
        long behind = _segment.Add(20);
        _segment.SaveTo(_directory);
        HandMadeSegment.SaveWords(_directory, _segment.End);
        using JournalDirectoryReader reader = Follow();
        Assert.Single(reader.Positions());
        Assert.Empty(reader.Positions());
        Assert.Equal(0, reader.Left.Total);

        ReleaseLock();
        Assert.Equal([behind], reader.Positions());
        Assert.Equal(48, reader.Left["unfinished"]);
        Assert.Contains($"48 bytes at offset {hole}", Assert.Single(reader.Left.Places), StringComparison.Ordinal);
    }

    [Fact]
    public void DamageInASegmentThatIsWrittenToCostsOnlyTheRecordItHit()
    {
        long first = _segment.Add(20);
        long second = _segment.Add(20);
        _segment.File[_segment.PlaceOf(second) + 50] ^= 1;
        _segment.SaveTo(_directory);
        using JournalDirectoryReader reader = Follow();
        Assert.Equal([first], reader.Positions());

        long third = _segment.Add(20);
        _segment.SaveTo(_directory);
        Assert.Equal([third], reader.Positions());
        long fourth = _segment.Add(20);
        _segment.SaveTo(_directory);
        Assert.Equal([fourth], reader.Positions());
        Assert.Equal(third - second, reader.Left["damaged"]);
    }

    [Fact]
    public void ARecordCaughtHalfWrittenIsReadAgain()
    {
        long first = _segment.Add(20);
        _segment.File[_segment.PlaceOf(first) + 50] ^= 1;
        _segment.SaveTo(_directory);
        using JournalDirectoryReader reader = Follow();
        Assert.Empty(reader.Positions());

        _segment.File[_segment.PlaceOf(first) + 50] ^= 1;
        _segment.SaveTo(_directory);
        Assert.Equal([first], reader.Positions());
        Assert.Equal(0, reader.Left.Total);
    }

    [Fact]
    public void WhatALaterRunSealedIsReadToItsEndAndThatRunFollowed()
    {
        long first = _segment.Add(20);
        _segment.Leave(48);
        long behind = _segment.Add(20);
        _segment.SaveTo(_directory);
        using JournalDirectoryReader reader = Follow();
        Assert.Equal([first], reader.Positions());

        // The lock is never seen free.
        var chain = new SegmentChain(null, new byte[SegmentHeader.HashSize]);
        _segment.Seal(chain, SegmentState.Recovered, left: 48).SaveTo(_directory);
        var next = new HandMadeSegment(HandMadeSegment.Size, run: 8, number: 2);
        long later = next.Add(20);
        next.SaveTo(_directory);
        Assert.Equal([behind, later], reader.Positions());
        Assert.Equal(8, reader.Run);
        Assert.Equal(48, reader.Left["unfinished"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ASegmentMadeAheadMakesWayForThatOfALaterRun(bool isSeenFree)
    {
        var chain = new SegmentChain(null, new byte[SegmentHeader.HashSize]);
        _segment.Fill(new Random(1)).Seal(chain).SaveTo(_directory);
        HandMadeSegment.SaveWords(_directory, HandMadeSegment.Size);
        new HandMadeSegment(HandMadeSegment.Size, number: 2).SaveTo(_directory);
        using JournalDirectoryReader reader = Follow();
        Assert.Equal(_segment.Written.Keys, reader.Positions());
        if (isSeenFree)
        {
            ReleaseLock();
            Assert.Empty(reader.Positions());
            Assert.Empty(reader.Positions());
            TakeLock();
        }

        // A later run begins at the same position, in a file of the same name.
        var next = new HandMadeSegment(HandMadeSegment.Size, run: 8, number: 2);
        File.Delete(Path.Combine(_directory.Path, next.Name));
        Assert.Empty(reader.Positions());
        long first = next.Add(20);
        next.SaveTo(_directory);
        Assert.Equal([first], reader.Positions());
        Assert.Equal(8, reader.Run);
    }

    [Fact]
    public void ADefinitionThatStandsBehindIsWaitedForOnce()
    {
        long first = _segment.Add(8, point: 1);
        _segment.SaveTo(_directory);
        using JournalDirectoryReader reader = Follow();
        Assert.Empty(reader.Positions());
        _segment.Define(1, "found");
        _segment.SaveTo(_directory);
        Assert.True(reader.TryRead(out TraceRecord record));
        Assert.Equal((first, "found"), (record.Position, reader.Points[1].Name));

        long unknown = _segment.Add(8, point: 2);
        _segment.SaveTo(_directory);
        Assert.True(reader.TryRead(out _));
        Assert.False(reader.TryRead(out _));
        Assert.True(reader.TryRead(out record));
        Assert.Equal(unknown, record.Position);
    }

    public void Dispose()
    {
        ReleaseLock();
        _directory.Dispose();
    }

    private JournalDirectoryReader Follow() => new(JournalDirectory.Open(_directory.Path));

    private void TakeLock() => _lock = new FileStream(Path.Combine(_directory.Path, DirectoryDisk.LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private void ReleaseLock() => _lock?.Dispose();
}
