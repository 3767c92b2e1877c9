using System.Text;

namespace TradingBot.CommandLine;

/// <summary>
/// Standard output on a full disk, or on a terminal that is gone: what cannot be printed is lost, is said to be,
/// and ends nothing. A bot that holds positions has more to do than to print.
/// </summary>
/// <param name="writer">What is written to. It is not disposed of.</param>
/// <param name="tell">Prints, once, why something is lost; null for nobody.</param>
internal sealed class LossyOutput(TextWriter writer, Action<string>? tell) : TextWriter(writer.FormatProvider)
{
    /// <summary>Whether something is lost.</summary>
    public bool HasLost { get; private set; }

    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => Try(() => writer.Write(value));

    public override void Write(string? value) => Try(() => writer.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => writer.Write(buffer, index, count));

    public override void Flush() => Try(writer.Flush);

    /// <summary>The exit code of a run: one that was traded to its end and is not told whole has failed in that.</summary>
    public int CodeOf(int run) => HasLost && run == ExitCode.Done ? ExitCode.Failed : run;

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException exception)
        {
            if (!HasLost)
                tell?.Invoke($"standard output cannot be written, and what is printed is lost: {exception.Message}");
            HasLost = true;
        }
    }
}
