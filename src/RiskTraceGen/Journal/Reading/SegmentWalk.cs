namespace RiskTraceGen;

/// <summary>
/// Goes through one segment, record by record. While its writer is at work, what is not there yet is waited for; in one that is sealed or left behind the walk
/// goes on at the next place where a record is whole.
/// </summary>
/// <param name="directory">Where the segments are.</param>
/// <param name="left">Told what no record could be read from.</param>
internal sealed unsafe class SegmentWalk(JournalDirectory directory, LeftBytes left) : IDisposable
{
    private int _end;

    /// <summary>The segment's bytes.</summary>
    public SegmentBuffer Buffer { get; } = new();

    /// <summary>The segment.</summary>
    public SegmentFile? Segment { get; private set; }

    /// <summary>The place that has been reached.</summary>
    public int Place { get; private set; }

    /// <summary>Whether more may come.</summary>
    public bool IsGrowing { get; private set; }

    /// <summary>Whether it was made ahead and left behind unused. The run that comes next removes it, and begins at the same position.</summary>
    public bool IsUnused { get; private set; }

    /// <summary>Whether everything has been passed.</summary>
    public bool IsAtEnd => Place >= _end;

    /// <summary>Turns to a segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="isLive">Whether a writer was at work, before anything of the segment is read.</param>
    /// <exception cref="FileNotFoundException">It has been removed, or removed and made anew, meanwhile.</exception>
    public void Enter(SegmentFile segment, bool isLive)
    {
        Buffer.Open(segment);
        SegmentHeader header = Buffer.ReadHeader();
        if (!header.IsIdentified || header.Run != segment.Header.Run || header.Bits != segment.Header.Bits)
            throw new FileNotFoundException();

        segment.Header = header;
        Segment = segment;
        IsGrowing = isLive && !header.IsSealed;
        IsUnused = false;
        Place = segment.Start == 0 ? (int)Journal.Origin : 0;
        Buffer.LoadAll();
        _end = IsGrowing ? segment.Size : EndOfData();
    }

    /// <summary>Takes in the definitions that can be seen from the place that has been reached.</summary>
    public void Collect(DefinitionScan definitions)
    {
        if (IsGrowing)
            Buffer.LoadFrom(Place);
        definitions.Collect(Buffer, Place, _end, Segment!.Start);
    }

    /// <summary>Passes what is there up to the next record and that record. <see langword="false"/>: there is none, now or at all.</summary>
    public bool TryNext(out int at)
    {
        while (Place < _end)
        {
            at = Place;
            int length = LengthHere(out bool isPadding);
            if (length > 0)
            {
                Place += length;
                if (!isPadding)
                    return true;
            }
            else if (!IsGrowing)
                LeaveOut(PublishedRecord.Next(Buffer.Data, Place + sizeof(ulong), _end, Buffer.Size, Segment!.Start));
            else if (!HasEnded() && !TryPassDamage())
                break;
        }

        at = 0;
        return false;
    }

    /// <summary>Goes back to a record, to hand it out later.</summary>
    public void Return(int at) => Place = at;

    /// <inheritdoc/>
    public void Dispose() => Buffer.Dispose();

    private int LengthHere(out bool isPadding)
    {
        int length = PublishedRecord.LengthAt(Buffer.Data, Place, Buffer.Size, Segment!.Start, out isPadding);
        if (length > 0 || !IsGrowing)
            return length;

        // Not there yet when the bytes were read, or caught half written.
        Buffer.LoadAt(Place);
        return PublishedRecord.LengthAt(Buffer.Data, Place, Buffer.Size, Segment.Start, out isPadding);
    }

    // Sealed by its writer or by a later run, or left behind by a writer that is gone: from now on it stays as it is.
    private bool HasEnded()
    {
        bool isLeft = IsReplaced() || !directory.IsLive || IsOfAnEarlierRun();
        SegmentHeader header = Buffer.ReadHeader();
        if (!isLeft && !header.IsSealed)
            return false;

        if (header.IsSealed)
            Segment!.Header = header;
        IsGrowing = false;
        Buffer.LoadFrom(Place);
        _end = EndOfData();
        return true;
    }

    private bool IsReplaced()
    {
        try
        {
            return SegmentFile.Read(Segment!.Path, Segment.Start).Header.Run != Segment.Header.Run;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
    }

    // Its seal is damaged, or the next run had sealed it.
    private bool IsOfAnEarlierRun()
    {
        if (directory.WordsOf(Segment!.Header.Run) is not null)
            return false;

        directory.Refresh();
        return directory.Segments.Any(later => later.Problem is null && later.Start > Segment.Start && later.Header.Run != Segment.Header.Run);
    }

    // A first word that is there and does not fit is no claim that will be published later; but only what is published behind it tells where to go on.
    private bool TryPassDamage()
    {
        if (*(ulong*)(Buffer.Data + Place) == 0)
            return false;

        Buffer.LoadFrom(Place);
        int next = PublishedRecord.Next(Buffer.Data, Place, _end, Buffer.Size, Segment!.Start);
        if (next == _end)
            return false;

        if (next > Place)
            LeaveOut(next);
        return true;
    }

    private void LeaveOut(int next)
    {
        left.Add(Segment!, Place, next, isZero: *(ulong*)(Buffer.Data + Place) == 0);
        Place = next;
    }

    private int EndOfData()
    {
        ref SegmentHeader header = ref Segment!.Header;
        if (header.IsSealed)
            return (int)Math.Clamp(header.Used, Place, Buffer.Size) & ~7;

        // What a killed writer had claimed in its open segment; nothing behind that was ever written to.
        long claimed = directory.WordsOf(header.Run) is { } words ? ClaimWord.EndOf(words.Claim) - Segment.Start : 0;
        SegmentScan scan = SegmentScan.Of(Buffer.Data, Buffer.Size, Segment.Start, (int)Math.Clamp(claimed, 0, Buffer.Size), 0);
        IsUnused = scan.Used == 0;
        return Math.Max(scan.Used, Place);
    }
}
