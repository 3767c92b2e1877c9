using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace RiskTraceGen;

/// <summary>
/// The journal: producers claim space with one atomic add, write, and publish by storing the length last; one reader follows. Positions grow for ever; the
/// bytes behind them are segments, which a <see cref="SegmentStore"/> makes ahead of need and takes back when they have been read.
/// </summary>
/// <remarks>
/// Append is safe from any thread and allocates nothing. Positions are in bytes, multiples of 8, and double as sequence numbers and span ids.
/// </remarks>
internal sealed unsafe class Journal : IDisposable
{
    /// <summary>Position of the first record of a new journal: 0 stays free to mean "no span".</summary>
    public const long Origin = 64;

    // Producers between admission and claim may overshoot the bound by one record each: this holds the overshoot of hundreds of them.
    private const long Slack = 1 << 20;
    private const long AuditPatienceMicroseconds = 1000;
    private const long Stopped = -1;

    // A claim waits until all stores before it are done. Lines that the next records go to are fetched meanwhile: some records ahead.
    private const int PrefetchDistance = 256;

    private readonly SegmentStore _store;
    private readonly ClaimWord* _words;
    private readonly int _segmentBits;
    private readonly Segment?[] _segments;
    private readonly long _placeMask;
    private readonly long _ringMask;
    private readonly long _bound;
    private readonly object _making = new();
    private readonly object _limits = new();
    private readonly object _defining = new();
    private Segment _entered = new(null, index: -1);
    private long _made = -1;
    private int _defined = 1;
    private bool _isEntering;
    private bool _disposed;

    /// <param name="bound">Bytes of unread records that the journal may hold; rounded up to whole segments.</param>
    /// <param name="store">Where its segments live; disposed of with the journal.</param>
    public Journal(long bound, SegmentStore store)
    {
        _store = store;
        _words = store.Words;
        _segmentBits = store.SegmentBits;
        _placeMask = store.SegmentSize - 1;
        long segmentSize = store.SegmentSize;
        int needed = (int)((bound + segmentSize - 1) / segmentSize);
        _bound = needed * segmentSize;
        // A power of two, so that finding a segment takes a mask instead of a division.
        _segments = new Segment?[BitOperations.RoundUpToPowerOf2((uint)(needed + Math.Max(Slack / segmentSize, 2)))];
        _ringMask = _segments.Length - 1;
        _words->Claim = store.Origin / 8;
        _words->DefinedLimit = store.IsSelfDescribing ? store.Origin : long.MaxValue;
        Release(store.Origin);
    }

    /// <summary>A journal in memory.</summary>
    /// <param name="bound">Bytes of unread records that the journal may hold; rounded up to whole segments.</param>
    /// <param name="segmentBits">The size of a segment as a power of two, at least 14 and at most 24.</param>
    public Journal(long bound, int segmentBits = 20)
        : this(bound, new MemorySegments(segmentBits))
    {
    }

    /// <summary>Set when the reader should look now instead of at its next poll.</summary>
    public ManualResetEventSlim ReaderSignal { get; } = new(false);

    /// <summary>Where the first record stands.</summary>
    public long Start => _store.Origin;

    /// <summary>The highest number of a flow before the first record.</summary>
    public long LastFlow => _store.LastFlow;

    /// <summary>The claim word now.</summary>
    public long Claim => Volatile.Read(ref _words->Claim);

    /// <summary>Detail records refused because the reader was behind.</summary>
    public long DetailDropped => Volatile.Read(ref _words->DetailDropped);

    /// <summary>Audit records lost because the reader was behind for longer than they may wait.</summary>
    public long AuditLost => Volatile.Read(ref _words->AuditLost);

    /// <summary>Claims that became padding at the end of a segment; a record claimed again.</summary>
    public long Padded => Volatile.Read(ref _words->Padded);

    /// <summary>Starts what runs beside the journal.</summary>
    public void Begin() => _store.Start(this);

    /// <summary>Appends a record.</summary>
    /// <param name="header">Type, outcome, flow, ticks and so on; length and checksum are filled in here.</param>
    /// <param name="payload">The payload in scratch memory, zero-padded to a multiple of 8 bytes.</param>
    /// <param name="payloadLength">The payload's length before padding.</param>
    /// <param name="admission">What may happen when the reader is behind.</param>
    /// <returns>The record's position, or 0 when it was refused.</returns>
    public long Append(in RecordHeader header, byte* payload, int payloadLength, Admission admission)
    {
        // Not only the header's point: the payload refers to shapes and enums, which exist by now since it is written.
        int points = TracePoint.Count;
        if (points > Volatile.Read(ref _defined) && !TryDefine(points - 1))
            return Refuse(admission);

        int units = (RecordHeader.Size + payloadLength + 7) >> 3;
        if (!Admit(units, admission))
            return Refuse(admission);

        long position = Publish(header, payload, payloadLength, units);
        GC.KeepAlive(this);
        return position;
    }

    /// <summary>Tells producers that everything before <paramref name="position"/> has been read.</summary>
    public void Release(long position)
    {
        lock (_limits)
        {
            Volatile.Write(ref _words->WakeLimit, position + _bound / 4);
            Volatile.Write(ref _words->DetailLimit, position + _bound / 4 * 3);
            Volatile.Write(ref _words->AuditLimit, position + _bound);
            Volatile.Write(ref _words->FreeLimit, Math.Min(_words->WakeLimit, _words->DefinedLimit));
        }
    }

    /// <summary>Takes back the segment that ends at a position. By the reader, when it has read it to its end.</summary>
    public void CloseSegmentBefore(long position, in SegmentTally tally)
    {
        ref Segment? slot = ref SlotOf(position - 8);
        Segment read = slot!;
        _words->ClosedRecords += tally.Records;
        Volatile.Write(ref slot, null);
        _store.Close(read, tally);
    }

    /// <summary>Makes the segment that producers are in, if they have not begun yet, and the one behind it, unless they are there.</summary>
    public void MakeAhead()
    {
        long current = ClaimWord.EndOf(Claim) >> _segmentBits;
        for (long index = current; index <= current + 1; index++)
        {
            lock (_making)
            {
                // Producers may have made, filled and closed it while this thread was not running: made again it would be empty.
                ref Segment? slot = ref _segments[index & _ringMask];
                if (index > _made && slot is null)
                    Volatile.Write(ref slot, Make(index));
            }
        }
    }

    /// <summary>Ends the segment that producers are in, where segments are kept when they have been read.</summary>
    public void EndSegment()
    {
        if (_store.IsSelfDescribing)
            Rotate();
    }

    /// <summary>Turns what is left of the segment that producers are in into padding, so that it can be closed.</summary>
    public void Rotate()
    {
        while (true)
        {
            long claim = Claim;
            long start = ClaimWord.EndOf(claim);
            if (IsSegmentStart(start))
                return;

            long left = SegmentEnd(start) - start;
            if (Interlocked.CompareExchange(ref _words->Claim, claim + ClaimWord.OneClaim + left / 8, claim) != claim)
                continue;

            Interlocked.Increment(ref _words->Padded);
            Pad(start, start + left);
            return;
        }
    }

    /// <summary>Records that could not be kept on the disk, although the journal has a directory.</summary>
    public long Unsaved => Volatile.Read(ref _words->UnsavedRecords);

    /// <summary>Flushes to the disk that failed.</summary>
    public long FailedFlushes => Volatile.Read(ref _words->FailedFlushes);

    /// <summary>Returns when everything that the caller has published by now would survive a power cut, or when that has failed.</summary>
    public void FlushToDisk() => _store.Flush();

    /// <summary>
    /// Ends the journal when everything has been read: what is appended from now on is refused, and what is under way meets no file any more. The bytes stay
    /// until nobody can reach the journal.
    /// </summary>
    public void Stop()
    {
        lock (_limits)
        {
            _words->FreeLimit = 0;
            _words->WakeLimit = 0;
            _words->DetailLimit = 0;
            _words->AuditLimit = Stopped;
        }

        _store.Stop();
    }

    /// <summary>The position at which a segment begins.</summary>
    public long StartOf(Segment segment) => segment.Index << _segmentBits;

    /// <summary>The size of segment, as a power of two, that divides a bound into sixteen parts or so.</summary>
    public static int SegmentBitsFor(long bound) => Math.Clamp(BitOperations.Log2((ulong)bound) - 4, 14, 20);

    /// <summary>Whether the position is the first of a segment.</summary>
    public bool IsSegmentStart(long position) => (position & _placeMask) == 0;

    /// <summary>The position behind the segment that holds a position.</summary>
    public long SegmentEnd(long position) => ((position >> _segmentBits) + 1) << _segmentBits;

    /// <summary>The bytes at a position that has been claimed, or nothing while no producer has got there.</summary>
    public byte* At(long position)
    {
        Segment? segment = Volatile.Read(ref SlotOf(position));
        return segment is null ? null : segment.Data + (position & _placeMask);
    }

    /// <summary>Frees the segments at once. No producer may append any more.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;

        _disposed = true;
        ReaderSignal.Dispose();
        _store.Dispose();
    }

    private ref Segment? SlotOf(long position) => ref _segments[(position >> _segmentBits) & _ringMask];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Publish(in RecordHeader header, byte* payload, int payloadLength, int units)
    {
        uint length = (uint)(RecordHeader.Size + payloadLength);
        while (true)
        {
            long end = ClaimWord.EndOf(Interlocked.Add(ref _words->Claim, ClaimWord.OneClaim + units));
            long start = end - units * 8;
            long place = start & _placeMask;
            if (place + units * 8 > _placeMask + 1)
            {
                PadStraddle(start, end);
                continue;
            }

            Segment segment = _entered;
            if (segment.Index != start >> _segmentBits)
                segment = Enter(start);

            var record = (ulong*)(segment.Data + place);
            if (Sse.IsSupported)
                Sse.Prefetch0((byte*)record + PrefetchDistance);
            uint checksum = Crc32C.Copy(start, length, in header, (ulong*)payload, record);
            Volatile.Write(ref *record, length | ((ulong)checksum << 32));
            return start;
        }
    }

    // Producers are in one segment for long: the one they entered last is looked at first.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Segment Enter(long position)
    {
        long index = position >> _segmentBits;
        Segment? segment = _segments[index & _ringMask];
        if (segment is null || segment.Index != index)
            segment = Obtain(index);

        Volatile.Write(ref _entered, segment);
        return segment;
    }

    // Made here when nobody made it ahead. Waits only when more producers than the slack holds overshot the bound at once: the reader is at work on that slot.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Segment Obtain(long index)
    {
        var wait = new SpinWait();
        while (true)
        {
            lock (_making)
            {
                ref Segment? slot = ref _segments[index & _ringMask];
                if (slot is null)
                    Volatile.Write(ref slot, Make(index));
                if (slot!.Index == index)
                    return slot;
            }

            ReaderSignal.Set();
            wait.SpinOnce();
        }
    }

    private Segment Make(long index)
    {
        _made = Math.Max(_made, index);
        return _store.Make(index);
    }

    // A record may not cross a segment's end: the claim that does becomes padding on both sides, and claims again.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PadStraddle(long start, long end)
    {
        Interlocked.Increment(ref _words->Padded);
        long boundary = (end >> _segmentBits) << _segmentBits;
        Pad(start, boundary);
        Pad(boundary, end);
    }

    private void Pad(long start, long end)
    {
        var length = (uint)(end - start);
        Volatile.Write(ref *(ulong*)(Enter(start).Data + (start & _placeMask)), length | RecordHeader.PaddingBit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Admit(int units, Admission admission)
    {
        long end = ClaimWord.EndOf(Volatile.Read(ref _words->Claim)) + units * 8;
        return end <= Volatile.Read(ref _words->FreeLimit) || AdmitBeyond(units, end, admission);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AdmitBeyond(int units, long end, Admission admission)
    {
        if (end > Volatile.Read(ref _words->DefinedLimit))
            EnterSegment(end);

        return end <= Volatile.Read(ref _words->WakeLimit) || AdmitBehind(units, end, admission);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AdmitBehind(int units, long end, Admission admission)
    {
        if (!ReaderSignal.IsSet)
            ReaderSignal.Set();

        if (end <= Volatile.Read(ref _words->DetailLimit))
            return true;

        if (admission == Admission.Detail)
            return false;

        long start = Stopwatch.GetTimestamp();
        var wait = new SpinWait();
        while (ClaimWord.EndOf(Volatile.Read(ref _words->Claim)) + units * 8 > Volatile.Read(ref _words->AuditLimit))
        {
            if (_words->AuditLimit == Stopped || Stopwatch.GetElapsedTime(start).TotalMicroseconds > AuditPatienceMicroseconds)
                return false;

            wait.SpinOnce(sleep1Threshold: -1);
        }

        return true;
    }

    private long Refuse(Admission admission)
    {
        Interlocked.Increment(ref admission == Admission.Detail ? ref _words->DetailDropped : ref _words->AuditLost);
        return 0;
    }

    // The first to come near a segment's end, or to enter the next, writes into that one what its records will refer to.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnterSegment(long end)
    {
        lock (_defining)
        {
            // The definitions themselves may fill a segment.
            if (_isEntering || end <= _words->DefinedLimit)
                return;

            _isEntering = true;
            Volatile.Write(ref _defined, 1);
            TryDefine(TracePoint.Count - 1);
            Limit(SegmentEnd(Math.Max(end, ClaimWord.EndOf(Claim))));
            _isEntering = false;
        }

        _store.OnEntered();
    }

    private void Limit(long defined)
    {
        lock (_limits)
        {
            Volatile.Write(ref _words->DefinedLimit, defined);
            Volatile.Write(ref _words->FreeLimit, Math.Min(_words->WakeLimit, defined));
        }
    }

    // A record whose trace points cannot be defined for lack of room is refused itself: nobody could read it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private bool TryDefine(int point)
    {
        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        lock (_defining)
        {
            for (int id = _defined; id <= point; id++)
            {
                var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
                TracePoint.ById(id).Write(ref writer);
                int length = writer.Finish();
                var header = new RecordHeader { Type = RecordType.Definition, Point = id, Ticks = Stopwatch.GetTimestamp(), Flags = writer.Flags };
                int units = (RecordHeader.Size + length + 7) / 8;
                if (!Admit(units, Admission.Audit))
                    return false;

                Publish(header, scratch, length, units);
                Volatile.Write(ref _defined, id + 1);
            }
        }

        return true;
    }
}
