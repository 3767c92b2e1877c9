using System.Security.Cryptography;

namespace RiskTraceGen;

/// <summary>
/// Checks a directory: that every sealed segment hashes to what its seal says and follows the one before, that every record in it is whole, and that nothing
/// of the segments that are still open is believed that was not written.
/// </summary>
internal sealed unsafe class JournalVerifier : IDisposable
{
    private readonly JournalDirectory _directory;
    private readonly string? _head;
    private readonly byte[]? _key;
    private readonly SegmentBuffer _buffer = new();
    private readonly LeftBytes _left = new();
    private readonly List<string> _damages = [];
    private readonly List<string> _notes = [];
    private byte[]? _previous;
    private long _records;
    private int _segments;

    /// <param name="directory">The directory.</param>
    /// <param name="head">The hash that the segment sealed last has to have, as 64 hexadecimal digits, or <see langword="null"/>.</param>
    /// <param name="key">The key of the authentication codes, or <see langword="null"/> to leave them unchecked.</param>
    public JournalVerifier(JournalDirectory directory, string? head = null, byte[]? key = null)
    {
        _directory = directory;
        _head = head;
        _key = key;
    }

    /// <summary>Reads everything once.</summary>
    /// <param name="progress">Told after each segment which part of all has been read, from 0 to 1.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public JournalVerdict Verify(IProgress<double>? progress = null)
    {
        bool isLive = _directory.IsLive;
        if (_directory.Segments.LastOrDefault(segment => segment.Problem is null) is { } newest && _directory.WordsOf(newest.Header.Run) is { } words)
            CheckWords(words, newest);
        foreach (SegmentFile segment in _directory.Segments)
        {
            Check(segment, isLive);
            _segments++;
            progress?.Report(_segments / (double)_directory.Segments.Count);
        }

        string head = _previous is null ? "" : SegmentChain.TextOf(_previous);
        if (_head is not null && !head.Equals(_head, StringComparison.OrdinalIgnoreCase))
            _damages.Add($"the head is {(head.Length > 0 ? head : "missing: no segment is sealed")}, not {_head}: segments were changed, or removed at the end");
        return new JournalVerdict(_records, _segments, _left, _damages, _notes, head);
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    private void CheckWords(ClaimWord words, SegmentFile newest)
    {
        if (words.Removed > 0)
        {
            // What retention removed is the beginning of the chain.
            _previous = words.LastRemovedHashBytes.ToArray();
            _notes.Add($"{words.Removed} segments were removed by retention, the last of them number {words.LastRemoved}");
        }

        long end = ClaimWord.EndOf(words.Claim);
        foreach (long start in _directory.HalfMade.Where(start => start < end))
            _damages.Add($"{DirectoryDisk.SegmentName(start)}: it is empty, although it has been written to");
        if (end > newest.Start + newest.Size && words.UnsavedRecords == 0)
            _damages.Add($"the journal goes on to position {end:x16}; segments behind {newest.Name} are missing");
    }

    private void Check(SegmentFile segment, bool isLive)
    {
        if (segment.Problem is { } problem)
        {
            _damages.Add($"{segment.Name}: {problem}");
            return;
        }

        _buffer.Open(segment);
        _buffer.LoadAll();
        CheckZeros(segment);
        if (segment.Header.IsUnsealed)
            CheckOpen(segment, isLive);
        else
            CheckSealed(segment);
    }

    // What this version leaves zero; a later one may put something there, and says so.
    private void CheckZeros(SegmentFile segment)
    {
        if (segment.Header.Version == SegmentHeader.CurrentVersion && !segment.HasCleanPage())
            _damages.Add($"{segment.Name}: there is something in the part of its first page that has to be zero");
        int used = segment.Header.IsSealed ? (int)Math.Clamp(segment.Header.Used, 0, segment.Size) : segment.Size;
        if (new ReadOnlySpan<byte>(_buffer.Data + used, segment.Size - used).IndexOfAnyExcept((byte)0) >= 0
            || (segment.Start == 0 && new ReadOnlySpan<byte>(_buffer.Data, (int)Journal.Origin).IndexOfAnyExcept((byte)0) >= 0))
            _damages.Add($"{segment.Name}: there is something where nothing was ever written");
    }

    private void CheckSealed(SegmentFile segment)
    {
        ref SegmentHeader header = ref segment.Header;
        if (!header.IsSealed || header.Used < 0 || header.Used > segment.Size)
        {
            _damages.Add($"{segment.Name}: its seal is damaged");
            // What follows may be as it was: its own hash still tells.
            _previous = null;
            CountRecords(segment, segment.Size);
            return;
        }

        Span<byte> hash = stackalloc byte[SegmentHeader.HashSize];
        SegmentChain.HashOf(ref header, new ReadOnlySpan<byte>(_buffer.Data, (int)header.Used), hash);
        if (!hash.SequenceEqual(header.Hash))
            _damages.Add($"{segment.Name}: its bytes do not hash to what its seal says");
        if (_previous is not null && !_previous.AsSpan().SequenceEqual(header.PreviousHash))
            _damages.Add($"{segment.Name}: it does not follow the segment before it: one is missing, or was put in between");
        if (_segments == 0 && _previous is null && header.PreviousHash.IndexOfAnyExcept((byte)0) >= 0)
            _damages.Add($"{segment.Name}: it is not the first one: those before it are missing, and retention did not remove them");
        CheckAuthentication(segment);
        _previous = header.Hash.ToArray();

        SegmentScan scan = CountRecords(segment, (int)header.Used);
        if (scan.Tally.Records != header.Records || scan.Tally.BytesLeft != header.BytesLeft)
            _damages.Add($"{segment.Name}: {scan.Tally.Records} records are whole and {scan.Tally.BytesLeft} bytes are not; its seal says {header.Records} and {header.BytesLeft}");
    }

    private void CheckAuthentication(SegmentFile segment)
    {
        if (_key is null)
            return;

        Span<byte> expected = stackalloc byte[SegmentHeader.HashSize];
        HMACSHA256.HashData(_key, segment.Header.Hash, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, segment.Header.Authentication))
            _damages.Add($"{segment.Name}: it was not authenticated with this key");
    }

    private void CheckOpen(SegmentFile segment, bool isLive)
    {
        long claimed = 0;
        if (_directory.WordsOf(segment.Header.Run) is { } words)
            claimed = Math.Clamp(ClaimWord.EndOf(words.Claim) - segment.Start, 0, segment.Size);
        SegmentScan scan = CountRecords(segment, (int)claimed);
        if (scan.Used > 0)
            _notes.Add($"{segment.Name}: {(isLive ? "open: the program is writing to it" : "open: its writer was killed; the next run seals it")}");
    }

    private SegmentScan CountRecords(SegmentFile segment, int claimed)
    {
        SegmentScan scan = SegmentScan.Of(_buffer.Data, _buffer.Size, segment.Start, claimed, 0);
        _records += scan.Tally.Records;
        if (scan.Tally.BytesLeft > 0)
            _left.Add(segment.Header.State == SegmentState.Sealed ? "damaged" : "unfinished", scan.Tally.BytesLeft);
        return scan;
    }
}
