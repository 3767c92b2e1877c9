using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Hosting;

namespace TradingBot.CommandLine;

/// <summary>Prints the rules as the generated registry knows them, each with its version and the hash of the limits that it would run with.</summary>
internal static class RuleList
{
    private static readonly string[] Headings = ["RULE", "CATEGORY", "VERSION", "LIMITS", "WAKES ON", "EVALUATED BY"];

    public static async Task<int> PrintAsync()
    {
        try
        {
            foreach (string line in Lines(SettingsReader.Read(BotHost.ReadConfiguration()).LimitHashes))
                await Console.Out.WriteLineAsync(line);
            return ExitCode.Done;
        }
        catch (InvalidSettingException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCode.BadInput;
        }
    }

    private static IEnumerable<string> Lines(IReadOnlyDictionary<string, string> hashes)
    {
        string[][] rows = [Headings, .. RiskTracing.Module.Rules
            .OrderBy(rule => rule.Category, StringComparer.Ordinal).ThenBy(rule => rule.Name, StringComparer.Ordinal)
            .Select(rule => (string[])[rule.Name, rule.Category, RuleVersion.Current, hashes[rule.Name], rule.Event, rule.Member])];
        int[] widths = [.. Headings.Select((_, column) => rows.Max(row => row[column].Length))];
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
