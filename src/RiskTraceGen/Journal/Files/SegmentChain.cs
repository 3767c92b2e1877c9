using System.Security.Cryptography;

namespace RiskTraceGen;

/// <summary>Seals segments one after another, each with the hash of the one before: nothing can be changed, left out or put in between unnoticed.</summary>
/// <param name="key">The key of the authentication codes, or <see langword="null"/> for none.</param>
/// <param name="head">The hash of the segment sealed last; zeros before the first.</param>
internal sealed unsafe class SegmentChain(byte[]? key, ReadOnlySpan<byte> head)
{
    private readonly byte[] _head = head.ToArray();

    /// <summary>The hash of the segment sealed last.</summary>
    public ReadOnlySpan<byte> Head => _head;

    /// <summary>Completes a segment's header. What is counted in the seal but the hashes has been set.</summary>
    /// <param name="header">The header, in front of the data.</param>
    /// <param name="data">The segment's first byte.</param>
    /// <param name="state">How it ended.</param>
    public void Seal(ref SegmentHeader header, byte* data, SegmentState state)
    {
        _head.CopyTo(header.PreviousHash);
        HashOf(ref header, new ReadOnlySpan<byte>(data, (int)header.Used), header.Hash);
        if (key is not null)
            HMACSHA256.HashData(key, header.Hash, header.Authentication);
        header.Seal(state);
        header.Hash.CopyTo(_head);
    }

    /// <summary>The hash of a segment, from its header and the used bytes of its data.</summary>
    public static void HashOf(ref SegmentHeader header, ReadOnlySpan<byte> used, Span<byte> hash)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(header.HashedIdentity);
        sum.AppendData(header.HashedSeal);
        sum.AppendData(used);
        sum.GetHashAndReset(hash);
    }
}
