namespace RiskTraceGen;

/// <summary>What is whole in a segment whose writer was killed.</summary>
/// <param name="Used">Bytes up to which something was claimed.</param>
/// <param name="Tally">What was found in them.</param>
internal readonly unsafe record struct SegmentScan(int Used, SegmentTally Tally)
{
    /// <summary>Reads all of a segment, going on behind what is not whole.</summary>
    /// <param name="data">The segment's first byte.</param>
    /// <param name="size">Bytes of it.</param>
    /// <param name="start">The position of the first byte.</param>
    /// <param name="claimed">Bytes known to have been claimed.</param>
    /// <param name="lastFlow">The highest number of a flow in the segments before.</param>
    public static SegmentScan Of(byte* data, int size, long start, int claimed, long lastFlow)
    {
        // In front of the first record of a journal there is nothing.
        int first = start == 0 ? (int)Journal.Origin : 0;
        int used = first;
        int whole = first;
        long records = 0;
        for (int at = first; at < size;)
        {
            int length = PublishedRecord.LengthAt(data, at, size, start, out bool isPadding);
            if (length == 0)
            {
                at += sizeof(ulong);
                continue;
            }

            if (!isPadding)
            {
                records++;
                lastFlow = Math.Max(lastFlow, ((RecordHeader*)(data + at))->Flow);
            }

            whole += length;
            at += length;
            used = at;
        }

        // After a power cut the words may know of less than has reached the disk: what is there was claimed.
        int stored = (new ReadOnlySpan<byte>(data + used, size - used).LastIndexOfAnyExcept((byte)0) + sizeof(ulong)) & ~7;
        used = Math.Max(used + stored, Math.Min(claimed, size));
        return new SegmentScan(used == first ? 0 : used, new SegmentTally(records, used - whole, lastFlow));
    }
}
