using System.Runtime.InteropServices;

namespace RiskTraceGen;

/// <summary>
/// The 40 bytes in front of every payload. The first word, length and checksum, is stored last: it publishes the record. What is less
/// than a word lies in one, from its lowest byte on, so that a header is put together in registers.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct RecordHeader
{
    /// <summary>Bytes of header and payload together, before padding to 8; 0 while unpublished.</summary>
    public uint Length;

    /// <summary>CRC32C over position, length, the rest of the header and the payload.</summary>
    public uint Checksum;

    private ulong _what;

    /// <summary>The flow that wrote the record.</summary>
    public long Flow;

    /// <summary>Monotonic time.</summary>
    public long Ticks;

    /// <summary>Begin records and events: the parent span. End records: the span that ends. <see cref="RecordType.RuleVerdict"/>: ticks at its start.</summary>
    public long Reference;

    /// <summary>What the record says.</summary>
    public RecordType Type
    {
        readonly get => (RecordType)(byte)_what;
        set => _what = (_what & ~0xFFUL) | (byte)value;
    }

    /// <summary>A <see cref="RuleSeverity"/>, <see cref="CallOutcome"/>, <see cref="HandlerOutcome"/> or <see cref="FlowOutcome"/>, by type.</summary>
    public byte Outcome
    {
        readonly get => (byte)(_what >> 8);
        set => _what = (_what & ~0xFF00UL) | ((ulong)value << 8);
    }

    /// <summary>The number of the attempt of a broker call, from 1; else the depth of nested raises.</summary>
    public byte Ordinal
    {
        readonly get => (byte)(_what >> 16);
        set => _what = (_what & ~0xFF_0000UL) | ((ulong)value << 16);
    }

    /// <summary>Late, truncated, given up; the role of a broker call, and whether it goes on.</summary>
    public RecordFlags Flags
    {
        readonly get => (RecordFlags)(byte)(_what >> 24);
        set => _what = (_what & ~0xFF00_0000UL) | ((ulong)(byte)value << 24);
    }

    /// <summary>The trace point, or 0.</summary>
    public int Point
    {
        readonly get => (int)(_what >> 32);
        set => _what = (uint)_what | ((ulong)(uint)value << 32);
    }

    /// <summary><see cref="Type"/>, <see cref="Outcome"/>, <see cref="Ordinal"/>, <see cref="Flags"/> and <see cref="Point"/> in one word.</summary>
    public readonly ulong What => _what;

    /// <summary>Bytes of a header.</summary>
    public const int Size = 40;

    /// <summary>Set in <see cref="Length"/> where bytes are skipped at the end of a segment.</summary>
    public const uint PaddingBit = 0x8000_0000;
}

/// <summary>Marks on a record.</summary>
[Flags]
internal enum RecordFlags : byte
{
    /// <summary>Nothing to say.</summary>
    None = 0,

    /// <summary>Written after its flow had ended.</summary>
    Late = 1,

    /// <summary>The payload did not fit and was cut.</summary>
    Truncated = 2,

    /// <summary>The span had been given up at its timeout, and had its outcome, before this end of it.</summary>
    GivenUp = 4,

    /// <summary>A broker call that takes over for another one, its parent.</summary>
    Fallback = 8,

    /// <summary>A broker call that finds out what became of another one, its parent.</summary>
    Reconciliation = 16,

    /// <summary>The attempt did not succeed, and the call goes on: its conclusion follows.</summary>
    Unsettled = 32,

    /// <summary>The span is an enumeration of the stream that its parent, a broker call, returned.</summary>
    Enumeration = 64,
}
