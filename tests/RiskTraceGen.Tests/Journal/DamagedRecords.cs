namespace RiskTraceGen.Tests;

[Collection(ProcessCounters.Name)]
public sealed unsafe class DamagedRecords
{
    private static readonly byte[] Payload = [.. Enumerable.Range(1, 101).Select(i => (byte)i)];

    [Fact]
    public void EveryFlippedBitIsNoticed()
    {
        const int bits = (RecordHeader.Size + 101) * 8;
        for (int bit = 0; bit < bits; bit++)
        {
            using Journal journal = JournalWriting.Create(1 << 21, out JournalCursor cursor);
            long position = journal.Append(Payload);
            journal.At(position)[bit / 8] ^= (byte)(1 << (bit % 8));

            int believed = cursor.ReadAll(static (in TraceRecord _) => { });

            Assert.True(believed == 0, $"bit {bit} of the record was flipped and the record believed");
            Assert.True(cursor.Corrupt >= 1, $"bit {bit} of the record was flipped and the damage not counted");
        }
    }

    [Fact]
    public void ARecordAtAnotherPlaceIsNotBelieved()
    {
        using Journal journal = JournalWriting.Create(1 << 21, out JournalCursor cursor);
        long first = journal.Append(Payload, flow: 1);
        long second = journal.Append(Payload, flow: 2);
        long third = journal.Append(Payload, flow: 3);
        // Not the distance: a thread that another test left behind may have made a trace point, whose definition stands in between.
        int length = (int)(*(uint*)journal.At(first) + 7) & ~7;
        new Span<byte>(journal.At(first), length).CopyTo(new Span<byte>(journal.At(second), length));

        var positions = new List<long>();
        cursor.ReadAll((in TraceRecord record) => Note(record, positions));

        Assert.Equal([first, third], positions);
        Assert.Equal(1, cursor.Corrupt);
    }

    [Fact]
    public void ARecordThatIsClaimedAndNotPublishedIsWaitedFor()
    {
        using Journal journal = JournalWriting.Create(1 << 21, out JournalCursor cursor);
        long first = journal.Append(Payload);
        long second = journal.Append(Payload);
        ulong published = *(ulong*)journal.At(first);
        *(ulong*)journal.At(first) = 0;

        Assert.False(cursor.TryRead(out _));
        Assert.InRange(cursor.InFlight, 2, 2 + TracePoint.Count);

        *(ulong*)journal.At(first) = published;
        var positions = new List<long>();
        cursor.ReadAll((in TraceRecord record) => Note(record, positions));
        Assert.Equal([first, second], positions);
    }

    private static void Note(in TraceRecord record, List<long> positions)
    {
        if (record.Type != RecordType.Definition)
            positions.Add(record.Position);
    }
}
