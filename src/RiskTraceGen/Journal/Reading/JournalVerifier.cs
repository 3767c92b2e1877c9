using System.Security.Cryptography;

namespace RiskTraceGen;

/// <summary>
/// Checks a directory: that every sealed segment hashes to what its seal says and follows the one before, that every record in it is whole, and that nothing
/// of the segments that are still open is believed that was not written. What a killed writer left unfinished is no damage; what goes on meanwhile is none.
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
    private readonly Dictionary<long, long> _recordsOfRun = [];
    private VerifiedWords? _words;
    private byte[]? _previous;
    private byte[]? _lastSealed;
    private long _sealedEnd;
    private bool _isLive;
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
        _isLive = _directory.IsLive;
        _words = VerifiedWords.Read(_directory);
        _words?.Check(_directory, _isLive, _damages, _notes);
        long lastSealed = _directory.Segments.LastOrDefault(segment => segment.Problem is null && segment.Header.IsSealed)?.Start ?? 0;
        _sealedEnd = Math.Max(_words?.SealedEnd ?? 0, lastSealed);
        foreach (SegmentFile segment in _directory.Segments)
        {
            Check(segment);
            _segments++;
            progress?.Report(_segments / (double)_directory.Segments.Count);
        }

        if (!_isLive)
            _words?.NoteAccount(_recordsOfRun, _notes);
        string head = _lastSealed is null ? "" : SegmentChain.TextOf(_lastSealed);
        if (_head is not null && !head.Equals(_head, StringComparison.OrdinalIgnoreCase))
            _damages.Add(
                $"the head is {(head.Length > 0 ? head : "missing: no segment is sealed")}, not {_head}: segments were changed, or removed at the end");
        return new JournalVerdict(_recordsOfRun.Values.Sum(), _segments, _left, _damages, _notes, head);
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    private void Check(SegmentFile segment)
    {
        if (segment.Problem is { } problem)
        {
            _damages.Add($"{segment.Name}: {problem}");
            _previous = null;
            return;
        }

        if (!TryLoad(segment))
        {
            _notes.Add($"{segment.Name}: removed by retention while this verification ran");
            _previous = segment.Header.IsSealed ? segment.Header.Hash.ToArray() : null;
            return;
        }

        if (segment.WrongLength is { } wrong)
            _damages.Add($"{segment.Name}: {wrong}");
        CheckZeros(segment);
        if (segment.Header.MayBeOpen(_sealedEnd, hasWords: _words is not null))
            CheckOpen(segment);
        else
            CheckSealed(segment);
    }

    private bool TryLoad(SegmentFile segment)
    {
        try
        {
            _buffer.Open(segment);
        }
        catch (FileNotFoundException) when (_isLive)
        {
            return false;
        }

        // It may have been sealed since it was listed. First its page: what is sealed stays as it is.
        SegmentHeader header = _buffer.ReadHeader();
        for (int attempt = 0; _isLive && attempt < 10 && !header.IsUnsealed && !header.IsSealed; attempt++)
            header = _buffer.ReadHeader();
        segment.Header = header;
        _buffer.LoadAll();
        return true;
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
            _damages.Add($"{segment.Name}: {(header.IsUnsealed ? "it had been sealed, and its seal is gone" : "its seal is damaged")}");
            // What follows may be as it was: its own hash still tells.
            _previous = null;
            CountRecords(segment, segment.Size);
            return;
        }

        Span<byte> hash = stackalloc byte[SegmentHeader.HashSize];
        SegmentChain.HashOf(ref header, new ReadOnlySpan<byte>(_buffer.Data, (int)header.Used), hash);
        if (!hash.SequenceEqual(header.Hash))
            _damages.Add($"{segment.Name}: its bytes do not hash to what its seal says");
        CheckChain(segment);
        CheckAuthentication(segment);
        _previous = _lastSealed = header.Hash.ToArray();

        int places = _left.Places.Count;
        SegmentScan scan = CountRecords(segment, (int)header.Used);
        if (scan.Tally.Records != header.Records || scan.Tally.BytesLeft != header.BytesLeft)
        {
            string where = _left.Places.Count > places ? $"; the first of them: {_left.Places[places]}" : "";
            _damages.Add($"{segment.Name}: {scan.Tally.Records} records are whole and {scan.Tally.BytesLeft} bytes are not; its seal says {header.Records} and {header.BytesLeft}{where}");
        }
    }

    private void CheckChain(SegmentFile segment)
    {
        ref SegmentHeader header = ref segment.Header;
        if (_segments == 0 && _words is { } words && words.Follows(ref header))
            return;

        if (_previous is not null && !_previous.AsSpan().SequenceEqual(header.PreviousHash))
            _damages.Add($"{segment.Name}: it does not follow the segment before it: one is missing, or was put in between");
        if (_segments == 0 && header.PreviousHash.IndexOfAnyExcept((byte)0) >= 0)
            _damages.Add($"{segment.Name}: it is not the first one: those before it are missing, and retention did not remove them");
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

    private void CheckOpen(SegmentFile segment)
    {
        SegmentScan scan = CountRecords(segment, _isLive ? 0 : _words?.ClaimedOf(segment) ?? 0);
        if (scan.Used > 0)
            _notes.Add($"{segment.Name}: open: {StateOf(segment)}");
        // Its hash is not known when it is sealed while those behind it are read.
        if (_isLive)
            _previous = null;
    }

    private string StateOf(SegmentFile segment)
        => _isLive ? "the program is writing to it"
        : segment.Header.IsUnsealed ? "its writer was killed; the next run seals it"
        : "its writer died while it sealed it, and its seal is not whole; the next run seals it";

    private SegmentScan CountRecords(SegmentFile segment, int claimed)
    {
        SegmentScan scan = SegmentScan.Of(_buffer.Data, _buffer.Size, segment.Start, claimed, 0);
        _recordsOfRun[segment.Header.Run] = _recordsOfRun.GetValueOrDefault(segment.Header.Run) + scan.Tally.Records;
        // What is under way in an open segment of a program that runs is not left yet.
        if (scan.Tally.BytesLeft > 0 && !(_isLive && segment.Header.MayBeOpen(_sealedEnd, hasWords: _words is not null)))
            _left.AddAll(segment, _buffer, scan.Used);
        return scan;
    }
}
