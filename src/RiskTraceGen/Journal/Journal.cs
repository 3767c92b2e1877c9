using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RiskTraceGen;

/// <summary>
/// The journal in memory: producers claim space with one atomic add, write, and publish by storing the length last; one reader follows.
/// Positions grow for ever; the bytes behind them are a ring of segments that the reader hands on when it has read them.
/// </summary>
/// <remarks>Append is safe from any thread and allocates nothing. Positions are in bytes, multiples of 8, and double as sequence numbers and span ids.</remarks>
internal sealed unsafe class Journal : IDisposable
{
    /// <summary>Position of the first record: 0 stays free to mean "no span".</summary>
    public const long Origin = 64;

    // Producers between admission and claim may overshoot the bound by one record each: this holds the overshoot of hundreds of them.
    private const long Slack = 1 << 20;
    private const long AuditPatienceMicroseconds = 1000;

    private readonly int _segmentBits;
    private readonly Segment[] _segments;
    private readonly long _ringMask;
    private readonly byte* _memory;
    private readonly long _bound;
    private readonly object _defining = new();
    private ClaimWord _words;
    private int _defined = 1;
    private long _straddles;
    private bool _disposed;

    /// <param name="bound">Bytes of unread records that the journal may hold; rounded up to whole segments.</param>
    /// <param name="segmentBits">The size of a segment as a power of two, at least 14 and at most 24.</param>
    public Journal(long bound, int segmentBits = 20)
    {
        _segmentBits = segmentBits;
        long segmentSize = 1L << segmentBits;
        int needed = (int)((bound + segmentSize - 1) / segmentSize);
        _bound = needed * segmentSize;
        // A power of two, so that finding a segment takes a mask instead of a division.
        _segments = new Segment[BitOperations.RoundUpToPowerOf2((uint)(needed + Math.Max(Slack / segmentSize, 2)))];
        _ringMask = _segments.Length - 1;
        // Zeroed by the operating system on first touch: a bound that is never used costs no memory.
        _memory = (byte*)NativeMemory.AllocZeroed((nuint)(_segments.Length * segmentSize));
        for (int i = 0; i < _segments.Length; i++)
            _segments[i] = new Segment(_memory + i * segmentSize, (int)segmentSize, i);

        _words.Claim = Origin / 8;
        Release(Origin);
    }

    /// <summary>Set when the reader should look now instead of at its next poll.</summary>
    public ManualResetEventSlim ReaderSignal { get; } = new(false);

    /// <summary>The claim word now.</summary>
    public long Claim => Volatile.Read(ref _words.Claim);

    /// <summary>Detail records refused because the reader was behind.</summary>
    public long DetailDropped => Volatile.Read(ref _words.DetailDropped);

    /// <summary>Audit records lost because the reader was behind for longer than they may wait.</summary>
    public long AuditLost => Volatile.Read(ref _words.AuditLost);

    /// <summary>Claims that became padding at the end of a segment; the record claimed again.</summary>
    public long Straddles => Volatile.Read(ref _straddles);

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

        int units = (RecordHeader.Size + payloadLength + 7) / 8;
        if (!Admit(units, admission))
            return Refuse(admission);

        long position = Publish(header, payload, payloadLength, units);
        GC.KeepAlive(this);
        return position;
    }

    /// <summary>Tells producers that everything before <paramref name="position"/> has been read.</summary>
    public void Release(long position)
    {
        Volatile.Write(ref _words.WakeLimit, position + _bound / 4);
        Volatile.Write(ref _words.DetailLimit, position + _bound / 4 * 3);
        Volatile.Write(ref _words.AuditLimit, position + _bound);
    }

    /// <summary>Gives the bytes of a segment that has been read to the stretch that comes a ring later.</summary>
    public void RecycleSegmentBefore(long position)
    {
        Segment read = SegmentAt(position - 8);
        read.Recycle(read.Index + _segments.Length);
    }

    /// <summary>The size of segment, as a power of two, that divides a bound into sixteen parts or so.</summary>
    public static int SegmentBitsFor(long bound) => Math.Clamp(BitOperations.Log2((ulong)bound) - 4, 14, 20);

    /// <summary>Whether the position is the first of a segment.</summary>
    public bool IsSegmentStart(long position) => (position & ((1L << _segmentBits) - 1)) == 0;

    /// <summary>The position behind the segment that holds a position.</summary>
    public long SegmentEnd(long position) => ((position >> _segmentBits) + 1) << _segmentBits;

    /// <summary>The bytes at a position that has been claimed.</summary>
    public byte* At(long position) => SegmentAt(position).Data + (position & ((1L << _segmentBits) - 1));

    /// <summary>
    /// Frees the memory, when nobody can reach the journal any more: a handler that was abandoned long ago may still append to the journal of a tracer that
    /// has been disposed of.
    /// </summary>
    ~Journal() => NativeMemory.Free(_memory);

    /// <summary>Frees the memory at once. No producer may append any more.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;

        _disposed = true;
        GC.SuppressFinalize(this);
        ReaderSignal.Dispose();
        NativeMemory.Free(_memory);
    }

    private Segment SegmentAt(long position)
    {
        return _segments[(position >> _segmentBits) & _ringMask];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Publish(in RecordHeader header, byte* payload, int payloadLength, int units)
    {
        while (true)
        {
            long end = ClaimWord.EndOf(Interlocked.Add(ref _words.Claim, ClaimWord.OneClaim + units));
            long start = end - units * 8;
            if (start >> _segmentBits != (end - 8) >> _segmentBits)
            {
                PadStraddle(start, end);
                continue;
            }

            byte* record = WritableAt(start);
            uint length = (uint)(RecordHeader.Size + payloadLength);
            uint checksum = Crc32C.Copy(start, length, in header, (ulong*)payload, (ulong*)record);
            Volatile.Write(ref *(ulong*)record, length | ((ulong)checksum << 32));
            return start;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* WritableAt(long position)
    {
        long index = position >> _segmentBits;
        Segment segment = _segments[index & _ringMask];
        if (segment.Index != index)
            AwaitRecycling(segment, index);

        return segment.Data + (position & ((1L << _segmentBits) - 1));
    }

    // Reached only when more producers than the slack holds overshot the bound at once: the reader is at work on that segment.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AwaitRecycling(Segment segment, long index)
    {
        var wait = new SpinWait();
        while (segment.Index != index)
        {
            ReaderSignal.Set();
            wait.SpinOnce();
        }
    }

    // A record may not cross a segment's end: the claim that does becomes padding on both sides, and claims again.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PadStraddle(long start, long end)
    {
        Interlocked.Increment(ref _straddles);
        long boundary = (end >> _segmentBits) << _segmentBits;
        Pad(start, boundary);
        Pad(boundary, end);
    }

    private void Pad(long start, long end)
    {
        var length = (uint)(end - start);
        Volatile.Write(ref *(ulong*)WritableAt(start), length | RecordHeader.PaddingBit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Admit(int units, Admission admission)
    {
        long end = ClaimWord.EndOf(Volatile.Read(ref _words.Claim)) + units * 8;
        return end <= Volatile.Read(ref _words.WakeLimit) || AdmitBehind(units, end, admission);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AdmitBehind(int units, long end, Admission admission)
    {
        if (!ReaderSignal.IsSet)
            ReaderSignal.Set();

        if (end <= Volatile.Read(ref _words.DetailLimit))
            return true;

        if (admission == Admission.Detail)
            return false;

        long start = Stopwatch.GetTimestamp();
        var wait = new SpinWait();
        while (ClaimWord.EndOf(Volatile.Read(ref _words.Claim)) + units * 8 > Volatile.Read(ref _words.AuditLimit))
        {
            if (Stopwatch.GetElapsedTime(start).TotalMicroseconds > AuditPatienceMicroseconds)
                return false;

            wait.SpinOnce(sleep1Threshold: -1);
        }

        return true;
    }

    private long Refuse(Admission admission)
    {
        Interlocked.Increment(ref admission == Admission.Detail ? ref _words.DetailDropped : ref _words.AuditLost);
        return 0;
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
