using System.Globalization;
using RiskTraceGen;
using TradingBot.Accounting;

namespace TradingBot.Reporting;

/// <summary>How the run stands, in a line.</summary>
internal static class StatusText
{
    /// <summary>
    /// Flows, breaches, the account's result and the flow that took longest, which a terminal of 80 columns shows
    /// whole; then the price updates and market time, if there is room.
    /// </summary>
    public static string Of(DateTimeOffset now, long updates, TradingAccount account, TraceStatistics trace)
    {
        string result = account.TryGetEquity(out decimal equity)
            ? (equity - account.StartingBalance).ToString("+#,0.00;-#,0.00;0.00", CultureInfo.InvariantCulture)
            : "unknown";
        TimeSpan worst = trace.Latencies.Where(static latency => latency.Kind == LatencyKind.Flow).Select(static latency => latency.Max).DefaultIfEmpty().Max();
        return string.Join(StatusLine.Separator, ((FormattableString[])
        [
            $"{trace.Flows.Started:N0} flows",
            $"{trace.Evaluations.Breach:N0} breaches",
            $"P&L {result} USD",
            $"worst {LatencyTable.Shown(worst)}",
            $"{updates:N0} updates",
            $"{now:yyyy-MM-dd HH:mm} UTC",
        ]).Select(FormattableString.Invariant));
    }
}
