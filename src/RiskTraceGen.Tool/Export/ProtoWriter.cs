using System.Buffers.Binary;
using System.Text;

namespace RiskTraceGen.Tool.Export;

/// <summary>Writes one message of protocol buffers, field by field. Used again for the next message when it has been taken.</summary>
internal sealed class ProtoWriter
{
    private const int VarintType = 0;
    private const int Fixed64Type = 1;
    private const int LengthType = 2;

    private byte[] _bytes = new byte[256];
    private int _length;

    /// <summary>The message so far.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Begins another message.</summary>
    public ProtoWriter Begin()
    {
        _length = 0;
        return this;
    }

    /// <summary>An integer, an enum or a bool.</summary>
    public void Varint(int field, ulong value)
    {
        Raw(Key(field, VarintType));
        Raw(value);
    }

    /// <summary>A <c>fixed64</c>.</summary>
    public void Fixed64(int field, ulong value)
    {
        Raw(Key(field, Fixed64Type));
        BinaryPrimitives.WriteUInt64LittleEndian(Take(sizeof(ulong)), value);
    }

    /// <summary>A <c>double</c>.</summary>
    public void Double(int field, double value) => Fixed64(field, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>A <c>string</c>.</summary>
    public void Text(int field, string value)
    {
        Raw(Key(field, LengthType));
        int length = Encoding.UTF8.GetByteCount(value);
        Raw((ulong)length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    /// <summary>A message within this one.</summary>
    public void Message(int field, ProtoWriter message)
    {
        Raw(Key(field, LengthType));
        Raw((ulong)message._length);
        message.Bytes.CopyTo(Take(message._length));
    }

    private static ulong Key(int field, int type) => (ulong)field << 3 | (uint)type;

    private void Raw(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Take(1)[0] = (byte)(value | 0x80);
        Take(1)[0] = (byte)value;
    }

    private Span<byte> Take(int count)
    {
        if (_length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));

        Span<byte> taken = _bytes.AsSpan(_length, count);
        _length += count;
        return taken;
    }
}
