using System.Text;

namespace RiskTraceGen;

/// <summary>
/// Prints flows as trees when they have ended, as far as the level asks for them: none at <see cref="TraceLevel.Quiet"/>, those in which something breached
/// or failed at <see cref="TraceLevel.Breaches"/>, every one at <see cref="TraceLevel.All"/>. Each flow is one write, so that trees never interleave.
/// </summary>
public sealed class ConsoleTreeSink : IFlowSink
{
    private readonly TextWriter _writer;
    private readonly FlowTreeFormatter _formatter;

    /// <summary>Prints to a writer.</summary>
    /// <param name="writer">Where to. It is not disposed of.</param>
    /// <param name="options">How to write; by default plain text with the writer's line ends.</param>
    public ConsoleTreeSink(TextWriter writer, FlowTreeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _writer = writer;
        _formatter = new FlowTreeFormatter(options ?? new FlowTreeOptions { NewLine = writer.NewLine });
    }

    /// <summary>
    /// Prints to the console: with symbols and colour on a terminal that shows UTF-8, plain elsewhere, in ASCII where the output is not UTF-8.
    /// <c>NO_COLOR</c> and <c>TERM=dumb</c> are respected.
    /// </summary>
    public static ConsoleTreeSink ForConsole()
        => new(Console.Out, OptionsFor(Console.OutputEncoding, Console.IsOutputRedirected, OperatingSystem.IsWindows(), Environment.GetEnvironmentVariable));

    /// <inheritdoc/>
    public bool Wants(in FlowSummary summary, TraceLevel level) => level switch
    {
        TraceLevel.Quiet => false,
        TraceLevel.Breaches => summary.NeedsAttention,
        _ => true,
    };

    /// <inheritdoc/>
    public void OnFlow(FlowTrace flow, TraceLevel level) => _writer.Write(_formatter.Format(flow, level));

    internal static FlowTreeOptions OptionsFor(Encoding encoding, bool redirected, bool windows, Func<string, string?> environment)
    {
        bool utf8 = encoding.CodePage == Encoding.UTF8.CodePage || encoding.CodePage == Encoding.Unicode.CodePage;
        string? term = environment("TERM");
        bool terminal = !redirected && term != "dumb";
        // The classic Windows console shows escape sequences as they are; what hosts it tells when it does not.
        bool ansi = terminal && (!windows || term is not null || environment("WT_SESSION") is not null || environment("ConEmuANSI") == "ON");
        return new FlowTreeOptions
        {
            Symbols = utf8 && terminal,
            Color = ansi && utf8 && string.IsNullOrEmpty(environment("NO_COLOR")),
            Ascii = !utf8,
            NewLine = Environment.NewLine,
        };
    }
}
