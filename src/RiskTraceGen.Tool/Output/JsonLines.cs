using System.Text;
using System.Text.Json;

namespace RiskTraceGen.Tool.Output;

/// <summary>Writes JSON objects, one a line.</summary>
/// <param name="output">Where to.</param>
internal sealed class JsonLines(TextWriter output) : IDisposable
{
    private readonly JsonLine _line = new();

    /// <summary>Writes one object.</summary>
    public void Write<T>(T value, Action<Utf8JsonWriter, T> members) => output.Write(Encoding.ASCII.GetString(_line.Of(value, members)));

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();
}
