using System.Numerics;
using System.Runtime.CompilerServices;

namespace RiskTraceGen;

/// <summary>
/// The checksum of a record: CRC32C (Castagnoli) over its position and header, continued with the CRC32C of its payload. The two run side by side,
/// which takes half the time of one chain.
/// </summary>
internal static unsafe class Crc32C
{
    private const uint PayloadSeed = 0xFFFF_FFFF;
    private const uint JoinFactor = 0x9E37_79B1;

    /// <summary>The CRC32C of whole words, started with all ones.</summary>
    /// <param name="data">The first byte.</param>
    /// <param name="length">Bytes; a multiple of 8.</param>
    public static uint Of(byte* data, int length)
    {
        uint sum = PayloadSeed;
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
        uint header = BitOperations.Crc32C(length, (ulong)position);
        header = BitOperations.Crc32C(header, words[1]);
        header = BitOperations.Crc32C(header, words[2]);
        header = BitOperations.Crc32C(header, words[3]);
        header = BitOperations.Crc32C(header, words[4]);

        uint payload = PayloadSeed;
        uint count = (length + 7) / 8;
        for (uint i = RecordHeader.Size / 8; i < count; i++)
            payload = BitOperations.Crc32C(payload, words[i]);

        return Join(header, payload);
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
        ref ulong source = ref Unsafe.As<RecordHeader, ulong>(ref Unsafe.AsRef(in header));
        uint headerSum = BitOperations.Crc32C(length, (ulong)position);
        uint payloadSum = PayloadSeed;
        nuint words = (length + 7) / 8 - RecordHeader.Size / 8;
        for (nuint i = 0; i < words; i++)
        {
            ulong word = payload[i];
            record[RecordHeader.Size / 8 + i] = word;
            payloadSum = BitOperations.Crc32C(payloadSum, word);
        }

        headerSum = Next(headerSum, ref source, 1, record);
        headerSum = Next(headerSum, ref source, 2, record);
        headerSum = Next(headerSum, ref source, 3, record);
        headerSum = Next(headerSum, ref source, 4, record);
        return Join(headerSum, payloadSum);
    }

    // Multiplied, because two checksums of one kind cancel out where header and payload change alike.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Join(uint header, uint payload) => BitOperations.Crc32C(header, payload * JoinFactor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Next(uint sum, ref ulong source, int word, ulong* record)
    {
        ulong value = Unsafe.Add(ref source, word);
        record[word] = value;
        return BitOperations.Crc32C(sum, value);
    }
}
