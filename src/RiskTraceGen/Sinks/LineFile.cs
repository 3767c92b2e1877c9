namespace RiskTraceGen;

/// <summary>A file of lines that grows. Of a line that did not fit on the disk nothing is left.</summary>
internal sealed class LineFile : ILineTarget
{
    private readonly Stream _file;
    private bool _isTorn;
    private long _end;

    /// <param name="file">The file, unbuffered. What it holds is kept; a line that somebody left without its end is ended before the next one.</param>
    public LineFile(Stream file)
    {
        _file = file;
        if (!file.CanSeek)
            return;

        if (file.Seek(0, SeekOrigin.End) > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            _isTorn = file.ReadByte() != '\n';
        }

        _end = file.Position;
    }

    /// <summary>Opens or makes a file. Others may read it meanwhile.</summary>
    public static LineFile Open(string path) => new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0));

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> line)
    {
        try
        {
            if (_isTorn)
                _file.Write("\n"u8);

            _file.Write(line);
            _file.Flush();
        }
        catch
        {
            TakeBack();
            throw;
        }

        _isTorn = false;
        if (_file.CanSeek)
            _end = _file.Position;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void TakeBack()
    {
        try
        {
            _file.SetLength(_end);
            _file.Position = _end;
        }
        catch (Exception exception) when (exception is IOException or NotSupportedException)
        {
            // What is left of the line stands there, and is ended before the next.
            _isTorn = true;
        }
    }
}
