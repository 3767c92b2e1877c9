using System.Text;

namespace RiskTraceGen;

/// <summary>A writer of somebody else's that takes lines. It is not disposed of.</summary>
internal sealed class LineWriter(TextWriter writer) : ILineTarget
{
    private bool _isTorn;

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> line)
    {
        string text = Encoding.ASCII.GetString(line);
        if (_isTorn)
            writer.Write('\n');

        _isTorn = true;
        writer.Write(text);
        writer.Flush();
        _isTorn = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
