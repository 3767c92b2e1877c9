using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace RiskTraceGen;

/// <summary>Writes values whose type is a type argument. The compiler folds the tests away for value types.</summary>
internal static class ValueEncoding
{
    private static readonly ConcurrentDictionary<Type, IObjectEncoder> ByType = new();

    public static void Write<T>(ref RecordWriter writer, T value)
    {
        if (typeof(T) == typeof(int)) writer.Int32(As<T, int>(ref value));
        else if (typeof(T) == typeof(long)) writer.Int64(As<T, long>(ref value));
        else if (typeof(T) == typeof(decimal)) writer.Decimal(As<T, decimal>(ref value));
        else if (typeof(T) == typeof(double)) writer.Double(As<T, double>(ref value));
        else if (typeof(T) == typeof(bool)) writer.Boolean(As<T, bool>(ref value));
        else if (typeof(T) == typeof(string)) writer.String(As<T, string?>(ref value));
        else if (typeof(T) == typeof(float)) writer.Single(As<T, float>(ref value));
        else if (typeof(T) == typeof(byte)) writer.Byte(As<T, byte>(ref value));
        else if (typeof(T) == typeof(sbyte)) writer.SByte(As<T, sbyte>(ref value));
        else if (typeof(T) == typeof(short)) writer.Int16(As<T, short>(ref value));
        else if (typeof(T) == typeof(ushort)) writer.UInt16(As<T, ushort>(ref value));
        else if (typeof(T) == typeof(uint)) writer.UInt32(As<T, uint>(ref value));
        else if (typeof(T) == typeof(ulong)) writer.UInt64(As<T, ulong>(ref value));
        else if (typeof(T) == typeof(char)) writer.Char(As<T, char>(ref value));
        else if (typeof(T) == typeof(Guid)) writer.Guid(As<T, Guid>(ref value));
        else if (typeof(T) == typeof(DateTime)) writer.DateTime(As<T, DateTime>(ref value));
        else if (typeof(T) == typeof(DateTimeOffset)) writer.DateTimeOffset(As<T, DateTimeOffset>(ref value));
        else if (typeof(T) == typeof(TimeSpan)) writer.TimeSpan(As<T, TimeSpan>(ref value));
        else if (typeof(T) == typeof(DateOnly)) writer.DateOnly(As<T, DateOnly>(ref value));
        else if (typeof(T) == typeof(TimeOnly)) writer.TimeOnly(As<T, TimeOnly>(ref value));
        else if (typeof(T) == typeof(decimal?)) WriteNullable(ref writer, As<T, decimal?>(ref value));
        else if (typeof(T) == typeof(double?)) WriteNullable(ref writer, As<T, double?>(ref value));
        else if (typeof(T) == typeof(int?)) WriteNullable(ref writer, As<T, int?>(ref value));
        else if (typeof(T) == typeof(long?)) WriteNullable(ref writer, As<T, long?>(ref value));
        else if (typeof(T) == typeof(bool?)) WriteNullable(ref writer, As<T, bool?>(ref value));
        else if (Registered<T>.Encoder is { } encoder) encoder.Write(ref writer, value);
        else WriteUnknown(ref writer, value);
    }

    /// <summary>Makes an encoder known to every later <see cref="Write"/>.</summary>
    public static void Register<T, TEncoder>() where TEncoder : struct, IValueEncoder<T>
    {
        // It asks here how to write a value, and would be told to do it itself.
        if (typeof(TEncoder) == typeof(ValueEncoder<T>))
            return;

        var encoder = new BoxedEncoder<T, TEncoder>();
        Registered<T>.Encoder ??= encoder;
        ByType.TryAdd(typeof(T), encoder);
    }

    /// <summary>Writes a value by its run-time type: what <see cref="RiskTracer.StartFlow"/> gets as its trigger.</summary>
    public static void WriteObject(ref RecordWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.Null(); break;
            case string text: writer.String(text); break;
            case int number: writer.Int32(number); break;
            case long number: writer.Int64(number); break;
            case decimal number: writer.Decimal(number); break;
            case double number: writer.Double(number); break;
            case bool flag: writer.Boolean(flag); break;
            case Enum: WriteBoxedEnum(ref writer, value); break;
            default: WriteByType(ref writer, value); break;
        }
    }

    private static void WriteByType(ref RecordWriter writer, object value)
    {
        if (ByType.TryGetValue(value.GetType(), out IObjectEncoder? encoder))
            encoder.WriteObject(ref writer, value);
        else if (!FrameworkValues.TryWriteBoxed(ref writer, value))
            writer.TypeName(TypeNames.Of(value.GetType()));
    }

    // Registered ones by name, others by number.
    private static void WriteBoxedEnum(ref RecordWriter writer, object value)
    {
        if (ByType.TryGetValue(value.GetType(), out IObjectEncoder? encoder))
            encoder.WriteObject(ref writer, value);
        else
            FrameworkValues.WriteEnum(ref writer, value);
    }

    private static void WriteNullable<T>(ref RecordWriter writer, T? value) where T : struct
    {
        if (value is { } present)
            Write(ref writer, present);
        else
            writer.Null();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteUnknown<T>(ref RecordWriter writer, T value)
    {
        if (value is null)
            writer.Null();
        else if (typeof(T) == typeof(object))
            WriteObject(ref writer, value);
        else if (!FrameworkValues.TryWrite(ref writer, value) && !NullableValues.TryWrite(ref writer, value))
            writer.TypeName(TypeNames.Of(NullableValues.TypeOf(value)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTo As<TFrom, TTo>(ref TFrom value) => Unsafe.As<TFrom, TTo>(ref value);

    private static class Registered<T>
    {
        public static BoxedEncoder<T>? Encoder;
    }

    private interface IObjectEncoder
    {
        void WriteObject(ref RecordWriter writer, object value);
    }

    private abstract class BoxedEncoder<T> : IObjectEncoder
    {
        public abstract void Write(ref RecordWriter writer, T value);

        public void WriteObject(ref RecordWriter writer, object value) => Write(ref writer, (T)value);
    }

    private sealed class BoxedEncoder<T, TEncoder> : BoxedEncoder<T> where TEncoder : struct, IValueEncoder<T>
    {
        public override void Write(ref RecordWriter writer, T value) => default(TEncoder).Write(ref writer, value);
    }
}
