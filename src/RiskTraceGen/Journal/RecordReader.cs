using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace RiskTraceGen;

/// <summary>Reads the values of a payload back, in the order in which <see cref="RecordWriter"/> wrote them. Never reads past the payload's end.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> payload, TracePointTable points)
{
    private const int MaxDepth = 16;

    private static readonly TraceMark Cut = new("(cut)");
    private static readonly TraceMark Impossible = new("(not a possible value)");
    private static readonly TraceMark Redacted = new("(redacted)");
    private static readonly TraceMark Unformattable = new("(its formatter threw)");

    private ReadOnlySpan<byte> _rest = payload;
    private int _depth;

    /// <summary>Whether every value has been read.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Reads the next value as an integer; 0 where there is none.</summary>
    public long ReadInt64() => ReadValue() switch
    {
        long number => number,
        int number => number,
        byte number => number,
        _ => 0,
    };

    /// <summary>Reads the next value as text; empty where there is none.</summary>
    public string ReadString() => ReadValue() as string ?? "";

    /// <summary>Reads the next value; a mark where the payload was cut.</summary>
    public object? ReadValue()
    {
        // Every kind of nesting passes here: no payload can nest deeper than the stack reaches.
        if (_rest.IsEmpty || _depth == MaxDepth)
            return Stop();

        var tag = (ValueTag)_rest[0];
        _rest = _rest[1..];
        _depth++;
        object? value = ReadTagged(tag);
        _depth--;
        return value;
    }

    private object? ReadTagged(ValueTag tag) => tag switch
    {
        ValueTag.Null => null,
        ValueTag.False => false,
        ValueTag.True => true,
        ValueTag.Char => Fixed<char>(),
        ValueTag.SByte => Fixed<sbyte>(),
        ValueTag.Byte => Fixed<byte>(),
        ValueTag.Int16 => Fixed<short>(),
        ValueTag.UInt16 => Fixed<ushort>(),
        ValueTag.Int32 => Fixed<int>(),
        ValueTag.UInt32 => Fixed<uint>(),
        ValueTag.Int64 => Fixed<long>(),
        ValueTag.UInt64 => Fixed<ulong>(),
        ValueTag.Single => Fixed<float>(),
        ValueTag.Double => Fixed<double>(),
        ValueTag.Decimal => Checked<decimal>(static bits => new decimal(decimal.GetBits(bits))),
        ValueTag.Ascii => Ascii(),
        ValueTag.Utf16 => Utf16(),
        ValueTag.Guid => Fixed<Guid>(),
        ValueTag.DateTime => Checked<long>(static binary => DateTime.FromBinary(binary)),
        ValueTag.DateTimeOffset => Checked<(long Utc, long Minutes)>(
            static time => new DateTimeOffset(time.Utc, TimeSpan.Zero).ToOffset(new TimeSpan(time.Minutes * TimeSpan.TicksPerMinute))),
        ValueTag.TimeSpan => Checked<long>(static ticks => new TimeSpan(ticks)),
        ValueTag.DateOnly => Checked<int>(static day => DateOnly.FromDayNumber(day)),
        ValueTag.TimeOnly => Checked<long>(static ticks => new TimeOnly(ticks)),
        ValueTag.Enum => Enum(),
        ValueTag.Object => Object(),
        ValueTag.List => List(),
        ValueTag.Redacted => Redacted,
        ValueTag.TypeName => new TraceMark($"({ReadString()})"),
        ValueTag.Unformattable => Unformattable,
        ValueTag.Exception => new TraceException(ReadString(), ReadString(), ReadString()),
        _ => Stop(),
    };

    // An unknown tag or a value that goes past the end: nothing behind it can be told apart.
    private TraceMark Stop()
    {
        _rest = default;
        return Cut;
    }

    private bool TryFixed<T>(out T value) where T : unmanaged
    {
        if (!MemoryMarshal.TryRead(_rest, out value))
            return false;

        _rest = _rest[Unsafe.SizeOf<T>()..];
        return true;
    }

    private object Fixed<T>() where T : unmanaged => TryFixed(out T value) ? value : Stop();

    // Of bytes that are no value of their type, which only a damaged record has, the next value can still be read.
    private object Checked<T>(Func<T, object> make) where T : unmanaged
    {
        if (!TryFixed(out T bits))
            return Stop();

        try
        {
            return make(bits);
        }
        catch (ArgumentException)
        {
            return Impossible;
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            count = _rest.Length;

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private object Ascii() => TryFixed(out ushort length) ? Encoding.ASCII.GetString(Take(length)) : Stop();

    private object Utf16() => TryFixed(out ushort length) ? new string(MemoryMarshal.Cast<byte, char>(Take(length * sizeof(char)))) : Stop();

    private object Enum() => TryFixed(out RecordWriter.EnumValue value) ? points[value.Point].NameOf(value.Value) : Stop();

    private object Object()
    {
        if (!TryFixed(out int point))
            return Stop();

        TracePointDefinition shape = points[point];
        var fields = new TraceField[shape.Fields.Length];
        for (int i = 0; i < fields.Length; i++)
            fields[i] = new TraceField(shape.Fields[i], ReadValue());

        return new TraceObject(shape.Name, fields);
    }

    private object List()
    {
        if (!TryFixed(out RecordWriter.ListHead head))
            return Stop();

        var elements = new object?[Math.Min(head.Written, _rest.Length)];
        for (int i = 0; i < elements.Length; i++)
            elements[i] = ReadValue();

        return new TraceList(head.Count, elements);
    }
}
