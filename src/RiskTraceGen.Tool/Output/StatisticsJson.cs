using System.Text.Json;
using RiskTraceGen.Tool.Search;

namespace RiskTraceGen.Tool.Output;

/// <summary>Statistics as JSON: a line for everything that was measured, and a last one, of the kind <c>journal</c>, for what is missing.</summary>
internal static class StatisticsJson
{
    /// <summary>One latency, in microseconds.</summary>
    public static void Write(Utf8JsonWriter json, LatencyStatistics latency)
    {
        json.WriteString("kind", StatisticsTable.NameOf(latency.Kind));
        json.WriteString("name", latency.Name);
        json.WriteNumber("count", latency.Count);
        json.WriteNumber("failures", latency.Failures);
        json.WriteNumber("p50_us", latency.P50.TotalMicroseconds);
        json.WriteNumber("p90_us", latency.P90.TotalMicroseconds);
        json.WriteNumber("p99_us", latency.P99.TotalMicroseconds);
        json.WriteNumber("p999_us", latency.P999.TotalMicroseconds);
        json.WriteNumber("max_us", latency.Max.TotalMicroseconds);
    }

    /// <summary>What the numbers above do not count.</summary>
    public static void Write(Utf8JsonWriter json, JournalLosses losses)
    {
        json.WriteString("kind", "journal");
        json.WriteNumber("detail_dropped", losses.DetailDropped);
        json.WriteNumber("audit_lost", losses.AuditLost);
        json.WriteNumber("bytes_left", losses.Left.Total);
        json.WriteNumber("bytes_missing", losses.Missing);
    }
}
