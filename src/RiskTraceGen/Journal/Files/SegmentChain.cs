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

    /// <summary>Writes the seal of a segment.</summary>
    /// <param name="page">The header in the segment's file.</param>
    /// <param name="data">The segment's first byte.</param>
    /// <param name="seal">What the seal is to say, in a copy of the header.</param>
    public void Seal(ref SegmentHeader page, byte* data, SegmentHeader seal)
    {
        _head.CopyTo(seal.PreviousHash);
        HashOf(ref seal, new ReadOnlySpan<byte>(data, (int)seal.Used), seal.Hash);
        if (key is not null)
            HMACSHA256.HashData(key, seal.Hash, seal.Authentication);
        seal.Seal();
        seal.Hash.CopyTo(_head);
        // At once: a half-written seal is damage.
        page = seal;
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

    /// <summary>A hash as it is shown: 64 hexadecimal digits in lower case.</summary>
    public static string TextOf(ReadOnlySpan<byte> hash) => Convert.ToHexString(hash).ToLowerInvariant();
}
