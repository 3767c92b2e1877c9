using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RiskTraceGen;

/// <summary>
/// Turns short ASCII text into bytes. The framework's <see cref="System.Text.Ascii"/> does the same for any length; for the dozen characters of a contract
/// id its set-up costs more than the work.
/// </summary>
internal static class AsciiText
{
    private const ushort NotAscii = 0xFF80;

    /// <summary>Writes one byte for each character.</summary>
    /// <param name="text">The text.</param>
    /// <param name="target">Room for as many bytes as the text has characters.</param>
    /// <returns><see langword="false"/> when a character is not ASCII; what is at the target is then undefined.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryNarrow(ReadOnlySpan<char> text, ref byte target)
    {
        ref ushort source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        int length = text.Length;
        int i = 0;
        if (length >= Vector128<ushort>.Count)
        {
            // The last vector overlaps the one before it, so that no tail is left.
            int last = length - Vector128<ushort>.Count;
            while (true)
            {
                Vector128<ushort> characters = Vector128.LoadUnsafe(ref source, (nuint)i);
                if ((characters & Vector128.Create(NotAscii)) != Vector128<ushort>.Zero)
                    return false;

                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, i), Vector128.Narrow(characters, characters).AsUInt64().ToScalar());
                if (i == last)
                    return true;

                i = Math.Min(i + Vector128<ushort>.Count, last);
            }
        }

        for (; i < length; i++)
        {
            ushort character = Unsafe.Add(ref source, i);
            if ((character & NotAscii) != 0)
                return false;

            Unsafe.Add(ref target, i) = (byte)character;
        }

        return true;
    }
}
