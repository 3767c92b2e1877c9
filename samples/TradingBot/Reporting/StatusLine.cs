using System.Text;
using RiskTraceGen;

namespace TradingBot.Reporting;

/// <summary>
/// One line at the bottom of a terminal, written over again and again. It needs no more of the terminal than a carriage return, and has no colour. What else is
/// printed goes through <see cref="Beside"/>, so that the line is out of the way. Thread safe.
/// </summary>
/// <param name="terminal">Where the line is shown.</param>
/// <param name="width">How many columns the terminal has now.</param>
public sealed class StatusLine(TextWriter terminal, Func<int> width)
{
    /// <summary>What stands between the parts of a status.</summary>
    public const string Separator = " | ";

    private readonly Lock _lock = new();
    private int _shown;
    private bool _atLineStart = true;

    /// <summary>Whether there is to be one: on a terminal that somebody looks at, unless the bot is to be quiet.</summary>
    /// <param name="level">What is printed.</param>
    /// <param name="redirected">Whether the output goes elsewhere.</param>
    /// <param name="environment">The environment's variables by name.</param>
    public static bool IsWanted(TraceLevel level, bool redirected, Func<string, string?> environment)
        => level != TraceLevel.Quiet && !redirected && environment("TERM") != "dumb";

    /// <summary>Replaces what the line says, unless a line is just being printed.</summary>
    /// <param name="text">Plain text, of which as many parts are shown as the terminal has room for; a first part that has none is cut.</param>
    public void Show(string text)
    {
        lock (_lock)
        {
            if (!_atLineStart)
                return;

            // The last column stays free: there a terminal would begin the next line.
            string shown = Fit(text, Math.Max(width() - 1, 0));
            terminal.Write($"\r{shown.PadRight(_shown)}");
            terminal.Flush();
            _shown = shown.Length;
        }
    }

    /// <summary>Takes the line away until it is shown again.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            if (_shown == 0)
                return;
            terminal.Write($"\r{new string(' ', _shown)}\r");
            terminal.Flush();
            _shown = 0;
        }
    }

    /// <summary>A writer that takes the line away before anything is printed.</summary>
    /// <param name="writer">A writer to the same terminal. It is not disposed of.</param>
    public TextWriter Beside(TextWriter writer) => new Passage(this, writer);

    // Half a number would be another one.
    private static string Fit(string text, int columns)
    {
        if (text.Length <= columns)
            return text;
        int end = text.AsSpan(0, Math.Min(text.Length, columns + Separator.Length)).LastIndexOf(Separator);
        return text[..(end < 0 ? columns : end)];
    }

    private sealed class Passage(StatusLine line, TextWriter writer) : TextWriter(writer.FormatProvider)
    {
        public override Encoding Encoding => writer.Encoding;

        public override void Write(char value) => Write([value]);

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(ReadOnlySpan<char> buffer)
        {
            if (buffer.IsEmpty)
                return;
            lock (line._lock)
            {
                line.Clear();
                writer.Write(buffer);
                line._atLineStart = buffer[^1] == '\n';
            }
        }

        public override void Flush() => writer.Flush();
    }
}
