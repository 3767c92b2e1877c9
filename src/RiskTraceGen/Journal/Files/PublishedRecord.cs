namespace RiskTraceGen;

/// <summary>Tells what has been published in a segment from what has not, or is damaged.</summary>
internal static unsafe class PublishedRecord
{
    /// <summary>The length of the record or padding at a place, padded to 8 bytes; 0 when there is none that can be believed.</summary>
    /// <param name="data">The segment's first byte.</param>
    /// <param name="at">The place, a multiple of 8.</param>
    /// <param name="size">Bytes of the segment.</param>
    /// <param name="start">The position of its first byte.</param>
    /// <param name="isPadding">Whether it is padding.</param>
    public static int LengthAt(byte* data, int at, int size, long start, out bool isPadding)
    {
        ulong word = *(ulong*)(data + at);
        var length = (uint)word;
        isPadding = (length & RecordHeader.PaddingBit) != 0;
        if (isPadding)
        {
            // Padding has no checksum; but it stands only at the beginning of a segment, and at its end.
            long skip = length & ~RecordHeader.PaddingBit;
            return word >> 32 == 0 && (at == 0 ? skip <= size : at + skip == size) ? (int)skip : 0;
        }

        return length >= RecordHeader.Size && length <= size - at && Crc32C.Of(start + at, length, data + at) == (uint)(word >> 32) ? (int)((length + 7) & ~7u) : 0;
    }
}
