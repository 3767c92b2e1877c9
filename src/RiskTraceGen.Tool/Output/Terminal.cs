using System.Text;

namespace RiskTraceGen.Tool.Output;

/// <summary>Where the tool writes to, and what may be written there: colours, symbols and widths are for terminals only.</summary>
/// <param name="output">What was asked for.</param>
/// <param name="error">Everything else: messages, notes, progress.</param>
internal sealed class Terminal(TextWriter output, TextWriter error) : IDisposable
{
    /// <summary>What was asked for.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>Messages, notes and progress.</summary>
    public TextWriter Error { get; } = error;

    private int _progressLength;

    /// <summary>How many characters a line holds; <see langword="null"/> where the output is no terminal.</summary>
    public int? Width { get; init; }

    /// <summary>Whether somebody watches <see cref="Error"/>.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>How trees and lines are written.</summary>
    public FlowTreeOptions Style { get; init; } = new();

    /// <summary>The terminal, pipes or files that the process was started with.</summary>
    public static Terminal OfProcess()
    {
        Encoding encoding = Console.OutputEncoding;
        // The console's own writer hands on every piece that is written; a listing of a million flows wants them in larger ones.
        var output = new StreamWriter(
            StandardOutput.Open(), encoding is UTF8Encoding ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) : encoding, 1 << 16);
        return new Terminal(output, Console.Error)
        {
            Width = Console.IsOutputRedirected || Console.WindowWidth <= 0 ? null : Console.WindowWidth,
            ShowsProgress = !Console.IsErrorRedirected,
            Style = ConsoleTreeSink.OptionsFor(encoding, Console.IsOutputRedirected, OperatingSystem.IsWindows(), Environment.GetEnvironmentVariable),
        };
    }

    /// <summary>Writes a line that may hold text from outside, cut to the width of the terminal.</summary>
    public void Line(string text, LineColor color = LineColor.None)
        => Write(Width is { } width ? ScreenWidth.Cut(Safe(text), width, Style.Ascii ? "~" : "…") : Safe(text), color);

    /// <summary>Writes a line that may hold text from outside, however long it is.</summary>
    public void WholeLine(string text, LineColor color) => Write(Safe(text), color);

    private void Write(string safe, LineColor color)
    {
        if (Style.Color && color != LineColor.None)
            Output.Write($"\e[{(int)color}m{safe}\e[0m");
        else
            Output.Write(safe);
        Output.Write(Style.NewLine);
    }

    /// <summary>Writes a message or a note, which may quote text from outside.</summary>
    public void Tell(string text)
    {
        WipeProgress();
        Error.WriteLine(Safe(text));
    }

    /// <summary>Says how far long work has come, where somebody watches, on a line that is wiped when something else is to be written.</summary>
    public void Progress(string text)
    {
        if (!ShowsProgress)
            return;

        // Both outputs may be one screen: half a line that came later would stand behind the progress.
        Output.Flush();
        WipeProgress();
        Error.Write(text);
        _progressLength = text.Length;
    }

    /// <summary>Makes room for something else on the screen.</summary>
    public void WipeProgress()
    {
        // With blanks: not every terminal understands escape sequences.
        if (_progressLength > 0)
            Error.Write($"\r{new string(' ', _progressLength)}\r");
        _progressLength = 0;
    }

    /// <summary>Text from outside with its control characters escaped.</summary>
    public string Safe(string text)
    {
        var safe = new StringBuilder(text.Length);
        EscapedText.Append(safe, text, Style.Ascii);
        return safe.ToString();
    }

    /// <summary>Hands on what is still held back.</summary>
    public void Dispose() => Output.Flush();
}

/// <summary>The colour of a line; the values are those of the escape sequences.</summary>
internal enum LineColor
{
    /// <summary>As the terminal has it.</summary>
    None = 0,

    /// <summary>Something breached or failed.</summary>
    Red = 31,

    /// <summary>Ended well.</summary>
    Green = 32,

    /// <summary>Beside the point.</summary>
    Grey = 90,
}
