using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace TradingBot.Hosting;

/// <summary>
/// Prints what is logged, a line each: what happened, the type and the message of what was thrown, and where the
/// rest is. Stacks are for the trace: on a console they hide the next alert.
/// </summary>
internal sealed class AlertLines(BotOptions options) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "alert-lines";

    private const string StackFrame = "   at ";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        string message = entry.Formatter(entry.State, entry.Exception);
        if (entry.Exception is { } exception)
            message = $"{message}{Environment.NewLine}{exception}";

        string[] lines = message.Split(Environment.NewLine);
        string[] words = [.. lines.TakeWhile(line => !line.StartsWith(StackFrame, StringComparison.Ordinal))];
        string line = string.Join(": ", words.Select(word => word.Trim()).Where(word => word.Length > 0));
        textWriter.WriteLine($"{Mark(entry.LogLevel)}: {line}{(words.Length < lines.Length ? $" ({Whereabouts})" : "")}");
    }

    private string Whereabouts => options switch
    {
        { LogFile: { } file } => $"stack in {file}",
        { JournalDirectory: { } directory }
            => JournalWatch.IsKept(directory) ? $"stack in the journal {directory}" : $"stack lost: the journal is gone from {directory}",
        _ => "--log FILE or --journal DIR keeps the stack",
    };

    private static string Mark(LogLevel level) => level switch
    {
        LogLevel.Critical => "crit",
        LogLevel.Error => "fail",
        LogLevel.Warning => "warn",
        _ => "info",
    };
}
