using System.Runtime.CompilerServices;
using System.Text;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>Collects source text, indented. Interpolated lines are written part by part, without being made strings first.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = TextBuffer.Take();
    private int _depth;
    private bool _isLineEmpty = true;

    /// <summary>Writes lines at the current indentation.</summary>
    public void Write(string lines)
    {
        Append(lines);
        EndLine();
    }

    /// <inheritdoc cref="Write(string)"/>
    public void Write([InterpolatedStringHandlerArgument("")] ref Lines lines) => EndLine();

    /// <summary>Writes statements, those of several lines set off by blank ones.</summary>
    public void WriteStatements(IReadOnlyList<string> statements)
    {
        for (int i = 0; i < statements.Count; i++)
        {
            if (i > 0 && (statements[i].Contains("\n") || statements[i - 1].Contains("\n")))
                Blank();
            Write(statements[i]);
        }
    }

    public void Blank() => _text.Append('\n');

    /// <summary>Opens a brace; disposing the result closes it.</summary>
    public Closing Block()
    {
        Write("{");
        _depth++;
        return new Closing(this, "}");
    }

    /// <summary>Indents; disposing the result goes back.</summary>
    public Closing Indent()
    {
        _depth++;
        return new Closing(this, null);
    }

    /// <summary>What has been written; nothing more is.</summary>
    public MarkedText ToText() => new(TextBuffer.Finish(_text));

    private void Append(string part)
    {
        int start = 0;
        for (int end = part.IndexOf('\n'); end >= 0; end = part.IndexOf('\n', start))
        {
            AppendToLine(part, start, end > start && part[end - 1] == '\r' ? end - 1 : end);
            EndLine();
            start = end + 1;
        }

        AppendToLine(part, start, part.Length);
    }

    private void AppendToLine(string part, int start, int end)
    {
        if (start == end)
            return;
        if (_isLineEmpty)
            _text.Append(' ', _depth * 4);
        _text.Append(part, start, end - start);
        _isLineEmpty = false;
    }

    private void EndLine()
    {
        _text.Append('\n');
        _isLineEmpty = true;
    }

    /// <summary>Interpolated lines on their way into a writer.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Lines
    {
        private readonly SourceWriter _writer;

#pragma warning disable IDE0060 // The compiler calls it with what it has counted.
        public Lines(int literalLength, int formattedCount, SourceWriter writer) => _writer = writer;
#pragma warning restore IDE0060

        public void AppendLiteral(string text) => _writer.Append(text);

        public void AppendFormatted(string? text) => _writer.Append(text ?? "");

        public void AppendFormatted(TypeRef type) => _writer.Append(type.Text);
    }

    internal readonly struct Closing(SourceWriter writer, string? brace) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (brace is not null)
                writer.Write(brace);
        }
    }
}
