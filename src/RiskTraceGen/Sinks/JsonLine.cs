using System.Buffers;
using System.Text.Json;

namespace RiskTraceGen;

/// <summary>Formats objects as JSON, each as one line. What is beyond ASCII is escaped: the lines are the same on every machine. For one thread.</summary>
internal sealed class JsonLine : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    public JsonLine() => _json = new Utf8JsonWriter(_buffer);

    /// <summary>One object and the end of its line; valid until the next one is formatted.</summary>
    public ReadOnlySpan<byte> Of<T>(T value, Action<Utf8JsonWriter, T> members)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        members(_json, value);
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write("\n"u8);
        return _buffer.WrittenSpan;
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}
