using System.CommandLine;
using RiskTraceGen.Tool.Output;
using RiskTraceGen.Tool.Search;

namespace RiskTraceGen.Tool.Commands;

/// <summary><c>risktrace why</c>: the chain of cause for what happened to an order or a contract.</summary>
internal static class WhyCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> directory = Arguments.Directory();
        Argument<string> subject = new("ORDER_OR_CONTRACT")
        {
            Description =
                "An order or a contract, as it stands in an event, an argument or a result. A part between other signs than letters and digits is enough."
        };
        subject.Validators.Add(Arguments.NotEmpty);
        Option<bool> json = Arguments.Json();
        var command = new Command("why", "Tell what was done about an order or a contract, and which event, rule and check caused it; the newest last.")
        {
            directory,
            subject,
            json
        };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(
            Tell(JournalDirectory.Open(parsed.GetValue(directory)!), terminal, parsed.GetValue(subject)!, parsed.GetValue(json), cancellationToken)));
        return command;
    }

    private static int Tell(JournalDirectory directory, Terminal terminal, string subject, bool json, CancellationToken cancellationToken)
    {
        var search = new FlowSearch { Contract = subject, Eventful = true };
        using var lines = new JsonLines(terminal.Output);
        long found = FlowPass.Over(
            directory, terminal, search, flow =>
            {
                if (json)
                    lines.Write(flow, FlowJson.WriteWhole);
                else
                    CauseText.Write(terminal, flow);
            },
            cancellationToken);
        if (found > 0)
            return ExitCode.Done;

        terminal.Tell($"Nothing happened to '{subject}': no flow that names it called the broker, ran a hook or found a breach. `risktrace flows --contract` lists all that name it.");
        return ExitCode.NotSo;
    }
}
