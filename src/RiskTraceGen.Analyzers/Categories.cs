namespace RiskTraceGen.Analyzers;

/// <summary>The families of rules, one for each hundred of ids.</summary>
internal static class Categories
{
    /// <summary>RTG01xx: nothing escapes the trace.</summary>
    public const string Tracing = "RiskTraceGen.Tracing";

    /// <summary>RTG02xx: no hook is misspelt and no hook failure is lost.</summary>
    public const string Hooks = "RiskTraceGen.Hooks";

    /// <summary>RTG03xx: rules are found and evaluated as written.</summary>
    public const string Rules = "RiskTraceGen.Rules";

    /// <summary>RTG04xx: broker calls are awaited, checked and retried only where that is safe.</summary>
    public const string BrokerCalls = "RiskTraceGen.BrokerCalls";

    /// <summary>RTG05xx: flows begin and end.</summary>
    public const string Flows = "RiskTraceGen.Flows";

    /// <summary>RTG09xx: no rule, but what a report is made of.</summary>
    public const string Report = "RiskTraceGen.Report";
}
