using RiskTraceGen;

namespace TradingBot.CommandLine;

/// <summary>Prints the rules as the generated registry knows them.</summary>
internal static class RuleList
{
    public static async Task<int> PrintAsync()
    {
        IReadOnlyList<RuleDescriptor> rules = RiskTracing.Module.Rules;
        int name = rules.Max(rule => rule.Name.Length);
        int category = rules.Max(rule => rule.Category.Length);
        int wakes = rules.Max(rule => rule.Event.Length);
        foreach (RuleDescriptor rule in rules.OrderBy(rule => rule.Category, StringComparer.Ordinal).ThenBy(rule => rule.Name, StringComparer.Ordinal))
        {
            string line = $"{rule.Name.PadRight(name)}  {rule.Category.PadRight(category)}  {rule.Event.PadRight(wakes)}  {rule.Member}";
            await Console.Out.WriteLineAsync(line);
        }

        return ExitCode.Done;
    }
}
