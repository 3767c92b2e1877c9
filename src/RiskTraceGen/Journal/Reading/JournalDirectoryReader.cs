namespace RiskTraceGen;

/// <summary>
/// Reads the records of a directory in the order of their positions, one segment in memory at a time. Of a live journal it follows the writer; of a killed
/// one it goes on behind what was left unfinished.
/// </summary>
internal sealed unsafe class JournalDirectoryReader : IDisposable
{
    private readonly JournalDirectory _directory;
    private readonly SegmentBuffer _buffer = new();
    private readonly DefinitionScan _definitions = new();
    private SegmentFile? _segment;
    private bool _isGrowing;
    private long _next;
    private int _at;
    private int _end;

    /// <param name="directory">The directory.</param>
    /// <param name="fromEnd">Whether to begin with what is recorded from now on.</param>
    public JournalDirectoryReader(JournalDirectory directory, bool fromEnd = false)
    {
        _directory = directory;
        if (!fromEnd)
            return;

        // All segments but the one in use are left out; what is in that one is read and not handed out.
        _next = directory.Segments.LastOrDefault(IsInUse)?.Start ?? 0;
        while (TryRead(out _))
        {
        }
    }

    /// <summary>Begins with the first segment that starts at a position or behind it.</summary>
    public JournalDirectoryReader(JournalDirectory directory, long from)
    {
        _directory = directory;
        _next = from;
    }

    /// <summary>The trace points of the run that wrote the record read last.</summary>
    public TracePointTable Points => _definitions.Points;

    /// <summary>The clock of that run.</summary>
    public TraceClock Clock { get; private set; } = new((0, 0, 1));

    /// <summary>The run.</summary>
    public long Run { get; private set; }

    /// <summary>Records handed out.</summary>
    public long Records { get; private set; }

    /// <summary>What could not be read.</summary>
    public LeftBytes Left { get; } = new();

    /// <summary>Where the segment stands that the record read last is in.</summary>
    public long Position => _segment?.Start ?? _next;

    /// <summary>Segments turned to.</summary>
    public int Segments { get; private set; }

    /// <summary>Reads the next record. <see langword="false"/>: there is none now; a live journal may have one later.</summary>
    public bool TryRead(out TraceRecord record)
    {
        while (_segment is not null || TryEnterNext())
        {
            if (_at == _end)
            {
                if (_isGrowing && _end < _buffer.Size)
                    break;

                _next = _segment!.Start + _segment.Size;
                _segment = null;
                continue;
            }

            int length = LengthHere(out bool isPadding);
            if (length == 0)
            {
                if (_isGrowing && IsUnpublished())
                    break;

                LeaveOut();
                continue;
            }

            byte* at = _buffer.Data + _at;
            long position = _segment!.Start + _at;
            _at += length;
            if (isPadding)
                continue;

            var header = *(RecordHeader*)at;
            record = new TraceRecord(position, header, new ReadOnlySpan<byte>(at + RecordHeader.Size, (int)header.Length - RecordHeader.Size));
            if (header.Type == RecordType.Definition)
                _definitions.Add(record);
            Records++;
            return true;
        }

        record = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    // The one behind it has been made ahead, and holds nothing yet.
    private bool IsInUse(SegmentFile segment)
        => segment.Problem is null && (_directory.WordsOf(segment.Header.Run) is not { } words || segment.Start < ClaimWord.EndOf(words.Claim));

    private bool TryEnterNext()
    {
        bool isLive = _directory.IsLive;
        _directory.Refresh();
        foreach (SegmentFile segment in _directory.Segments.Where(segment => segment.Start >= _next))
        {
            if (segment.Problem is not null)
            {
                Left.Add("unreadable file", segment.Size);
                _next = segment.Start + 1;
                continue;
            }

            return TryEnter(segment, isLive);
        }

        return false;
    }

    private bool TryEnter(SegmentFile segment, bool isLive)
    {
        try
        {
            _buffer.Open(segment);
        }
        catch (FileNotFoundException)
        {
            // Removed by retention just now: the next one is looked for at the next call.
            return false;
        }

        _segment = segment;
        _isGrowing = isLive && !segment.Header.IsSealed;
        _at = segment.Start == 0 ? (int)Journal.Origin : 0;
        _buffer.LoadAll();
        _end = segment.Header.IsSealed ? (int)Math.Min(segment.Header.Used, _buffer.Size) : _isGrowing ? _buffer.Size : ClaimedEnd(segment);
        Segments++;
        if (Run != segment.Header.Run || Segments == 1)
        {
            Run = segment.Header.Run;
            Clock = new TraceClock((segment.Header.AnchorUtc, segment.Header.AnchorTicks, segment.Header.Frequency));
            _definitions.Restart();
        }

        _definitions.Collect(_buffer, _at, _end, segment.Start);
        return true;
    }

    // What a killed writer had claimed in its open segment; nothing behind that was ever written to.
    private int ClaimedEnd(SegmentFile segment)
    {
        long claimed = _directory.WordsOf(segment.Header.Run) is { } words ? ClaimWord.EndOf(words.Claim) - segment.Start : 0;
        SegmentScan scan = SegmentScan.Of(_buffer.Data, _buffer.Size, segment.Start, (int)Math.Clamp(claimed, 0, _buffer.Size), 0);
        return Math.Max(scan.Used, _at);
    }

    private int LengthHere(out bool isPadding)
    {
        int length = PublishedRecord.LengthAt(_buffer.Data, _at, _buffer.Size, _segment!.Start, out isPadding);
        if (length > 0 || !_isGrowing)
            return length;

        // Not there yet when the bytes were read, or caught half written.
        _buffer.LoadAt(_at, RecordHeader.Size + RecordWriter.MaxPayload);
        return PublishedRecord.LengthAt(_buffer.Data, _at, _buffer.Size, _segment.Start, out isPadding);
    }

    // A writer that has died meanwhile leaves it so: then the segment is read as that of a killed one.
    private bool IsUnpublished()
    {
        if (*(ulong*)(_buffer.Data + _at) != 0)
            return false;

        if (_directory.IsLive)
            return true;

        _buffer.LoadAll();
        _isGrowing = false;
        _end = ClaimedEnd(_segment!);
        return true;
    }

    private void LeaveOut()
    {
        int from = _at;
        bool isZero = *(ulong*)(_buffer.Data + _at) == 0;
        do
        {
            _at += sizeof(ulong);
        }
        while (_at < _end && PublishedRecord.LengthAt(_buffer.Data, _at, _buffer.Size, _segment!.Start, out _) == 0);
        Left.Add(_segment!.Header.State == SegmentState.Sealed || !isZero ? "damaged" : "unfinished", _at - from);
    }
}
