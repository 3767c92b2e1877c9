namespace RiskTraceGen;

/// <summary>
/// Reads the records of a directory in the order of their positions, one segment in memory at a time. Of a live journal it follows the writer; of a killed
/// one it goes on behind what was left unfinished, and with the run that comes after it.
/// </summary>
internal sealed class JournalDirectoryReader : IDisposable
{
    private readonly JournalDirectory _directory;
    private readonly SegmentWalk _walk;
    private readonly DefinitionScan _definitions = new();
    private readonly HashSet<(long Start, long Run)> _unused = [];
    private bool _isInSegment;
    private bool _waitsForDefinition;
    private long _next;
    private long _passed;

    /// <param name="directory">The directory.</param>
    /// <param name="fromEnd">Whether to begin with what is recorded from now on.</param>
    public JournalDirectoryReader(JournalDirectory directory, bool fromEnd = false)
    {
        _directory = directory;
        _walk = new SegmentWalk(directory, Left);
        if (!fromEnd)
            return;

        // All segments but the one in use are left out; what is in that one is read and not handed out.
        _next = directory.Segments.LastOrDefault(IsInUse)?.Start ?? 0;
        while (TryRead(out _) || _waitsForDefinition)
        {
        }
    }

    /// <summary>Begins with the first segment that starts at a position or behind it.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="from">The position.</param>
    public JournalDirectoryReader(JournalDirectory directory, long from)
        : this(directory, fromEnd: false) => _next = from;

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

    /// <summary>Segments turned to.</summary>
    public int Segments { get; private set; }

    /// <summary>Bytes of data that have been passed.</summary>
    public long BytesRead => _passed + (_isInSegment ? _walk.Place : 0);

    /// <summary>Bytes of data in the segments that are there.</summary>
    public long BytesTotal => _directory.Segments.Sum(segment => segment.DataBytes);

    /// <summary>Reads the next record. <see langword="false"/>: there is none now; a live journal may have one later.</summary>
    public bool TryRead(out TraceRecord record)
    {
        _waitsForDefinition = false;
        while (_isInSegment || TryEnterNext())
        {
            if (_walk.TryNext(out int at))
            {
                record = _walk.Buffer.RecordAt(at, _walk.Segment!.Start);
                if (_walk.IsGrowing && MissesDefinition(record, at))
                    break;

                if (record.Type == RecordType.Definition)
                    _definitions.Add(record);
                Records++;
                return true;
            }

            if (!_walk.IsAtEnd)
                break;

            LeaveSegment();
        }

        record = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _walk.Dispose();

    // The one behind it has been made ahead, and holds nothing yet.
    private bool IsInUse(SegmentFile segment)
        => segment.Problem is null && (_directory.WordsOf(segment.Header.Run) is not { } words || segment.Start < ClaimWord.EndOf(words.Claim));

    // It may stand behind the record, and not be published yet. It is waited for once: what is behind it is worth more than its name.
    private bool MissesDefinition(in TraceRecord record, int at)
    {
        if (record.Header.Point == 0 || Points.Contains(record.Header.Point))
            return false;

        _walk.Collect(_definitions);
        if (!_definitions.Misses(record.Header))
            return false;

        _walk.Return(at);
        _waitsForDefinition = true;
        return true;
    }

    private bool TryEnterNext()
    {
        bool isLive = _directory.IsLive;
        // One that is sealed and follows at once is still the next one when others have been made or removed.
        if (_directory.Segments.FirstOrDefault(segment => segment.Start >= _next) is { Problem: null } known
            && known.Start == _next
            && known.Header.IsSealed
            && TryEnter(known, isLive))
            return true;

        _directory.Refresh();
        foreach (SegmentFile segment in _directory.Segments.Where(segment => segment.Start >= _next && !_unused.Contains((segment.Start, segment.Header.Run))))
        {
            if (segment.Problem is null)
                return TryEnter(segment, isLive);

            Left.Add(LeftBytes.Unreadable, segment.DataBytes, $"{segment.Name}: {segment.Problem}");
            _next = segment.Start + 1;
        }

        return false;
    }

    private bool TryEnter(SegmentFile segment, bool isLive)
    {
        try
        {
            _walk.Enter(segment, isLive);
        }
        catch (FileNotFoundException)
        {
            // Removed by retention just now: the next one is looked for at the next call.
            return false;
        }

        _isInSegment = true;
        Segments++;
        if (Run != segment.Header.Run || Segments == 1)
        {
            Run = segment.Header.Run;
            Clock = new TraceClock((segment.Header.AnchorUtc, segment.Header.AnchorTicks, segment.Header.Frequency));
            _definitions.Restart();
        }

        _walk.Collect(_definitions);
        return true;
    }

    private void LeaveSegment()
    {
        SegmentFile segment = _walk.Segment!;
        _isInSegment = false;
        if (_walk.IsUnused)
        {
            // The next run may begin here.
            _unused.Add((segment.Start, segment.Header.Run));
            return;
        }

        _passed += segment.DataBytes;
        _next = segment.Start + segment.Size;
    }
}
