using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace RiskTraceGen;

/// <summary>
/// The first page of a segment's file: what the segment is, written when it is made, and how it ended, written when it is sealed. Laid out as
/// <c>docs/journal-format.md</c> says.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 288)]
internal unsafe struct SegmentHeader
{
    /// <summary>Bytes of the page in front of a segment's data.</summary>
    public const int PageSize = 4096;

    /// <summary>The version that this code writes.</summary>
    public const ushort CurrentVersion = 1;

    /// <summary>The oldest reader that understands what this code writes.</summary>
    public const ushort OldestReader = 1;

    /// <summary>Bytes of a SHA-256.</summary>
    public const int HashSize = 32;

    private const ulong ExpectedMagic = 0x3143_5254_4B53_4952; // "RISKTRC1"
    private const int IdentityEnd = 80;
    private const int SealStart = 120;
    private const int HashStart = 216;
    private const int SealEnd = 280;

    [FieldOffset(0)] private ulong _magic;

    /// <summary>The version of the format.</summary>
    [FieldOffset(8)] public ushort Version;

    /// <summary>A reader of an older version than this does not understand the segment.</summary>
    [FieldOffset(10)] public ushort MinimumReader;

    [FieldOffset(12)] private uint _pageSize;

    /// <summary>The position of the first byte of data.</summary>
    [FieldOffset(16)] public long Start;

    /// <summary>The size of the data, as a power of two.</summary>
    [FieldOffset(24)] public int Bits;

    /// <summary>The process that wrote the segment.</summary>
    [FieldOffset(28)] public int Process;

    /// <summary>The run of the program that wrote the segment: random, the same for all segments of a tracer.</summary>
    [FieldOffset(32)] public long Run;

    /// <summary>The number of the segment in its directory: 1, 2, 3, …</summary>
    [FieldOffset(40)] public long Number;

    /// <summary>UTC at <see cref="AnchorTicks"/>, in units of 100 ns from year 1.</summary>
    [FieldOffset(48)] public long AnchorUtc;

    /// <summary>Monotonic ticks at the anchor.</summary>
    [FieldOffset(56)] public long AnchorTicks;

    /// <summary>Monotonic ticks in a second.</summary>
    [FieldOffset(64)] public long Frequency;

    [FieldOffset(80)] private uint _identitySum;

    /// <summary>How the segment ended.</summary>
    [FieldOffset(120)] public SegmentState State;

    /// <summary>Bytes of data that were claimed; nothing behind them was.</summary>
    [FieldOffset(128)] public long Used;

    /// <summary>Whole records.</summary>
    [FieldOffset(136)] public long Records;

    /// <summary>Bytes that were claimed and hold no whole record: what a killed writer left unfinished.</summary>
    [FieldOffset(144)] public long BytesLeft;

    /// <summary>The highest number of a flow in this segment and all before it.</summary>
    [FieldOffset(152)] public long LastFlow;

    /// <summary>Detail records that the run had refused by then.</summary>
    [FieldOffset(160)] public long DetailDropped;

    /// <summary>Audit records that the run had lost by then.</summary>
    [FieldOffset(168)] public long AuditLost;

    /// <summary>When the segment was sealed, in units of 100 ns from year 1.</summary>
    [FieldOffset(176)] public long SealedUtc;

    [FieldOffset(280)] private uint _sealSum;

    /// <summary>Whether the page is still as the file was made. One with a seal is none of those, whatever has become of its first word.</summary>
    public bool IsBlank => _magic == 0 && IsUnsealed;

    /// <summary>Whether this is a segment's first page at all, written whole.</summary>
    public readonly bool IsIdentified => _magic == ExpectedMagic && _pageSize == PageSize && _identitySum == Sum(0, IdentityEnd);

    /// <summary>Whether this code can read it.</summary>
    public readonly bool IsReadable => MinimumReader <= CurrentVersion;

    /// <summary>Whether the seal is there and whole.</summary>
    public readonly bool IsSealed => State != SegmentState.Open && _sealSum == Sum(SealStart, SealEnd);

    /// <summary>Whether nothing of a seal is there.</summary>
    [UnscopedRef]
    public bool IsUnsealed => Bytes[SealStart..].IndexOfAnyExcept((byte)0) < 0;

    /// <summary>
    /// Whether a segment without a whole seal is one whose writer is at work or has died, maybe while it sealed it. Otherwise it had been sealed, and what is
    /// left of the seal is damage.
    /// </summary>
    /// <param name="sealedEnd">
    /// Where the journal was sealed up to: what the words of its newest run say, or the start of the last segment that has a whole seal.
    /// </param>
    /// <param name="hasWords">Whether there are words: without them half a seal is taken for damage.</param>
    public bool MayBeOpen(long sealedEnd, bool hasWords) => Start >= sealedEnd && !IsSealed && (hasWords || IsUnsealed);

    /// <summary>The hash of the segment before this one; zeros for the first.</summary>
    [UnscopedRef]
    public Span<byte> PreviousHash => Bytes.Slice(184, HashSize);

    /// <summary>SHA-256 over <see cref="HashedIdentity"/>, <see cref="HashedSeal"/> and the used bytes of the data.</summary>
    [UnscopedRef]
    public Span<byte> Hash => Bytes.Slice(HashStart, HashSize);

    /// <summary>HMAC-SHA256 of <see cref="Hash"/>; zeros without a key.</summary>
    [UnscopedRef]
    public Span<byte> Authentication => Bytes.Slice(HashStart + HashSize, HashSize);

    /// <summary>What of the identity goes into the hash.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> HashedIdentity => Bytes[..IdentityEnd];

    /// <summary>What of the seal goes into the hash: all of it that stands in front of the hash.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> HashedSeal => Bytes[SealStart..HashStart];

    /// <summary>The header's own bytes.</summary>
    [UnscopedRef]
    public Span<byte> Bytes => MemoryMarshal.AsBytes(new Span<SegmentHeader>(ref this));

    /// <summary>Whether a whole page is zero where it has no meaning.</summary>
    public static bool HasNothingElse(ReadOnlySpan<byte> page)
        => page[72..IdentityEnd].IndexOfAnyExcept((byte)0) < 0
            && page[(IdentityEnd + sizeof(uint))..SealStart].IndexOfAnyExcept((byte)0) < 0
            && page[(SealEnd + sizeof(uint))..].IndexOfAnyExcept((byte)0) < 0;

    /// <summary>Completes the identity. The other fields of it have been set.</summary>
    public void Identify()
    {
        _pageSize = PageSize;
        Version = CurrentVersion;
        MinimumReader = OldestReader;
        SegmentHeader whole = this;
        whole._magic = ExpectedMagic;
        _identitySum = whole.Sum(0, IdentityEnd);
        // Last: until then the page is that of a file that is being made.
        Volatile.Write(ref _magic, ExpectedMagic);
    }

    /// <summary>Completes the seal. The other fields of it have been set, hashes included.</summary>
    public void Seal() => _sealSum = Sum(SealStart, SealEnd);

    private readonly uint Sum(int from, int to)
    {
        fixed (SegmentHeader* header = &this)
        {
            return Crc32C.Of((byte*)header + from, to - from);
        }
    }
}

/// <summary>How a segment's file ended.</summary>
internal enum SegmentState
{
    /// <summary>Its writer is at work, or was killed.</summary>
    Open = 0,

    /// <summary>Sealed by its writer.</summary>
    Sealed = 1,

    /// <summary>Sealed by a later run, which found it open.</summary>
    Recovered = 2,
}
