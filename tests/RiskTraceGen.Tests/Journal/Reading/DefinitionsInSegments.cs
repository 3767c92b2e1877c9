namespace RiskTraceGen.Tests;

/// <summary>Where the definition of a trace point may stand.</summary>
public sealed class DefinitionsInSegments : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SegmentChain _chain = new(null, new byte[SegmentHeader.HashSize]);

    [Fact]
    public void BehindTheRecordsThatReferToIt()
    {
        HandMadeSegment segment = new(0);
        segment.Add(8, point: 1);
        segment.Define(1, "behind");
        segment.Seal(_chain).SaveTo(_directory);
        Assert.Equal(["behind"], Names());
    }

    [Fact]
    public void BehindWhatAKilledProducerLeft()
    {
        HandMadeSegment segment = new(0);
        segment.Add(8, point: 1);
        segment.Leave(160);
        segment.Define(1, "behind the hole");
        segment.SaveTo(_directory);
        Assert.Equal(["behind the hole"], Names());
    }

    [Fact]
    public void BehindARecordWhoseLengthIsDamaged()
    {
        HandMadeSegment segment = new(0);
        segment.Add(8, point: 1);
        long damaged = segment.Add(100);
        segment.Define(1, "behind the damage");
        segment.Seal(_chain).File[segment.PlaceOf(damaged)] ^= 0x40;
        segment.SaveTo(_directory);
        Assert.Equal(["behind the damage"], Names());
    }

    [Fact]
    public void InAnEarlierSegmentOfTheSameRunAndNotOfAnother()
    {
        HandMadeSegment first = new(0);
        first.Define(1, "of the first run");
        first.Seal(_chain).SaveTo(_directory);
        HandMadeSegment second = new(HandMadeSegment.Size);
        second.Add(8, point: 1);
        second.Seal(_chain).SaveTo(_directory);
        HandMadeSegment other = new(2 * HandMadeSegment.Size, run: 8);
        other.Add(8, point: 1);
        other.Seal(_chain).SaveTo(_directory);
        Assert.Equal(["of the first run", "(trace point 1, not defined)"], Names());
    }

    public void Dispose() => _directory.Dispose();

    // Of each record that refers to one, as it is handed out.
    private List<string> Names()
    {
        using var reader = new JournalDirectoryReader(JournalDirectory.Open(_directory.Path));
        var names = new List<string>();
        while (reader.TryRead(out TraceRecord record))
        {
            if (record.Type == RecordType.Custom && record.Header.Point != 0)
                names.Add(reader.Points[record.Header.Point].Name);
        }

        return names;
    }
}
