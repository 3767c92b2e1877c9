using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace RiskTraceGen;

/// <summary>
/// The words that producers share, those of the hot path each on its own cache line. A claim is one atomic add on <see cref="Claim"/>: the low 43 bits are
/// the journal's end in units of 8 bytes, the high 21 bits count the claims, modulo 2^21; the largest bound holds fewer records than that, so a reader can
/// tell the whole count. In a directory these are the bytes of a file, so that the counts survive a killed process.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 448)]
internal unsafe struct ClaimWord
{
    /// <summary>Says what the bytes are, in a file.</summary>
    [FieldOffset(0)] public ulong Magic;

    /// <summary>The version of the layout.</summary>
    [FieldOffset(8)] public int Version;

    /// <summary>The run that uses the words.</summary>
    [FieldOffset(16)] public long Run;

    /// <summary>The process of that run.</summary>
    [FieldOffset(24)] public int Process;

    /// <summary>When the run began, in units of 100 ns from year 1.</summary>
    [FieldOffset(32)] public long Created;

    /// <summary>Count and end.</summary>
    [FieldOffset(64)] public long Claim;

    /// <summary>Detail records that would end behind this position are refused.</summary>
    [FieldOffset(128)] public long DetailLimit;

    /// <summary>Audit records that would end behind this position wait, then are lost.</summary>
    [FieldOffset(136)] public long AuditLimit;

    /// <summary>A claim behind this position wakes the reader.</summary>
    [FieldOffset(144)] public long WakeLimit;

    /// <summary>Claims up to this position have their trace points defined in their own segment.</summary>
    [FieldOffset(152)] public long DefinedLimit;

    /// <summary>The nearer of <see cref="WakeLimit"/> and <see cref="DefinedLimit"/>: up to here a claim asks nothing else.</summary>
    [FieldOffset(160)] public long FreeLimit;

    /// <summary>Detail records refused.</summary>
    [FieldOffset(192)] public long DetailDropped;

    /// <summary>Audit records lost.</summary>
    [FieldOffset(256)] public long AuditLost;

    /// <summary>Claims that became padding.</summary>
    [FieldOffset(320)] public long Padded;

    /// <summary>Records in the segments that the reader has closed.</summary>
    [FieldOffset(328)] public long ClosedRecords;

    /// <summary>Of these, records in segments that could not be written to the disk.</summary>
    [FieldOffset(336)] public long UnsavedRecords;

    /// <summary>Flushes that failed.</summary>
    [FieldOffset(344)] public long FailedFlushes;

    /// <summary>
    /// Segments in front of this position have been sealed, and flushed where the policy flushes at all: a seal that is not whole there is damage.
    /// </summary>
    [FieldOffset(352)] public long SealedEnd;

    /// <summary>Records of this run in the segments removed by retention.</summary>
    [FieldOffset(360)] public long RemovedRecords;

    /// <summary>Segments removed by retention.</summary>
    [FieldOffset(384)] public long Removed;

    /// <summary>The number of the last one removed.</summary>
    [FieldOffset(392)] public long LastRemoved;

    [FieldOffset(400)] private fixed byte _lastRemovedHash[32];

    public const ulong ExpectedMagic = 0x5743_5254_4B53_4952; // "RISKTRCW"
    public const int CurrentVersion = 1;
    public const int PositionBits = 43;
    public const long PositionMask = (1L << PositionBits) - 1;
    public const long OneClaim = 1L << PositionBits;
    public const int CountMask = (1 << (64 - PositionBits)) - 1;

    /// <summary>The hash of the last segment removed.</summary>
    [UnscopedRef]
    public Span<byte> LastRemovedHashBytes => MemoryMarshal.CreateSpan(ref _lastRemovedHash[0], 32);

    /// <summary>The journal's end, in bytes.</summary>
    public static long EndOf(long claim) => (claim & PositionMask) * 8;

    /// <summary>The number of claims, modulo 2^21.</summary>
    public static int CountOf(long claim) => (int)((ulong)claim >> PositionBits);
}
