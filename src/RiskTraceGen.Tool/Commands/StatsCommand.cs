using System.CommandLine;
using RiskTraceGen.Tool.Output;
using RiskTraceGen.Tool.Search;

namespace RiskTraceGen.Tool.Commands;

/// <summary><c>risktrace stats</c>: latencies and failures of each flow type, rule, hook handler and broker call, over all runs in the directory.</summary>
internal static class StatsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> directory = Arguments.Directory();
        Option<bool> json = Arguments.Json();
        var command = new Command("stats", "Count and measure flows, rules, hook handlers and broker calls.") { directory, json };
        command.SetAction((parsed, cancellationToken) =>
            Task.FromResult(Measure(JournalDirectory.Open(parsed.GetValue(directory)!), terminal, parsed.GetValue(json), cancellationToken)));
        return command;
    }

    private static int Measure(JournalDirectory directory, Terminal terminal, bool json, CancellationToken cancellationToken)
    {
        var latencies = new JournalLatencies();
        JournalLosses losses = RecordPass.Over(directory, terminal, static clock => new StatisticsSink(clock), latencies.Add, cancellationToken);
        if (!json)
        {
            StatisticsTable.Write(terminal, latencies.Statistics());
            return ExitCode.Done;
        }

        using var lines = new JsonLines(terminal.Output);
        foreach (LatencyStatistics latency in latencies.Statistics())
            lines.Write(latency, StatisticsJson.Write);
        lines.Write(losses, StatisticsJson.Write);
        return ExitCode.Done;
    }
}
