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
        Option<int> lines = Arguments.Count("--lines", "-n", most: 1_000_000, unsaid: 20, "How many of the records that are there are shown first.");
        Option<bool> json = Arguments.Json();
        var command = new Command("tail", "Show the records published last; with --follow each further one when it is published.")
        {
            directory, follow, lines, json
        };
        command.SetAction((parsed, cancellationToken) => ShowAsync(
            JournalDirectory.Open(parsed.GetValue(directory)!),
            terminal,
            parsed.GetValue(lines),
            parsed.GetValue(follow),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> ShowAsync(
        JournalDirectory directory, Terminal terminal, int count, bool follow, bool json, CancellationToken cancellationToken)
    {
        using var written = new RecordLines(terminal, json);
        long from = LastRecords.StartFor(directory, count);
        using var reader = new JournalDirectoryReader(directory, from);
        ReadLast(reader, new LastRecords(count, written), terminal, directory.Segments.Count(segment => segment.Start >= from), cancellationToken);
        await terminal.Output.FlushAsync(cancellationToken);
        JournalLosses told = TellLosses(directory, reader, terminal, told: null);

        while (follow && !cancellationToken.IsCancellationRequested)
        {
            if (WriteNew(reader, written, cancellationToken))
                await terminal.Output.FlushAsync(CancellationToken.None);
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (follow)
            TellLosses(directory, reader, terminal, told);
        return ExitCode.Done;
    }

    private static void ReadLast(JournalDirectoryReader reader, LastRecords last, Terminal terminal, int segments, CancellationToken cancellationToken)
    {
        var progress = new ReadProgress(terminal, segments);
        // Of a live journal the reader waits once for a definition that stands behind its record; asked again, it goes on.
        while (reader.TryRead(out TraceRecord record) || reader.TryRead(out record))
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress.Segment(reader.Segments);
            last.Add(record, reader.Clock, reader.Points);
        }

        terminal.WipeProgress();
        last.Write();
    }

    // Again at the end, if there are more by then.
    private static JournalLosses TellLosses(JournalDirectory directory, JournalDirectoryReader reader, Terminal terminal, JournalLosses? told)
    {
        JournalLosses losses = JournalLosses.Of(directory, reader.Left);
        if (losses.Any && losses.ToString() != told?.ToString())
            terminal.Tell(losses.ToString());
        return losses;
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
