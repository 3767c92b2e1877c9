using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TradingBot.Replay;

/// <summary>Reads lines of text in any encoding that its byte-order mark names, UTF-8 without one; a line without end never fills the memory.</summary>
internal sealed class BoundedLineReader(Stream stream) : IDisposable
{
    /// <summary>Far above any line of market data; what lies behind is dropped.</summary>
    public const int MaxLength = 512;

    private readonly StreamReader _reader = new(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
    private readonly StringBuilder _line = new();

    /// <summary>The number of the line read last, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Whether the line read last was longer than <see cref="MaxLength"/> and is cut off.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The next line, without its end; false at the end of the file.</summary>
    public bool TryRead([NotNullWhen(true)] out string? line)
    {
        _line.Clear();
        IsTooLong = false;
        line = null;
        int c = _reader.Read();
        if (c < 0)
            return false;

        LineNumber++;
        for (; c >= 0 && c != '\n'; c = _reader.Read())
        {
            if (_line.Length < MaxLength)
                _line.Append((char)c);
            else
                IsTooLong = true;
        }

        if (_line.Length > 0 && _line[^1] == '\r')
            _line.Length--;
        line = _line.ToString();
        return true;
    }

    public void Dispose() => _reader.Dispose();
}
