using System.CommandLine;
using RiskTraceGen.Tool.Output;
using RiskTraceGen.Tool.Search;

namespace RiskTraceGen.Tool.Commands;

/// <summary><c>risktrace flows</c>: a line for each flow, or for each that is looked for.</summary>
internal static class FlowsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> directory = Arguments.Directory();
        Option<bool> json = Arguments.Json();
        Option<string?> rule = Arguments.Text(
            "--rule", "NAME", "Flows in which a rule was evaluated; with --breaches, in which it was this one that found a limit crossed.");
        Option<bool> breaches = new("--breaches") { Description = "Flows in which a rule found a limit crossed." };
        Option<bool> failed = new("--failed")
        {
            Description = "Flows that were abandoned, or in which a call, a handler or a rule failed, or an alert was raised."
        };
        Option<string?> contract = Arguments.Text("--contract", "ID", "Flows in which a recorded value names a contract (or an order).");
        Option<DateTimeOffset?> since = Arguments.Time("--since", "Flows that started at a time or later.");
        Option<DateTimeOffset?> until = Arguments.Time("--until", "Flows that started before a time.");
        Option<TimeSpan?> slower = Arguments.Duration("--slower-than", "Flows that took longer.");
        Option<string?> contains = Arguments.Text("--contains", "TEXT", "Flows in which a text was recorded, in this spelling: in values, names or messages.");

        var command = new Command("flows", "List the flows, in the order in which they ended.")
        {
            directory, rule, breaches, failed, contract, since, until, slower, contains, json
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var search = new FlowSearch
            {
                Rule = parsed.GetValue(rule),
                Breaches = parsed.GetValue(breaches),
                Failed = parsed.GetValue(failed),
                Contract = parsed.GetValue(contract),
                Since = parsed.GetValue(since),
                Until = parsed.GetValue(until),
                SlowerThan = parsed.GetValue(slower),
                Contains = parsed.GetValue(contains),
            };
            return Task.FromResult(List(JournalDirectory.Open(parsed.GetValue(directory)!), terminal, search, parsed.GetValue(json), cancellationToken));
        });
        return command;
    }

    private static int List(JournalDirectory directory, Terminal terminal, FlowSearch search, bool json, CancellationToken cancellationToken)
    {
        if (json)
        {
            using var lines = new JsonLines(terminal.Output);
            FlowPass.Over(directory, terminal, search, flow => lines.Write(flow, FlowRow.Write), cancellationToken);
            return ExitCode.Done;
        }

        bool isFirst = true;
        long found = FlowPass.Over(directory, terminal, search, List, cancellationToken);
        if (found == 0)
            terminal.Tell("No flow is like that.");
        return ExitCode.Done;

        void List(FlowTrace flow)
        {
            if (isFirst)
                terminal.Line(FlowRow.Heading, LineColor.Grey);
            isFirst = false;
            terminal.Line(FlowRow.Of(flow), FlowRow.ColorOf(flow));
        }
    }
}
