using System.CommandLine;
using RiskTraceGen.Tool.Diagrams;
using RiskTraceGen.Tool.Output;
using RiskTraceGen.Tool.Search;

namespace RiskTraceGen.Tool.Commands;

/// <summary><c>risktrace diagram</c>: one flow as a picture in text.</summary>
internal static class DiagramCommand
{
    private const string Ascii = "ascii";
    private const string Mermaid = "mermaid";

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> directory = Arguments.Directory();
        Argument<long> flow = Arguments.Flow();
        Option<string> format = new("--format")
        {
            Description = "ascii, or mermaid: a flowchart for wikis and issues.",
            HelpName = "ascii|mermaid",
            DefaultValueFactory = _ => Ascii
        };
        format.Validators.Add(Arguments.OneOf(Ascii, Mermaid));
        var command = new Command("diagram", "Draw one flow.") { directory, flow, format };
        command.SetAction((parsed, cancellationToken) =>
        {
            if (FlowLookup.Find(JournalDirectory.Open(parsed.GetValue(directory)!), terminal, parsed.GetValue(flow), cancellationToken) is not { } found)
                return Task.FromResult(ExitCode.NotSo);

            string newLine = terminal.Style.NewLine;
            terminal.Output.Write(parsed.GetValue(format) == Mermaid ? MermaidDiagram.Draw(found, newLine) : AsciiDiagram.Draw(found, newLine));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
