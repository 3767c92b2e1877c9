using System.Buffers.Binary;
using System.Text;

namespace RiskTraceGen.Tool.Tests.Export;

/// <summary>Reads protocol buffers without knowing what they mean: the fields of a message, each a number, eight bytes or a run of bytes.</summary>
internal sealed class ProtoReader
{
    private readonly List<(int Field, object Value, bool IsFixed)> _fields = [];

    public ProtoReader(byte[] message)
    {
        int at = 0;
        while (at < message.Length)
        {
            ulong key = Varint(message, ref at);
            int field = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    _fields.Add((field, Varint(message, ref at), false));
                    break;
                case 1:
                    _fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at, 8)), true));
                    at += 8;
                    break;
                case 2:
                    int length = (int)Varint(message, ref at);
                    _fields.Add((field, message[at..(at + length)], false));
                    at += length;
                    break;
                default:
                    throw new InvalidDataException($"wire type {key & 7}");
            }
        }
    }

    /// <summary>Every field as it stands there: its number, a <see cref="ulong"/> or an array of bytes, and whether it was written in eight bytes.</summary>
    public IReadOnlyList<(int Field, object Value, bool IsFixed)> Fields => _fields;

    public IEnumerable<ProtoReader> Messages(int field) => _fields.Where(entry => entry.Field == field).Select(entry => new ProtoReader((byte[])entry.Value));

    public ProtoReader? Message(int field) => Messages(field).SingleOrDefault();

    public ulong? Number(int field) => _fields.Where(entry => entry.Field == field).Select(entry => (ulong?)entry.Value).SingleOrDefault();

    public string? Text(int field) => _fields.Where(entry => entry.Field == field).Select(entry => Encoding.UTF8.GetString((byte[])entry.Value)).SingleOrDefault();

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = message[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
