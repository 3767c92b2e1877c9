namespace RiskTraceGen;

/// <summary>What a latency was measured of.</summary>
public enum LatencyKind
{
    /// <summary>Flows of one type, or for one event: from the start to the completion.</summary>
    Flow,

    /// <summary>Evaluations of one rule.</summary>
    Rule,

    /// <summary>Executions of one hook handler.</summary>
    Hook,

    /// <summary>Attempts of one broker call.</summary>
    BrokerCall,
}

/// <summary>The distribution of one latency; percentiles are within 1 % between 100 ns and an hour.</summary>
/// <param name="Kind">What was measured.</param>
/// <param name="Name">
/// The event or flow type, event and rule, hook and handler, or broker call; <c>(other)</c> for those beyond the number that is kept apart.
/// </param>
/// <param name="Count">How many were measured.</param>
/// <param name="Failures">
/// How many failed: flows abandoned, rules in error, handlers that did not succeed, with those that were skipped
/// and so not measured, calls that were not <see cref="CallOutcome.Ok"/>.
/// </param>
/// <param name="P50">The median.</param>
/// <param name="P90">Nine in ten took at most this long.</param>
/// <param name="P99">99 in 100 took at most this long.</param>
/// <param name="P999">999 in 1000 took at most this long.</param>
/// <param name="Max">The longest, exactly.</param>
public sealed record LatencyStatistics(
    LatencyKind Kind, string Name, long Count, long Failures, TimeSpan P50, TimeSpan P90, TimeSpan P99, TimeSpan P999, TimeSpan Max);
