namespace RiskTraceGen;

/// <summary>The hooks that the library raises by itself, and what the map says of them.</summary>
internal static class LibraryHooks
{
    public const string OnBreach = "on_breach";
    public const string CriticalFailure = "critical_failure";
    public const string FlowTimeout = "flow_timeout";

    public const string WhenBreached = "after a breach that the rule did not raise itself";
    public const string WhenFailed = "when the rule throws or is late, or a broker call has failed for good";
    public const string WhenLate = "when the flow has not met its deadline";
    public const string WithoutMap = "its assembly was built without a map";

    /// <summary>The hooks that the library raises while a rule runs: that of late flows where somebody listens, for most flows have no deadline.</summary>
    public static IEnumerable<string> Raised(ExecutionMap map)
        => ((string[])[OnBreach, CriticalFailure]).Concat(map.Hooks.Select(static hook => hook.Hook).Where(static hook => hook == FlowTimeout));

    /// <summary>Which they are and when, in a sentence.</summary>
    public static string Sentence(ExecutionMap map)
        => $"Each rule also raises {OnBreach} {WhenBreached}, and {CriticalFailure} {WhenFailed}."
            + (Raised(map).Contains(FlowTimeout) ? $" In its flow, {FlowTimeout} is raised {WhenLate}." : "");
}
