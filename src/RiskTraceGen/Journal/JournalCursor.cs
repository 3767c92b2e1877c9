namespace RiskTraceGen;

/// <summary>Follows a journal record by record, in the order of positions. One reader, one thread.</summary>
internal sealed unsafe class JournalCursor(Journal journal)
{
    private long _skip;

    /// <summary>The position of the next record.</summary>
    public long Position { get; private set; } = Journal.Origin;

    /// <summary>The position behind the record that was handed out last.</summary>
    public long Next => Position + _skip;

    /// <summary>Records read so far, definitions included.</summary>
    public long Written { get; private set; }

    /// <summary>Records whose checksum did not hold; none can occur while memory is sound.</summary>
    public long Corrupt { get; private set; }

    /// <summary>Records that are claimed and not read yet, exactly: the claim word counts them modulo 2^21, and fewer than that fit between reader and end.</summary>
    public long InFlight
    {
        get
        {
            // Straddles first: each of them is in the claim word that is read next.
            int read = (int)((Written + Corrupt + journal.Straddles) & ClaimWord.CountMask);
            return (ClaimWord.CountOf(journal.Claim) - read) & ClaimWord.CountMask;
        }
    }

    /// <summary>Whether everything that is claimed has been read.</summary>
    public bool AtEnd => Position == ClaimWord.EndOf(journal.Claim);

    /// <summary>Reads the next record, or returns <see langword="false"/> when there is none yet: at the end, or behind a record that is still being written.</summary>
    public bool TryRead(out TraceRecord record)
    {
        Advance();
        while (!AtEnd)
        {
            byte* at = journal.At(Position);
            ulong published = Volatile.Read(ref *(ulong*)at);
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
                _skip = left;
                Corrupt++;
                Advance();
                continue;
            }

            _skip = (length + 7) & ~7u;
            if (Crc32C.Of(Position, length, at) != (uint)(published >> 32))
            {
                Corrupt++;
                Advance();
                continue;
            }

            Written++;
            record = new TraceRecord(Position, *(RecordHeader*)at, new ReadOnlySpan<byte>(at + RecordHeader.Size, (int)length - RecordHeader.Size));
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
        if (journal.IsSegmentStart(Position))
        {
            journal.RecycleSegmentBefore(Position);
            journal.Release(Position);
        }
    }
}
