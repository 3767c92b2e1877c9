using System.CommandLine;
using System.Globalization;
using RiskTraceGen.Tool.Export;
using RiskTraceGen.Tool.Output;
using RiskTraceGen.Tool.Search;

namespace RiskTraceGen.Tool.Commands;

/// <summary><c>risktrace export</c>: all flows into a file for other programs.</summary>
internal static class ExportCommand
{
    private static readonly Dictionary<string, Func<Stream, IFlowExport>> Formats = new(StringComparer.Ordinal)
    {
        ["jsonl"] = static file => new JsonLinesExport(file),
        ["csv"] = static file => new CsvExport(file),
        ["perfetto"] = static file => new PerfettoExport(file),
    };

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> directory = Arguments.Directory();
        Option<string> format = new("--format") { Description = "What to write: " + string.Join(", ", Formats.Keys) + ".", Required = true };
        format.Validators.Add(Arguments.OneOf([.. Formats.Keys]));
        Option<string> output = new("--output", "-o")
        {
            Description = "The file to write; one that holds something is replaced when all is written.",
            HelpName = "FILE",
            Required = true
        };
        output.Validators.Add(Arguments.NotEmpty);
        var command = new Command("export", "Write all flows into a file for other programs.") { directory, format, output };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(
            Export(
                JournalDirectory.Open(parsed.GetValue(directory)!), terminal, Formats[parsed.GetValue(format)!], parsed.GetValue(output)!, cancellationToken)));
        return command;
    }

    private static int Export(JournalDirectory directory, Terminal terminal, Func<Stream, IFlowExport> format, string path, CancellationToken cancellationToken)
    {
        using ExportFile file = ExportFile.Create(path);
        long flows;
        using (IFlowExport export = format(file.Stream))
            flows = FlowPass.Over(directory, terminal, new FlowSearch(), export.Write, cancellationToken);

        file.Complete();
        terminal.Tell(string.Create(CultureInfo.InvariantCulture, $"{flows} flows written to '{path}'."));
        return ExitCode.Done;
    }
}
