namespace RiskTraceGen;

/// <summary>Follows a journal record by record, in the order of positions. One reader, one thread.</summary>
internal sealed unsafe class JournalCursor(Journal journal)
{
    private long _skip;
    private long _records;
    private long _bytesLeft;
    private long _lastFlow = journal.LastFlow;

    /// <summary>The position of the next record.</summary>
    public long Position { get; private set; } = journal.Start;

    /// <summary>The position behind the record that was handed out last.</summary>
    public long Next => Position + _skip;

    /// <summary>Records read so far, definitions included.</summary>
    public long Written { get; private set; }

    /// <summary>Of these, definitions.</summary>
    public long Definitions { get; private set; }

    /// <summary>Records whose checksum did not hold; none can occur while memory is sound.</summary>
    public long Corrupt { get; private set; }

    /// <summary>
    /// Records that are claimed and not read yet, exactly: the claim word counts them modulo 2^21, and fewer than that fit between reader and end.
    /// </summary>
    public long InFlight
    {
        get
        {
            // Padding first: each claim of it is in the claim word that is read next.
            int read = (int)((Written + Corrupt + journal.Padded) & ClaimWord.CountMask);
            return (ClaimWord.CountOf(journal.Claim) - read) & ClaimWord.CountMask;
        }
    }

    /// <summary>Whether everything that is claimed has been read.</summary>
    public bool AtEnd => Position == ClaimWord.EndOf(journal.Claim);

    /// <summary>
    /// Reads the next record, or returns <see langword="false"/> when there is none yet: at the end, or behind a record that is still being written.
    /// </summary>
    public bool TryRead(out TraceRecord record)
    {
        Advance();
        while (!AtEnd)
        {
            byte* at = journal.At(Position);
            ulong published = at is null ? 0 : Volatile.Read(ref *(ulong*)at);
            if (published == 0)
                break;

            var length = (uint)published;
            if ((length & RecordHeader.PaddingBit) != 0 && published >> 32 == 0)
            {
                _skip = length & ~RecordHeader.PaddingBit;
                Advance();
                continue;
            }

            long left = Math.Min(journal.SegmentEnd(Position), ClaimWord.EndOf(journal.Claim)) - Position;
            if (length < RecordHeader.Size || length > left)
            {
                // Where the next record begins is lost with the length: the rest of the segment goes with it.
                Leave(left);
                continue;
            }

            long padded = (length + 7) & ~7u;
            if (Crc32C.Of(Position, length, at) != (uint)(published >> 32))
            {
                Leave(padded);
                continue;
            }

            _skip = padded;
            _records++;
            Written++;
            var header = *(RecordHeader*)at;
            Definitions += header.Type == RecordType.Definition ? 1 : 0;
            _lastFlow = Math.Max(_lastFlow, header.Flow);
            record = new TraceRecord(Position, header, new ReadOnlySpan<byte>(at + RecordHeader.Size, (int)length - RecordHeader.Size));
            return true;
        }

        record = default;
        return false;
    }

    // Leaves the record that was handed out last; its segment goes back to the producers once it has been read to its end.
    private void Advance()
    {
        if (_skip == 0)
            return;

        Position += _skip;
        _skip = 0;
        if (!journal.IsSegmentStart(Position))
            return;

        journal.CloseSegmentBefore(Position, new SegmentTally(_records, _bytesLeft, _lastFlow));
        journal.Release(Position);
        _records = 0;
        _bytesLeft = 0;
    }

    private void Leave(long bytes)
    {
        Corrupt++;
        _bytesLeft += bytes;
        _skip = bytes;
        Advance();
    }
}
