using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace RiskTraceGen.Tool.Search;

/// <summary>The bytes that a text has in a journal, and the numbers and GUIDs that are written like it.</summary>
internal static class RecordedText
{
    /// <summary>Every way in which the text itself, or the value it names, is recorded.</summary>
    public static IEnumerable<byte[]> EncodingsOf(string text)
    {
        if (Ascii.IsValid(text))
            yield return Encoding.ASCII.GetBytes(text);
        yield return MemoryMarshal.AsBytes(text.AsSpan()).ToArray();

        if (Guid.TryParse(text, out Guid guid))
            yield return [(byte)ValueTag.Guid, .. guid.ToByteArray()];
        if (!Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 number))
            yield break;

        for (ValueTag tag = ValueTag.SByte; tag <= ValueTag.UInt64; tag++)
            if (Fits(number, tag, out int size))
                yield return [(byte)tag, .. LittleEndian(number, size)];
    }

    /// <summary>How the members of an enum are recorded whose names are wanted.</summary>
    public static IEnumerable<byte[]> EncodingsOf(int point, TracePointDefinition definition, Func<string, bool> isWanted)
    {
        for (int i = 0; i < definition.Values.Length; i++)
            if (isWanted(definition.Fields[i]))
                yield return [(byte)ValueTag.Enum, .. LittleEndian(point, sizeof(int)), .. LittleEndian(definition.Values[i], sizeof(long))];
    }

    /// <summary>Whether a recorded number or GUID is written like the text.</summary>
    public static bool IsEqual(object value, string text) => value is Guid guid
        ? Guid.TryParse(text, out Guid wanted) && guid == wanted
        : Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 number)
            && TraceText.Of(value) == number.ToString(CultureInfo.InvariantCulture);

    private static bool Fits(Int128 number, ValueTag tag, out int size)
    {
        (Int128 low, Int128 high, size) = tag switch
        {
            ValueTag.SByte => ((Int128)sbyte.MinValue, (Int128)sbyte.MaxValue, 1),
            ValueTag.Byte => (byte.MinValue, byte.MaxValue, 1),
            ValueTag.Int16 => (short.MinValue, short.MaxValue, 2),
            ValueTag.UInt16 => (ushort.MinValue, ushort.MaxValue, 2),
            ValueTag.Int32 => (int.MinValue, int.MaxValue, 4),
            ValueTag.UInt32 => (uint.MinValue, uint.MaxValue, 4),
            ValueTag.Int64 => (long.MinValue, long.MaxValue, 8),
            _ => (ulong.MinValue, ulong.MaxValue, 8),
        };
        return number >= low && number <= high;
    }

    private static byte[] LittleEndian(Int128 number, int size)
    {
        byte[] bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt128LittleEndian(bytes, number);
        return bytes[..size];
    }
}
