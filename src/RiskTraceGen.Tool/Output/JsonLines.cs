using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RiskTraceGen.Tool.Output;

/// <summary>Writes JSON objects, one a line. What is beyond ASCII is escaped: the lines are the same on every machine.</summary>
internal sealed class JsonLines : IDisposable
{
    private readonly TextWriter _output;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    /// <param name="output">Where to.</param>
    public JsonLines(TextWriter output)
    {
        _output = output;
        _json = new Utf8JsonWriter(_buffer);
    }

    /// <summary>Writes one object.</summary>
    public void Write<T>(T value, Action<Utf8JsonWriter, T> members)
    {
        _json.WriteStartObject();
        members(_json, value);
        _json.WriteEndObject();
        _json.Flush();
        _output.Write(Encoding.UTF8.GetString(_buffer.WrittenSpan));
        _output.Write('\n');
        _buffer.ResetWrittenCount();
        _json.Reset();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}
