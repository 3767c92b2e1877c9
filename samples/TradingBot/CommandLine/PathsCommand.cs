using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using RiskTraceGen;

namespace TradingBot.CommandLine;

/// <summary>Prints where each rule can go, as the generated map knows it.</summary>
internal static class PathsCommand
{
    // A line of a terminal that is wider is harder to read, not easier.
    private const int MaxWidth = 120;
    private const int PlainWidth = 80;

    private static readonly string[] Formats = ["text", "markdown", "mermaid"];

    private static readonly Option<string> Format = new("--format")
    {
        Description = "How it is written: trees of text, a Markdown document, or a Mermaid flowchart.",
        HelpName = string.Join('|', Formats),
        CustomParser = ParseFormat,
        DefaultValueFactory = _ => "text",
    };

    public static Command Create()
    {
        var command = new Command(
            "paths", "Print for each rule the hooks that it can raise, with their handlers, and the broker calls that it can reach, and end.")
        {
            Format
        };
        command.SetAction(parsed => PrintAsync(parsed.GetValue(Format)!));
        return command;
    }

    private static async Task<int> PrintAsync(string format)
    {
        ExecutionMap map = RiskTracing.Module.ExecutionMap;
        await Console.Out.WriteAsync(format switch
        {
            "markdown" => map.ToMarkdown(),
            "mermaid" => map.ToMermaid(),
            _ => map.ToText(Width(), ascii: Console.OutputEncoding is not (UTF8Encoding or UnicodeEncoding)),
        });
        return ExitCode.Done;
    }

    private static string ParseFormat(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Formats.Contains(text, StringComparer.OrdinalIgnoreCase))
            return text.ToLowerInvariant();
        result.AddError($"--format expects text, markdown or mermaid, not '{text}'.");
        return "";
    }

    private static int Width() => Console.IsOutputRedirected ? PlainWidth : Math.Clamp(Console.WindowWidth, 40, MaxWidth);
}
