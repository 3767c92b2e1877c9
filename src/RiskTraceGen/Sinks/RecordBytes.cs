using System.Runtime.InteropServices;

namespace RiskTraceGen;

/// <summary>
/// Records copied out of the journal, one behind the other: position, header, payload, padded to 8 bytes. Reading believes no length that goes past the end.
/// </summary>
internal ref struct RecordBytes(ReadOnlySpan<byte> bytes)
{
    private const int PositionSize = sizeof(long);
    private const int Overhead = PositionSize + RecordHeader.Size;

    private ReadOnlySpan<byte> _rest = bytes;

    public static int SizeOf(in TraceRecord record) => (Overhead + record.Payload.Length + 7) & ~7;

    public static void Write(Span<byte> target, in TraceRecord record)
    {
        RecordHeader header = record.Header;
        header.Length = (uint)(RecordHeader.Size + record.Payload.Length);
        MemoryMarshal.Write(target, record.Position);
        MemoryMarshal.Write(target[PositionSize..], header);
        record.Payload.CopyTo(target[Overhead..]);
    }

    /// <summary>Reads the next record.</summary>
    public bool TryRead(out TraceRecord record)
    {
        record = default;
        if (_rest.Length < Overhead)
            return false;

        var header = MemoryMarshal.Read<RecordHeader>(_rest[PositionSize..]);
        if (header.Length < RecordHeader.Size || header.Length > _rest.Length - PositionSize)
            return false;

        record = new TraceRecord(MemoryMarshal.Read<long>(_rest), header, _rest.Slice(Overhead, (int)header.Length - RecordHeader.Size));
        int size = SizeOf(record);
        _rest = size < _rest.Length ? _rest[size..] : default;
        return true;
    }
}
