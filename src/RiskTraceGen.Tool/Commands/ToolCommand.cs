using System.CommandLine;
using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Commands;

/// <summary>The command line as a whole: which commands there are, and what becomes of their failures.</summary>
internal static class ToolCommand
{
    private const string About = """
        Reads the journal that a program with RiskTraceGen keeps in a directory: while it runs, or afterwards.

        Exit codes: 0 done, 1 the journal is damaged or what was asked for is not in it, 2 the command line or the directory is not usable, 130 stopped by Ctrl+C.
        Text that came from outside is shown with its control characters escaped. Times are in UTC.
        """;

    // "@ES" is the name of a contract, not of a file with further arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Does what the arguments ask for and returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellationToken)
    {
        ParseResult parsed = Root(terminal).Parse(args, Parsing);
        if (parsed.Errors.Count > 0)
        {
            foreach (string message in parsed.Errors.Select(error => error.Message).Distinct())
                terminal.Tell(message);
            terminal.Tell("See --help for what is understood.");
            return ExitCode.Unusable;
        }

        try
        {
            var configuration = new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false };
            int code = await parsed.InvokeAsync(configuration, cancellationToken);
            await terminal.Output.FlushAsync(CancellationToken.None);
            return code;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (IOException failure) when (StandardOutput.IsReaderGone(failure))
        {
            return ExitCode.ReaderGone;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A journal that is not there or may not be read, a file that cannot be written.
            terminal.Tell(failure.Message);
            return ExitCode.Unusable;
        }
    }

    private static RootCommand Root(Terminal terminal) => new(About)
    {
        FlowsCommand.Create(terminal),
        ShowCommand.Create(terminal),
        StatsCommand.Create(terminal),
        TailCommand.Create(terminal),
        WhyCommand.Create(terminal),
        ExportCommand.Create(terminal),
        DiagramCommand.Create(terminal),
        VerifyCommand.Create(terminal),
    };
}
