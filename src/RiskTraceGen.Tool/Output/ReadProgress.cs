using System.Globalization;

namespace RiskTraceGen.Tool.Output;

/// <summary>How far a pass over a journal has come, segment by segment.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="segments">How many segments there are to read.</param>
internal sealed class ReadProgress(Terminal terminal, int segments)
{
    // What is read within a moment needs no progress.
    private const int Few = 16;

    private int _shown;

    /// <summary>Says which segment is read.</summary>
    public void Segment(int number)
    {
        if (number == _shown || segments < Few)
            return;

        _shown = number;
        terminal.Progress(string.Create(CultureInfo.InvariantCulture, $"reading segment {number} of {Math.Max(number, segments)}"));
    }
}
