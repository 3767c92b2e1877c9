using System.Text;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>Collects source text, indented.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes lines at the current indentation.</summary>
    public void Write(string lines)
    {
        for (int start = 0; start <= lines.Length;)
        {
            int end = lines.IndexOf('\n', start) is >= 0 and var found ? found : lines.Length;
            int length = end > start && lines[end - 1] == '\r' ? end - start - 1 : end - start;
            if (length > 0)
                _text.Append(' ', _depth * 4).Append(lines, start, length);
            _text.Append('\n');
            start = end + 1;
        }
    }

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

    public MarkedText ToText() => new(_text.ToString());

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
