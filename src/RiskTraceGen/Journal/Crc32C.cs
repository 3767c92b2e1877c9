using System.Numerics;
using System.Runtime.CompilerServices;

namespace RiskTraceGen;

/// <summary>
/// The checksum of a record: CRC32C (Castagnoli) in three chains that run side by side, because each step of one waits for the step before it: position and
/// first half of the header, second half, payload.
/// </summary>
internal static unsafe class Crc32C
{
    private const uint Seed = 0xFFFF_FFFF;
    private const uint HeaderFactor = 0x9E37_79B1;
    private const uint PayloadFactor = 0x85EB_CA77;

    /// <summary>The CRC32C of whole words, started with all ones.</summary>
    /// <param name="data">The first byte.</param>
    /// <param name="length">Bytes; a multiple of 8.</param>
    public static uint Of(byte* data, int length)
    {
        uint sum = Seed;
        for (int i = 0; i < length; i += sizeof(ulong))
            sum = BitOperations.Crc32C(sum, *(ulong*)(data + i));

        return sum;
    }

    /// <summary>Computes the checksum of the record at <paramref name="record"/>, whose first word it does not read.</summary>
    /// <param name="position">The record's position in the journal, so that a moved record is not believed.</param>
    /// <param name="length">The record's length in bytes, so that a resized record is not believed.</param>
    /// <param name="record">The record, padded with zeros to a multiple of 8 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(long position, uint length, byte* record)
    {
        var words = (ulong*)record;
        uint payload = Seed;
        uint count = (length + 7) / 8;
        for (uint i = RecordHeader.Size / 8; i < count; i++)
            payload = BitOperations.Crc32C(payload, words[i]);

        return Join(First(length, position, words[1], words[2]), Second(words[3], words[4]), payload);
    }

    /// <summary>Copies header and payload to their place and returns the checksum of the record, in one pass. The first word is left for the caller.</summary>
    /// <param name="position">The record's position in the journal.</param>
    /// <param name="length">The record's length in bytes.</param>
    /// <param name="header">The header.</param>
    /// <param name="payload">The payload, padded with zeros to a multiple of 8 bytes.</param>
    /// <param name="record">Where the record goes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Copy(long position, uint length, in RecordHeader header, ulong* payload, ulong* record)
    {
        ulong word1 = record[1] = header.What;
        ulong word2 = record[2] = (ulong)header.Flow;
        ulong word3 = record[3] = (ulong)header.Ticks;
        ulong word4 = record[4] = (ulong)header.Reference;
        uint first = First(length, position, word1, word2);
        uint second = Second(word3, word4);
        uint payloadSum = Seed;
        nuint words = (length + 7) / 8 - RecordHeader.Size / 8;
        for (nuint i = 0; i < words; i++)
        {
            ulong word = payload[i];
            record[RecordHeader.Size / 8 + i] = word;
            payloadSum = BitOperations.Crc32C(payloadSum, word);
        }

        return Join(first, second, payloadSum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint First(uint length, long position, ulong word1, ulong word2)
        => BitOperations.Crc32C(BitOperations.Crc32C(BitOperations.Crc32C(length, word1), word2), (ulong)position);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Second(ulong word3, ulong word4)
        => BitOperations.Crc32C(BitOperations.Crc32C(Seed, word3), word4);

    // Multiplied, because checksums of one kind cancel out where two parts of a record change alike.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Join(uint first, uint second, uint payload)
        => BitOperations.Crc32C(first, second * HeaderFactor + payload * PayloadFactor);
}
