namespace RiskTraceGen;

/// <summary>Tells what has been published in a segment from what has not, or is damaged.</summary>
internal static unsafe class PublishedRecord
{
    private const int MaxLength = RecordHeader.Size + RecordWriter.MaxFailurePayload;

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
            return word >> 32 == 0 ? PaddingAt(data, at, size, length & ~RecordHeader.PaddingBit) : 0;

        // No record is longer, and looking for the next one among damaged bytes takes no longer for what they say.
        return length is >= RecordHeader.Size and <= MaxLength && length <= size - at && Crc32C.Of(start + at, length, data + at) == (uint)(word >> 32)
            ? (int)((length + 7) & ~7u)
            : 0;
    }

    /// <summary>The next place from one on at which something can be believed, or the end.</summary>
    public static int Next(byte* data, int at, int end, int size, long start)
    {
        while (at < end && LengthAt(data, at, size, start, out _) == 0)
            at += sizeof(ulong);

        return Math.Min(at, end);
    }

    // Padding has no checksum; but it stands only at the beginning of a segment or at its end, and nothing was
    // ever written into it: damaged, it cannot hide records.
    private static int PaddingAt(byte* data, int at, int size, long skip)
    {
        bool isInPlace = at == 0 ? skip <= size && skip % sizeof(ulong) == 0 : at + skip == size;
        return isInPlace && skip > 0 && new ReadOnlySpan<byte>(data + at + sizeof(ulong), (int)skip - sizeof(ulong)).IndexOfAnyExcept((byte)0) < 0
            ? (int)skip
            : 0;
    }
}
