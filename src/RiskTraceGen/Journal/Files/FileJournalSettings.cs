using System.Numerics;

namespace RiskTraceGen;

/// <summary>How a journal in a directory is kept.</summary>
/// <param name="SegmentBits">The size of a segment as a power of two.</param>
/// <param name="Flush">When it is flushed to the disk.</param>
/// <param name="MaxBytes">How large all segments may be together, or <see langword="null"/>.</param>
/// <param name="MaxAge">How old one may be, or <see langword="null"/>.</param>
/// <param name="Key">The key of the authentication codes, or <see langword="null"/>.</param>
/// <param name="Sealed">Told of each segment that is sealed, on the journal's own thread.</param>
/// <param name="Time">The clock.</param>
/// <param name="Run">The run: random.</param>
internal sealed record FileJournalSettings(
    int SegmentBits, FlushPolicy Flush, long? MaxBytes, TimeSpan? MaxAge, byte[]? Key, Action<SealedSegment>? Sealed, TimeProvider Time, long Run)
{
    // The most that definitions may take of a segment, each of which repeats them.
    private const int DefinitionShare = 4;
    private const int MostBits = 24;

    /// <summary>The size of a segment, as a power of two: as asked for, or as much larger as the definitions of the trace points need.</summary>
    /// <param name="bytes">What was asked for, a power of two.</param>
    /// <param name="definitionBytes">Bytes of the definitions.</param>
    public static int SegmentBitsFor(int bytes, long definitionBytes)
        => Math.Min(BitOperations.Log2(BitOperations.RoundUpToPowerOf2((ulong)Math.Max(bytes, definitionBytes * DefinitionShare))), MostBits);
}
