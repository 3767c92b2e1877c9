using System.Globalization;
using System.Net;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace RiskTraceGen;

/// <summary>
/// Writes values of the framework that are neither primitive nor text and tell something all the same: without
/// running anybody else's code, bounded, and without allocating.
/// </summary>
internal static class FrameworkValues
{
    private const int MaxCharacters = 128;

    // More digits than fit anyway, which would take long to work out.
    private const int MaxNumberBytes = 48;

    /// <summary>Writes a value if it is one of these.</summary>
    public static bool TryWrite<T>(ref RecordWriter writer, T value)
    {
        if (!typeof(T).IsValueType)
            return TryWriteObject(ref writer, value!);

        if (typeof(T).IsEnum)
            writer.Int64(NumberOf(ref value));
        else if (typeof(T) == typeof(nint))
            writer.Int64(Unsafe.As<T, nint>(ref value));
        else if (typeof(T) == typeof(nuint))
            writer.UInt64(Unsafe.As<T, nuint>(ref value));
        else if (typeof(T) == typeof(Half) || typeof(T) == typeof(Int128) || typeof(T) == typeof(UInt128) || typeof(T) == typeof(Rune))
            Format(ref writer, value);
        else if (typeof(T) == typeof(BigInteger))
            Format(ref writer, Unsafe.As<T, BigInteger>(ref value));
        else if (typeof(T) == typeof(Index))
            Format(ref writer, Unsafe.As<T, Index>(ref value));
        else if (typeof(T) == typeof(Range))
            Format(ref writer, Unsafe.As<T, Range>(ref value));
        else
            return false;
        return true;
    }

    /// <summary>Writes a value whose type is known only at run time, if it is one of these or a primitive.</summary>
    public static bool TryWriteBoxed(ref RecordWriter writer, object value)
    {
        switch (value)
        {
            case float number: writer.Single(number); break;
            case byte number: writer.Byte(number); break;
            case sbyte number: writer.SByte(number); break;
            case short number: writer.Int16(number); break;
            case ushort number: writer.UInt16(number); break;
            case uint number: writer.UInt32(number); break;
            case ulong number: writer.UInt64(number); break;
            case char letter: writer.Char(letter); break;
            case Guid id: writer.Guid(id); break;
            case DateTime time: writer.DateTime(time); break;
            case DateTimeOffset time: writer.DateTimeOffset(time); break;
            case TimeSpan time: writer.TimeSpan(time); break;
            case DateOnly date: writer.DateOnly(date); break;
            case TimeOnly time: writer.TimeOnly(time); break;
            case nint number: writer.Int64(number); break;
            case nuint number: writer.UInt64(number); break;
            case Half number: Format(ref writer, number); break;
            case Int128 number: Format(ref writer, number); break;
            case UInt128 number: Format(ref writer, number); break;
            case Rune letter: Format(ref writer, letter); break;
            case BigInteger number: Format(ref writer, number); break;
            case Index index: Format(ref writer, index); break;
            case Range range: Format(ref writer, range); break;
            default: return TryWriteObject(ref writer, value);
        }

        return true;
    }

    /// <summary>Writes a boxed value of an enumeration by its number.</summary>
    public static void WriteEnum(ref RecordWriter writer, object value)
    {
        switch (Type.GetTypeCode(value.GetType()))
        {
            case TypeCode.SByte: writer.SByte((sbyte)value); break;
            case TypeCode.Byte: writer.Byte((byte)value); break;
            case TypeCode.Int16: writer.Int16((short)value); break;
            case TypeCode.UInt16: writer.UInt16((ushort)value); break;
            case TypeCode.Int32: writer.Int32((int)value); break;
            case TypeCode.UInt32: writer.UInt32((uint)value); break;
            case TypeCode.Int64: writer.Int64((long)value); break;
            case TypeCode.UInt64: writer.UInt64((ulong)value); break;
            default: writer.TypeName(value.GetType().Name); break;
        }
    }

    // None of what is read here can be overridden.
    private static bool TryWriteObject(ref RecordWriter writer, object value)
    {
        switch (value)
        {
            case Uri address: writer.String(address.OriginalString); break;
            case TimeZoneInfo zone: writer.String(zone.Id); break;
            case Version version: Format(ref writer, version); break;
            case IPAddress address: Format(ref writer, address); break;
            default: return false;
        }

        return true;
    }

    private static void Format(ref RecordWriter writer, BigInteger number)
    {
        if (number.GetByteCount() <= MaxNumberBytes)
            Format<BigInteger>(ref writer, number);
        else
            writer.TypeName(nameof(BigInteger));
    }

    private static void Format(ref RecordWriter writer, Index index)
    {
        Span<char> text = stackalloc char[MaxCharacters];
        writer.Characters(text[..Put(text, index)]);
    }

    private static void Format(ref RecordWriter writer, Range range)
    {
        Span<char> text = stackalloc char[MaxCharacters];
        int length = Put(text, range.Start);
        "..".CopyTo(text[length..]);
        length += 2;
        writer.Characters(text[..(length + Put(text[length..], range.End))]);
    }

    private static int Put(Span<char> text, Index index)
    {
        text[0] = '^';
        int start = index.IsFromEnd ? 1 : 0;
        index.Value.TryFormat(text[start..], out int length, default, CultureInfo.InvariantCulture);
        return start + length;
    }

    private static void Format<T>(ref RecordWriter writer, T value)
    {
        Span<char> text = stackalloc char[MaxCharacters];
        // Cast where it is called: so no value is boxed.
        if (value is ISpanFormattable && ((ISpanFormattable)value).TryFormat(text, out int length, default, CultureInfo.InvariantCulture))
            writer.Characters(text[..length]);
        else
            writer.TypeName(typeof(T).Name);
    }

    private static long NumberOf<T>(ref T value) => Type.GetTypeCode(typeof(T)) switch
    {
        TypeCode.SByte => Unsafe.As<T, sbyte>(ref value),
        TypeCode.Byte => Unsafe.As<T, byte>(ref value),
        TypeCode.Int16 => Unsafe.As<T, short>(ref value),
        TypeCode.UInt16 => Unsafe.As<T, ushort>(ref value),
        TypeCode.Int32 => Unsafe.As<T, int>(ref value),
        TypeCode.UInt32 => Unsafe.As<T, uint>(ref value),
        _ => Unsafe.As<T, long>(ref value),
    };
}
