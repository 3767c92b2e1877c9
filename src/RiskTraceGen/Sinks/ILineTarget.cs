namespace RiskTraceGen;

/// <summary>Takes lines, whole or not at all: a line that could not be written spoils no other.</summary>
internal interface ILineTarget : IDisposable
{
    /// <summary>Appends one line, and hands it on at once.</summary>
    /// <param name="line">The line in ASCII, with its end.</param>
    void Append(ReadOnlySpan<byte> line);
}
