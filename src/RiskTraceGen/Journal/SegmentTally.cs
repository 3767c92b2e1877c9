namespace RiskTraceGen;

/// <summary>What the journal's reader found in a segment that it has read to its end.</summary>
/// <param name="Records">Whole records.</param>
/// <param name="BytesLeft">Claimed bytes that belong to no whole record and to no padding.</param>
/// <param name="LastFlow">The highest number of a flow so far.</param>
internal readonly record struct SegmentTally(long Records, long BytesLeft, long LastFlow);
