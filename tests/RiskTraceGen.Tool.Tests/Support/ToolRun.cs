using System.Text.Json;
using RiskTraceGen.Tool.Commands;
using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Tests;

/// <summary>The tool, run in this process with writers in place of a console.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The numbers of the flows that are listed.</summary>
    public IEnumerable<string> Flows => Lines.Where(line => line.StartsWith("Flow-", StringComparison.Ordinal)).Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)]);

    public JsonElement[] Json => [.. Lines.Select(line => JsonDocument.Parse(line).RootElement)];

    public static Task<ToolRun> Of(params string[] arguments) => Of((output, error) => new Terminal(output, error), arguments);

    public static async Task<ToolRun> Of(Func<TextWriter, TextWriter, Terminal> terminalOf, params string[] arguments)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        int exitCode = await ToolCommand.RunAsync(arguments, terminalOf(output, error), CancellationToken.None).InTime();
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }
}
