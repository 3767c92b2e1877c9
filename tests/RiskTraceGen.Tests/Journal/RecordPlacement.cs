namespace RiskTraceGen.Tests;

[Collection(ProcessCounters.Name)]
public sealed class RecordPlacement
{
    private const int SegmentBits = JournalWriting.SegmentBits;

    [Fact]
    public void RecordsOfEverySizeComeBackAsTheyWere()
    {
        using Journal journal = JournalWriting.Create(1 << 20, out JournalCursor cursor);
        for (int size = 0; size <= RecordWriter.MaxPayload - 8; size++)
        {
            byte[] payload = [.. Enumerable.Range(0, size).Select(i => (byte)(i + size))];
            long position = journal.Append(payload, flow: size + 1);

            Assert.True(cursor.TryRead(out TraceRecord record));
            Assert.Equal(position, record.Position);
            Assert.Equal(size + 1, record.Header.Flow);
            Assert.Equal(payload, record.Payload);
        }

        Assert.Equal(0, cursor.InFlight);
        Assert.Equal(0, cursor.Corrupt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(333)]
    [InlineData(2040)]
    public void NoRecordCrossesTheEndOfASegment(int size)
    {
        using Journal journal = JournalWriting.Create(1 << 21, out JournalCursor cursor);
        long before = cursor.Written;
        byte[] payload = new byte[size];
        int written = 0;
        int segments = 0;
        long last = 0;
        while (segments < 40)
        {
            long position = journal.Append(payload);
            long end = position + ((RecordHeader.Size + size + 7) & ~7) - 1;
            Assert.Equal(position >> SegmentBits, end >> SegmentBits);
            segments += position >> SegmentBits != last >> SegmentBits ? 1 : 0;
            last = position;
            written++;
            Assert.Equal(1, cursor.InFlight);
            Assert.Equal(1, cursor.ReadAll((in TraceRecord record) => Assert.Equal(position, record.Position)));
            Assert.Equal(0, cursor.InFlight);
        }

        Assert.Equal(written, cursor.Written - before);
    }

    [Fact]
    public void PositionsOfOneProducerRise()
    {
        using Journal journal = JournalWriting.Create(1 << 21, out _);
        long last = 0;
        for (int i = 0; i < 200; i++)
        {
            long position = journal.Append([1, 2, 3]);
            Assert.True(position > last);
            last = position;
        }
    }
}
