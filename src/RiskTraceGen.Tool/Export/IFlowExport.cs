namespace RiskTraceGen.Tool.Export;

/// <summary>Writes flows to a file in some format, one after another.</summary>
internal interface IFlowExport : IDisposable
{
    /// <summary>Writes one flow.</summary>
    void Write(FlowTrace flow);
}
