using System.Globalization;

namespace RiskTraceGen;

/// <summary>
/// What a writer finds in a directory when it starts. Segments that a killed writer left open are read, counted and sealed; files that are no segments are
/// left alone.
/// </summary>
internal sealed unsafe class JournalOpening
{
    private readonly IJournalDisk _disk;
    private readonly byte[]? _key;
    private readonly long _utcNow;
    private readonly List<SealedFile> _files = [];
    private readonly long _sealedEnd;
    private ClaimWord _words;
    private SegmentChain _chain;

    /// <param name="disk">The directory, locked.</param>
    /// <param name="key">The key of the authentication codes, or <see langword="null"/>.</param>
    /// <param name="utcNow">Now, in units of 100 ns from year 1.</param>
    /// <exception cref="IOException">A segment cannot be read, or is of a version that this one does not understand.</exception>
    public JournalOpening(IJournalDisk disk, byte[]? key, long utcNow)
    {
        _disk = disk;
        _key = key;
        _utcNow = utcNow;
        IReadOnlyList<string> names = disk.Names();
        ReadWords(names);
        _chain = new SegmentChain(key, _words.LastRemovedHashBytes);
        string[] segments = [.. names.Where(IsSegment).Order(StringComparer.Ordinal)];
        _sealedEnd = Math.Max(_words.SealedEnd, StartOfLastSealed(segments));
        foreach (string name in segments)
            Take(name);
    }

    /// <summary>The sealed segments, in order.</summary>
    public IReadOnlyList<SealedFile> Files => _files;

    /// <summary>The chain, to be continued.</summary>
    public SegmentChain Chain => _chain;

    /// <summary>The words of the run before; all zero when there was none.</summary>
    public ref readonly ClaimWord Words => ref _words;

    /// <summary>What kept a segment that was sealed now from being flushed, or <see langword="null"/>.</summary>
    public IOException? Failure { get; private set; }

    /// <summary>The position behind everything that is there.</summary>
    public long End { get; private set; }

    /// <summary>The highest number of a flow.</summary>
    public long LastFlow { get; private set; }

    /// <summary>The highest number of a segment.</summary>
    public long LastNumber { get; private set; }

    private static bool IsSegment(string name)
        => name.Length == 20
            && name.EndsWith(".rtj", StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);

    private static long StartOf(string name) => long.Parse(name.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    // Of several words files the newest is the one that knows of the most removed segments.
    private void ReadWords(IReadOnlyList<string> names)
    {
        foreach (string name in names.Where(name => name.EndsWith(".rtw", StringComparison.Ordinal)))
        {
            using IJournalFile? file = _disk.TryOpen(name, sizeof(ClaimWord));
            if (file is null)
                continue;

            var words = (ClaimWord*)file.Data;
            if (words->Magic == ClaimWord.ExpectedMagic && (_words.Magic == 0 || words->Created > _words.Created))
                _words = *words;
        }

        LastNumber = _words.LastRemoved;
    }

    private void Take(string name)
    {
        using IJournalFile? file = _disk.TryOpen(name, SegmentHeader.PageSize);
        if (file is null || ((SegmentHeader*)file.Data)->IsBlank)
        {
            // The writer was killed while it made the file.
            file?.Dispose();
            _disk.Delete(name);
            return;
        }

        // Also of a segment that is damaged: what is left of it is not written over.
        End = Math.Max(End, StartOf(name) + file.Length - SegmentHeader.PageSize);
        ref SegmentHeader header = ref *(SegmentHeader*)file.Data;
        if (!header.IsIdentified)
            return;

        if (!header.IsReadable)
            throw new IOException(
                $"The segment {name} was written by a later version of RiskTraceGen (format {header.Version}). Use that version, or another directory.");

        if (file.Length < SegmentHeader.PageSize + (1L << header.Bits))
            return;

        // One that had been sealed and has no whole seal stays as it is: sealed anew, nobody could tell any more.
        if (!header.IsSealed && !(header.MayBeOpen(_sealedEnd, hasWords: _words.Magic != 0) && TryRecover(name, file, ref header)))
            return;

        LastFlow = Math.Max(LastFlow, header.LastFlow);
        LastNumber = Math.Max(LastNumber, header.Number);
        _chain = new SegmentChain(_key, header.Hash);
        _files.Add(SealedFile.Of(name, ref header));
    }

    private long StartOfLastSealed(IEnumerable<string> segments)
    {
        foreach (string name in segments.Reverse())
        {
            using IJournalFile? file = _disk.TryOpen(name, SegmentHeader.PageSize);
            if (file is not null && *(SegmentHeader*)file.Data is { IsIdentified: true, IsSealed: true })
                return StartOf(name);
        }

        return 0;
    }

    private bool TryRecover(string name, IJournalFile file, ref SegmentHeader header)
    {
        byte* data = file.Data + SegmentHeader.PageSize;
        int size = 1 << header.Bits;
        bool isCounted = _words.Run == header.Run;
        long claimed = isCounted ? Math.Clamp(ClaimWord.EndOf(_words.Claim) - header.Start, 0, size) : 0;
        SegmentScan scan = SegmentScan.Of(data, size, header.Start, (int)claimed, LastFlow);
        if (scan.Used == 0)
        {
            // Made ahead, and never used.
            End = header.Start;
            file.Dispose();
            _disk.Delete(name);
            return false;
        }

        SegmentHeader seal = header;
        seal.State = SegmentState.Recovered;
        seal.Used = scan.Used;
        seal.Records = scan.Tally.Records;
        seal.BytesLeft = scan.Tally.BytesLeft;
        seal.LastFlow = scan.Tally.LastFlow;
        seal.DetailDropped = isCounted ? _words.DetailDropped : 0;
        seal.AuditLost = isCounted ? _words.AuditLost : 0;
        seal.SealedUtc = _utcNow;
        // First what is sealed: a power cut must not leave a seal on bytes that the disk never had.
        Flush(file);
        _chain.Seal(ref header, data, seal);
        Flush(file);
        return true;
    }

    private void Flush(IJournalFile file)
    {
        try
        {
            file.Flush();
        }
        catch (IOException failure)
        {
            Failure ??= failure;
        }
    }
}
