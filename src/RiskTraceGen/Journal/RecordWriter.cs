using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RiskTraceGen;

/// <summary>
/// Writes values into a record's payload, in scratch memory, before any space in the journal is claimed: whatever runs here can neither tear a record
/// nor hold up a reader. A payload is bounded; what does not fit is cut and marked as cut. Allocates nothing.
/// </summary>
public ref struct RecordWriter
{
    /// <summary>How many elements of a list are recorded.</summary>
    public const int MaxElements = 8;

    /// <summary>Bytes of the scratch memory that ordinary records are written in, padding included.</summary>
    internal const int MaxPayload = 2048;

    /// <summary>Bytes of the scratch memory that records are written in which hold an exception: room for its stack. No record is larger.</summary>
    internal const int MaxFailurePayload = 8192;

    private const int MaxCharacters = 512;
    private const int MaxInnerExceptions = 8;
    private const string StackCut = "...";
    private const int Padding = 8;

    // Its tag and its length.
    private const int TextHead = 3;
    private const int Cut = -1;

    private readonly ref byte _scratch;
    private int _length;
    private int _room;

    internal RecordWriter(Span<byte> scratch)
    {
        _scratch = ref MemoryMarshal.GetReference(scratch);
        _room = scratch.Length - Padding;
    }

    internal readonly RecordFlags Flags => _room < 0 ? RecordFlags.Truncated : RecordFlags.None;

    /// <summary>Writes a value that is absent.</summary>
    public void Null() => Tag(ValueTag.Null);

    /// <summary>Writes that a value was kept out of the trace.</summary>
    public void Redacted() => Tag(ValueTag.Redacted);

    /// <summary>Writes the name of a type instead of a value.</summary>
    /// <param name="name">The type's name.</param>
    public void TypeName(string name)
    {
        Tag(ValueTag.TypeName);
        String(name);
    }

    /// <summary>Writes a <see cref="bool"/>.</summary>
    public void Boolean(bool value) => Tag(value ? ValueTag.True : ValueTag.False);

    /// <summary>Writes a <see cref="char"/>.</summary>
    public void Char(char value) => Fixed(ValueTag.Char, value);

    /// <summary>Writes an <see cref="sbyte"/>.</summary>
    public void SByte(sbyte value) => Fixed(ValueTag.SByte, value);

    /// <summary>Writes a <see cref="byte"/>.</summary>
    public void Byte(byte value) => Fixed(ValueTag.Byte, value);

    /// <summary>Writes a <see cref="short"/>.</summary>
    public void Int16(short value) => Fixed(ValueTag.Int16, value);

    /// <summary>Writes a <see cref="ushort"/>.</summary>
    public void UInt16(ushort value) => Fixed(ValueTag.UInt16, value);

    /// <summary>Writes an <see cref="int"/>.</summary>
    public void Int32(int value) => Fixed(ValueTag.Int32, value);

    /// <summary>Writes a <see cref="uint"/>.</summary>
    public void UInt32(uint value) => Fixed(ValueTag.UInt32, value);

    /// <summary>Writes a <see cref="long"/>.</summary>
    public void Int64(long value) => Fixed(ValueTag.Int64, value);

    /// <summary>Writes a <see cref="ulong"/>.</summary>
    public void UInt64(ulong value) => Fixed(ValueTag.UInt64, value);

    /// <summary>Writes a <see cref="float"/>.</summary>
    public void Single(float value) => Fixed(ValueTag.Single, value);

    /// <summary>Writes a <see cref="double"/>.</summary>
    public void Double(double value) => Fixed(ValueTag.Double, value);

    /// <summary>Writes a <see cref="decimal"/>.</summary>
    public void Decimal(decimal value) => Fixed(ValueTag.Decimal, value);

    /// <summary>Writes a <see cref="System.Guid"/>.</summary>
    public void Guid(Guid value) => Fixed(ValueTag.Guid, value);

    /// <summary>Writes a <see cref="System.DateTime"/> with its kind.</summary>
    public void DateTime(DateTime value) => Fixed(ValueTag.DateTime, value.ToBinary());

    /// <summary>Writes a <see cref="System.DateTimeOffset"/> with its offset.</summary>
    public void DateTimeOffset(DateTimeOffset value) => Fixed(ValueTag.DateTimeOffset, (value.UtcTicks, (long)value.TotalOffsetMinutes));

    /// <summary>Writes a <see cref="System.TimeSpan"/>.</summary>
    public void TimeSpan(TimeSpan value) => Fixed(ValueTag.TimeSpan, value.Ticks);

    /// <summary>Writes a <see cref="System.DateOnly"/>.</summary>
    public void DateOnly(DateOnly value) => Fixed(ValueTag.DateOnly, value.DayNumber);

    /// <summary>Writes a <see cref="System.TimeOnly"/>.</summary>
    public void TimeOnly(TimeOnly value) => Fixed(ValueTag.TimeOnly, value.Ticks);

    /// <summary>Writes an enumeration's value, to be shown by name.</summary>
    /// <param name="shape">The enumeration's trace point.</param>
    /// <param name="value">The value.</param>
    public void Enum(TracePoint shape, long value)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Fixed(ValueTag.Enum, new EnumValue(shape.Id, value));
    }

    /// <summary>Begins an object: one value for each field of <paramref name="shape"/> must follow.</summary>
    /// <param name="shape">The shape's trace point.</param>
    public void Object(TracePoint shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Fixed(ValueTag.Object, shape.Id);
    }

    /// <summary>Begins a list: <paramref name="written"/> values must follow.</summary>
    /// <param name="count">How many elements the list has.</param>
    /// <param name="written">How many of them follow; at most <see cref="MaxElements"/>.</param>
    public void List(int count, int written) => Fixed(ValueTag.List, new ListHead(count, (byte)written));

    /// <summary>Writes text; at most 512 characters of it are kept.</summary>
    /// <param name="value">The text, or <see langword="null"/>.</param>
    public void String(string? value)
    {
        if (value is null)
            Null();
        else
            Text(value, MaxCharacters);
    }

    /// <summary>Writes text that is no string; at most 512 characters of it are kept.</summary>
    public void Characters(scoped ReadOnlySpan<char> value) => Text(value, MaxCharacters);

    /// <summary>
    /// Writes a value of a type that is known only at run time or through a type argument: primitives, text and the types whose encoder a module has
    /// registered by value, everything else by its type's name.
    /// </summary>
    public void Value<T>(T value) => ValueEncoding.Write(ref this, value);

    /// <summary>Writes a value as text, in the invariant culture. A formatter that throws loses that value and nothing else.</summary>
    /// <param name="value">The value.</param>
    /// <param name="format">The format, or <see langword="null"/> for the type's default.</param>
    public void Formatted<T>(T value, string? format)
    {
        if (value is null)
        {
            Null();
            return;
        }

        try
        {
            Span<char> text = stackalloc char[MaxCharacters];
            // Cast where it is called: so no value is boxed.
            if (value is ISpanFormattable && ((ISpanFormattable)value).TryFormat(text, out int length, format, CultureInfo.InvariantCulture))
                Text(text[..length], MaxCharacters);
            else if (value is IFormattable slow)
                String(slow.ToString(format, CultureInfo.InvariantCulture));
            else
                String(value.ToString());
        }
        catch (Exception)
        {
            // The formatter is the user's: its failure is shown in place of the value and must not reach the call that is being traced.
            Tag(ValueTag.Unformattable);
        }
    }

    /// <summary>
    /// Writes an exception's type, message and stack, with those of its inner exceptions: as much of it as there is room for. To be written last.
    /// </summary>
    internal void Exception(Exception exception)
    {
        Tag(ValueTag.Exception);
        Text(exception.GetType().FullName ?? exception.GetType().Name, MaxCharacters);
        Text(ReadOrNote(exception, static e => e.Message), MaxCharacters);
        Stack(ReadOrNote(exception, StackOf));
    }

    /// <summary>Marks the payload as cut: an encoder failed half way.</summary>
    internal void Break() => _room = Cut;

    /// <summary>Pads the payload with zeros to a multiple of 8 and returns its length before padding.</summary>
    internal readonly int Finish()
    {
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref _scratch, _length), 0L);
        return _length;
    }

    private static string StackOf(Exception exception)
    {
        string stack = exception.StackTrace ?? "";
        Exception? inner = exception.InnerException;
        for (int depth = 0; inner is not null && depth < MaxInnerExceptions; depth++, inner = inner.InnerException)
            stack += $"{Environment.NewLine} ---> {inner.GetType().FullName}: {inner.Message}{Environment.NewLine}{inner.StackTrace}";

        return stack;
    }

    // Message and StackTrace are virtual: an exception type of the user's may throw from them.
    private static string ReadOrNote(Exception exception, Func<Exception, string> read)
    {
        try
        {
            return read(exception);
        }
        catch (Exception failure)
        {
            return $"({failure.GetType().Name} while reading it)";
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Fits(int bytes)
    {
        if (_length + bytes <= _room)
            return true;

        // Nothing is written behind a value that was cut: a reader could not tell which one is missing.
        _room = Cut;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Tag(ValueTag tag)
    {
        if (!Fits(1))
            return;

        Unsafe.Add(ref _scratch, _length) = (byte)tag;
        _length++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fixed<T>(ValueTag tag, T value) where T : unmanaged
    {
        if (!Fits(1 + Unsafe.SizeOf<T>()))
            return;

        ref byte target = ref Unsafe.Add(ref _scratch, _length);
        target = (byte)tag;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), value);
        _length += 1 + Unsafe.SizeOf<T>();
    }

    private void Text(scoped ReadOnlySpan<char> value, int limit)
    {
        if (value.Length > limit)
        {
            value = value[..limit];
            CutText(value);
            return;
        }

        if (!Fits(TextHead + value.Length))
            return;

        ref byte target = ref Unsafe.Add(ref _scratch, _length);
        if (AsciiText.TryNarrow(value, ref Unsafe.Add(ref target, TextHead)))
        {
            target = (byte)ValueTag.Ascii;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), (ushort)value.Length);
            _length += TextHead + value.Length;
            return;
        }

        WideText(value);
    }

    // The sign that it was cut is ASCII, as stacks are: one wide character would make all of them wide.
    private void Stack(string stack)
    {
        int bytes = Math.Max(0, _room - _length - TextHead);
        int room = System.Text.Ascii.IsValid(stack) ? bytes : bytes / sizeof(char);
        if (stack.Length <= room)
            Text(stack, room);
        else if (room > StackCut.Length)
            Text(string.Concat(stack.AsSpan(0, room - StackCut.Length), StackCut), room);
        else
            Break();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WideText(scoped ReadOnlySpan<char> value)
    {
        int bytes = value.Length * sizeof(char);
        if (!Fits(TextHead + bytes))
            return;

        Span<byte> target = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref _scratch, _length), TextHead + bytes);
        target[0] = (byte)ValueTag.Utf16;
        Unsafe.WriteUnaligned(ref target[1], (ushort)value.Length);
        MemoryMarshal.AsBytes(value).CopyTo(target[TextHead..]);
        _length += TextHead + bytes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CutText(scoped ReadOnlySpan<char> prefix)
    {
        Span<char> cut = stackalloc char[prefix.Length];
        prefix.CopyTo(cut);
        cut[^1] = '…';
        Text(cut, cut.Length);
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    internal readonly record struct EnumValue(int Point, long Value);

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    internal readonly record struct ListHead(int Count, byte Written);
}
