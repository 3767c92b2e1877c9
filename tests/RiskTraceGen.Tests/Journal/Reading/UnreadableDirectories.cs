namespace RiskTraceGen.Tests;

/// <summary>What a directory is called that no journal can be read from.</summary>
public sealed class UnreadableDirectories : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void ThereIsNoSuchDirectory() => AssertTold(Path.Combine(_directory.Path, "none"), "There is no directory");

    [Fact]
    public void ThereIsNothingInIt() => AssertTold(_directory.Path, "There is no journal in");

    [Fact]
    public void ItIsAFile()
    {
        HandMadeSegment segment = new(0);
        segment.SaveTo(_directory);
        AssertTold(Path.Combine(_directory.Path, segment.Name), "is a file. Give the directory");
    }

    [Fact]
    public void ItWasWrittenByALaterVersion()
    {
        new HandMadeSegment(0).SaveTo(_directory);
        new HandMadeSegment(HandMadeSegment.Size, minimumReader: 2).SaveTo(_directory);
        AssertTold(_directory.Path, "0000000000004000.rtj' was written by a later version of RiskTraceGen (format 2)");
    }

    [Fact]
    public void AFileMayNotBeRead()
    {
        // A directory cannot be opened as a file, whoever asks.
        JournalUnreadableException thrown = Assert.Throws<JournalUnreadableException>(() => SegmentFile.Open(_directory.Path));
        Assert.Contains("may not be read by this user", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNoSegmentIsLeftOutAndTold()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "0000000000000000.rtj"), "not a segment");
        HandMadeSegment segment = new(HandMadeSegment.Size);
        long only = segment.Add(20);
        segment.SaveTo(_directory);
        File.WriteAllText(Path.Combine(_directory.Path, "notes.rtj"), "nobody's");

        using var reader = new JournalDirectoryReader(JournalDirectory.Open(_directory.Path));
        Assert.Equal([only], reader.Positions());
        Assert.Equal("0000000000000000.rtj: its first page is not that of a segment", Assert.Single(reader.Left.Places));
        using var verifier = new JournalVerifier(JournalDirectory.Open(_directory.Path));
        Assert.Contains("0000000000000000.rtj: its first page is not that of a segment", verifier.Verify().Damages);
    }

    public void Dispose() => _directory.Dispose();

    private static void AssertTold(string path, string told)
    {
        JournalUnreadableException thrown = Assert.Throws<JournalUnreadableException>(() => JournalDirectory.Open(path));
        Assert.Contains(told, thrown.Message, StringComparison.Ordinal);
    }
}
