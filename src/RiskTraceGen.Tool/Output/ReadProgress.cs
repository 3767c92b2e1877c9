using System.Globalization;

namespace RiskTraceGen.Tool.Output;

/// <summary>How far a pass over a journal has come, on one line of the error output that is wiped at the end. Says nothing where nobody watches.</summary>
internal sealed class ReadProgress(Terminal terminal, JournalDirectory directory)
{
    private const string Wipe = "\r\e[K";

    private readonly int _segments = directory.Segments.Count;
    private int _shown;

    /// <summary>Says which segment is read; what is read within a moment needs no progress.</summary>
    public void Segment(int number)
    {
        if (!terminal.ShowsProgress || number == _shown || _segments < 16)
            return;

        _shown = number;
        terminal.Error.Write(string.Create(CultureInfo.InvariantCulture, $"{Wipe}reading segment {number} of {Math.Max(number, _segments)}"));
    }

    /// <summary>Wipes the line.</summary>
    public void End()
    {
        if (_shown > 0)
            terminal.Error.Write(Wipe);
        _shown = 0;
    }
}
