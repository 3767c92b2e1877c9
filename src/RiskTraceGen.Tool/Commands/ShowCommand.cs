using System.CommandLine;
using RiskTraceGen.Tool.Output;
using RiskTraceGen.Tool.Search;

namespace RiskTraceGen.Tool.Commands;

/// <summary><c>risktrace show</c>: one flow as a tree, with every argument, result, exception and duration.</summary>
internal static class ShowCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> directory = Arguments.Directory();
        Argument<long> flow = Arguments.Flow();
        Option<bool> json = Arguments.Json();
        var command = new Command("show", "Show one flow as a tree, with everything that was recorded of it.") { directory, flow, json };
        command.SetAction((parsed, cancellationToken) =>
            Task.FromResult(
                Show(JournalDirectory.Open(parsed.GetValue(directory)!), terminal, parsed.GetValue(flow), parsed.GetValue(json), cancellationToken)));
        return command;
    }

    private static int Show(JournalDirectory directory, Terminal terminal, long id, bool json, CancellationToken cancellationToken)
    {
        if (FlowLookup.Find(directory, terminal, id, cancellationToken) is not { } flow)
            return ExitCode.NotSo;

        if (json)
        {
            using var lines = new JsonLines(terminal.Output);
            lines.Write(flow, FlowJson.WriteWhole);
        }
        else
        {
            terminal.Output.Write(new FlowTreeFormatter(terminal.Style).Format(flow));
        }

        return ExitCode.Done;
    }
}
