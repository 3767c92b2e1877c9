namespace RiskTraceGen;

/// <summary>
/// A segment of a journal that nothing will be added to. Keep the hash of the newest one somewhere else, and nobody can change what the journal says
/// without being noticed: <c>risktrace verify DIR --head HASH</c>.
/// </summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Number">Its number in the directory.</param>
/// <param name="Records">How many records it holds.</param>
/// <param name="Hash">SHA-256 over it and the hash of the segment before it, as 64 hexadecimal digits in lower case.</param>
public sealed record SealedSegment(string Name, long Number, long Records, string Hash);
