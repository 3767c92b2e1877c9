namespace RiskTraceGen;

/// <summary>What settled a call whose first attempt did not, as its conclusion names it. The names are part of the journal's format.</summary>
internal static class CallResolution
{
    public const string Retry = "retry";
    public const string Reconciliation = "reconciliation";
    public const string Fallback = "fallback";
    public const string None = "";
}
