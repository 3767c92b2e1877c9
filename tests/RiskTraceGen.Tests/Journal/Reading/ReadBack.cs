using System.Runtime.InteropServices;

namespace RiskTraceGen.Tests;

/// <summary>Reads what is there now, and compares it with what was written.</summary>
internal static class ReadBack
{
    /// <summary>The positions of the records that are handed out until there is none.</summary>
    public static List<long> Positions(this JournalDirectoryReader reader)
    {
        var positions = new List<long>();
        while (reader.TryRead(out TraceRecord record))
            positions.Add(record.Position);
        return positions;
    }

    /// <summary>Reads a directory to its end; every record has to be one that was written there, byte for byte.</summary>
    public static int ReadWritten(TemporaryDirectory directory, Dictionary<long, byte[]> written, Func<string> what)
    {
        using var reader = new JournalDirectoryReader(JournalDirectory.Open(directory.Path));
        long last = -1;
        int count = 0;
        while (reader.TryRead(out TraceRecord record))
        {
            RecordHeader header = record.Header;
            ReadOnlySpan<byte> fields = MemoryMarshal.AsBytes(new ReadOnlySpan<RecordHeader>(ref header));
            bool isWritten = record.Position > last && written.TryGetValue(record.Position, out byte[]? expected)
                && fields.SequenceEqual(expected.AsSpan(0, RecordHeader.Size)) && record.Payload.SequenceEqual(expected.AsSpan(RecordHeader.Size));
            if (!isWritten)
                Assert.Fail($"{what()}: the record at {record.Position} was believed");
            last = record.Position;
            count++;
        }

        return count;
    }
}
