using System.Globalization;
using System.Text;
using RiskTraceGen;

namespace TradingBot.Reporting;

/// <summary>Latencies as a table: flows, rules, handlers and broker calls.</summary>
internal static class LatencyTable
{
    public static void AppendTo(StringBuilder text, IReadOnlyList<LatencyStatistics> latencies)
    {
        if (latencies.Count == 0)
            return;

        int name = latencies.Max(latency => latency.Name.Length);
        Row(text, "latency", "", name, "count", "p50", "p90", "p99", "max");
        foreach (LatencyStatistics latency in latencies)
        {
            Row(
                text,
                KindOf(latency.Kind),
                latency.Name,
                name,
                latency.Count.ToString("N0", CultureInfo.InvariantCulture),
                Shown(latency.P50),
                Shown(latency.P90),
                Shown(latency.P99),
                Shown(latency.Max));
        }
    }

    private static void Row(StringBuilder text, string kind, string name, int width, string count, string p50, string p90, string p99, string max)
        => text.Append("  ").Append(kind.PadRight(14)).Append(name.PadRight(width))
            .Append(count.PadLeft(10)).Append(p50.PadLeft(10)).Append(p90.PadLeft(10)).Append(p99.PadLeft(10)).AppendLine(max.PadLeft(10));

    private static string KindOf(LatencyKind kind) => kind switch
    {
        LatencyKind.Flow => "flow",
        LatencyKind.Rule => "rule",
        LatencyKind.Hook => "handler",
        _ => "broker call",
    };

    /// <summary>A duration, short.</summary>
    public static string Shown(TimeSpan latency) => latency switch
    {
        { TotalMilliseconds: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{latency.TotalMilliseconds:0.0} ms"),
        { TotalMicroseconds: >= 10 } => string.Create(CultureInfo.InvariantCulture, $"{latency.TotalMicroseconds:0} us"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{latency.TotalMicroseconds:0.0} us"),
    };
}
