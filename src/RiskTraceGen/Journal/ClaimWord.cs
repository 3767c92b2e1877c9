using System.Runtime.InteropServices;

namespace RiskTraceGen;

/// <summary>
/// The words that producers share, each on its own cache line. A claim is one atomic add on <see cref="Claim"/>: the low 43 bits are the journal's
/// end in units of 8 bytes, the high 21 bits count the claims, modulo 2^21; the largest bound holds fewer records than that, so a reader can tell the whole count.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 320)]
internal struct ClaimWord
{
    /// <summary>Count and end.</summary>
    [FieldOffset(64)] public long Claim;

    /// <summary>Detail records that would end behind this position are refused.</summary>
    [FieldOffset(128)] public long DetailLimit;

    /// <summary>Audit records that would end behind this position wait, then are lost.</summary>
    [FieldOffset(136)] public long AuditLimit;

    /// <summary>A claim behind this position wakes the reader.</summary>
    [FieldOffset(144)] public long WakeLimit;

    /// <summary>Detail records refused.</summary>
    [FieldOffset(192)] public long DetailDropped;

    /// <summary>Audit records lost.</summary>
    [FieldOffset(256)] public long AuditLost;

    public const int PositionBits = 43;
    public const long PositionMask = (1L << PositionBits) - 1;
    public const long OneClaim = 1L << PositionBits;
    public const int CountMask = (1 << (64 - PositionBits)) - 1;

    /// <summary>The journal's end, in bytes.</summary>
    public static long EndOf(long claim) => (claim & PositionMask) * 8;

    /// <summary>The number of claims, modulo 2^21.</summary>
    public static int CountOf(long claim) => (int)((ulong)claim >> PositionBits);
}
