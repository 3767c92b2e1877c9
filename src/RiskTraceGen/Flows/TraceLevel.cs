namespace RiskTraceGen;

/// <summary>How much is shown. The journal records every flow at every level; only <see cref="All"/> adds the checks that pass.</summary>
public enum TraceLevel
{
    /// <summary>Nothing is printed.</summary>
    Quiet = 0,

    /// <summary>Flows in which a rule breached or something failed.</summary>
    Breaches = 1,

    /// <summary>Every flow, with the checks that passed.</summary>
    All = 2,
}
