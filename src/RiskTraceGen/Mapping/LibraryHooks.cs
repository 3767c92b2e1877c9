namespace RiskTraceGen;

/// <summary>The hooks that the library raises by itself, and what the map says of them.</summary>
internal static class LibraryHooks
{
    public const string OnBreach = "on_breach";
    public const string CriticalFailure = "critical_failure";
    public const string FlowTimeout = "flow_timeout";

    public const string WhenBreached = "after a breach that the rule did not raise itself";
    public const string WhenFailed = "when the rule throws or is late, or a broker call has failed for good";
    public const string WithoutMap = "its assembly was built without a map";
}
