using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace RiskTraceGen;

/// <summary>
/// Writes nullable values whose type is a type argument, without boxing them: the compiler cannot be told that the argument is one
/// that may be null, so that each type is asked for. The compiler that runs folds the tests away.
/// </summary>
internal static class NullableValues
{
    /// <summary>Writes a value that is there if it is of one of these types.</summary>
    public static bool TryWrite<T>(ref RecordWriter writer, T value)
    {
        if (!IsNullable<T>())
            return false;

        return Held<T>.Type.IsEnum
            ? TryWriteEnum(ref writer, ref value)
            : Is<T, DateTime>(ref writer, ref value)
            || Is<T, DateTimeOffset>(ref writer, ref value)
            || Is<T, TimeSpan>(ref writer, ref value)
            || Is<T, DateOnly>(ref writer, ref value)
            || Is<T, TimeOnly>(ref writer, ref value)
            || Is<T, Guid>(ref writer, ref value)
            || Is<T, char>(ref writer, ref value)
            || Is<T, float>(ref writer, ref value)
            || Is<T, byte>(ref writer, ref value)
            || Is<T, sbyte>(ref writer, ref value)
            || Is<T, short>(ref writer, ref value)
            || Is<T, ushort>(ref writer, ref value)
            || Is<T, uint>(ref writer, ref value)
            || Is<T, ulong>(ref writer, ref value)
            || Is<T, nint>(ref writer, ref value)
            || Is<T, nuint>(ref writer, ref value)
            || Is<T, Half>(ref writer, ref value)
            || Is<T, Int128>(ref writer, ref value)
            || Is<T, UInt128>(ref writer, ref value)
            || Is<T, BigInteger>(ref writer, ref value)
            || Is<T, Rune>(ref writer, ref value)
            || Is<T, Index>(ref writer, ref value)
            || Is<T, Range>(ref writer, ref value);
    }

    /// <summary>The type of what is there: to ask the value for it would box one that may be null.</summary>
    public static Type TypeOf<T>(T value) => IsNullable<T>() ? Held<T>.Type : value!.GetType();

    private static bool IsNullable<T>() => typeof(T).IsValueType && default(T) is null;

    // An enumeration lies in memory as its number does.
    private static bool TryWriteEnum<T>(ref RecordWriter writer, ref T value) => Type.GetTypeCode(Held<T>.Type) switch
    {
        TypeCode.SByte => Write<T, sbyte>(ref writer, ref value),
        TypeCode.Byte => Write<T, byte>(ref writer, ref value),
        TypeCode.Int16 => Write<T, short>(ref writer, ref value),
        TypeCode.UInt16 => Write<T, ushort>(ref writer, ref value),
        TypeCode.Int32 => Write<T, int>(ref writer, ref value),
        TypeCode.UInt32 => Write<T, uint>(ref writer, ref value),
        TypeCode.Int64 => Write<T, long>(ref writer, ref value),
        TypeCode.UInt64 => Write<T, ulong>(ref writer, ref value),
        _ => false,
    };

    private static bool Is<T, TValue>(ref RecordWriter writer, ref T value) where TValue : struct
        => typeof(T) == typeof(TValue?) && Write<T, TValue>(ref writer, ref value);

    private static bool Write<T, TValue>(ref RecordWriter writer, ref T value) where TValue : struct
    {
        writer.Value(Unsafe.As<T, TValue?>(ref value).GetValueOrDefault());
        return true;
    }

    private static class Held<T>
    {
        public static readonly Type Type = Nullable.GetUnderlyingType(typeof(T))!;
    }
}
