namespace RiskTraceGen;

/// <summary>A sealed segment on the disk, as retention sees it.</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Start">The position at which it starts.</param>
/// <param name="Bytes">Bytes of the file.</param>
/// <param name="Number">Its number in the directory.</param>
/// <param name="SealedUtc">When it was sealed, in units of 100 ns from year 1.</param>
/// <param name="Run">The run that wrote it.</param>
/// <param name="Records">How many records it holds.</param>
/// <param name="Hash">Its hash.</param>
internal sealed record SealedFile(string Name, long Start, long Bytes, long Number, long SealedUtc, long Run, long Records, byte[] Hash)
{
    public static SealedFile Of(string name, ref SegmentHeader header)
        => new(
            name,
            header.Start,
            SegmentHeader.PageSize + (1L << header.Bits),
            header.Number,
            header.SealedUtc,
            header.Run,
            header.Records,
            header.Hash.ToArray());
}
