using System.CommandLine;
using RiskTraceGen.Tool.Output;
using RiskTraceGen.Tool.Search;

namespace RiskTraceGen.Tool.Commands;

/// <summary><c>risktrace tail</c>: the records published last, and with <c>--follow</c> each further one when it is published.</summary>
internal static class TailCommand
{
    // Reading what is new costs less than a millisecond; nobody sees a difference below this.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> directory = Arguments.Directory();
        Option<bool> follow = new("--follow", "-f") { Description = "Go on with what is published from now on, until Ctrl+C." };
        Option<int> lines = new("--lines", "-n") { Description = "How many of the records that are there are shown first.", HelpName = "COUNT", DefaultValueFactory = _ => 20 };
        lines.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 1_000_000)
                result.AddError("--lines expects a number from 0 to 1000000.");
        });
        Option<bool> json = Arguments.Json();
        var command = new Command("tail", "Show the records published last; with --follow each further one when it is published.") { directory, follow, lines, json };
        command.SetAction((parsed, cancellationToken) => ShowAsync(
            JournalDirectory.Open(parsed.GetValue(directory)!), terminal, parsed.GetValue(lines), parsed.GetValue(follow), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> ShowAsync(
        JournalDirectory directory, Terminal terminal, int count, bool follow, bool json, CancellationToken cancellationToken)
    {
        using var written = new RecordLines(terminal, json);
        using var reader = new JournalDirectoryReader(directory, LastRecords.StartFor(directory, count));
        var last = new LastRecords(count, written);
        while (reader.TryRead(out TraceRecord record))
            last.Add(record, reader.Clock, reader.Points);
        last.Write();
        await terminal.Output.FlushAsync(cancellationToken);

        while (follow && !cancellationToken.IsCancellationRequested)
        {
            if (WriteNew(reader, written, cancellationToken))
                await terminal.Output.FlushAsync(CancellationToken.None);
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return ExitCode.Done;
    }

    private static bool WriteNew(JournalDirectoryReader reader, RecordLines written, CancellationToken cancellationToken)
    {
        bool any = false;
        while (!cancellationToken.IsCancellationRequested && reader.TryRead(out TraceRecord record))
        {
            written.Write(record, reader.Clock, reader.Points);
            any = true;
        }

        return any;
    }
}
