namespace RiskTraceGen;

/// <summary>
/// A sink that looks at the raw records of a flow before it is decoded: a search through a whole journal decodes only what it may find something in.
/// </summary>
internal interface IRawFlowSink : IFlowSink
{
    /// <summary>Whether the sink wants the flow. Asked when <see cref="IFlowSink.Wants"/> has said yes.</summary>
    /// <param name="records">The flow's records, as <see cref="RecordBytes"/> reads them.</param>
    /// <param name="points">The trace points that they refer to.</param>
    bool WantsRecords(ReadOnlySpan<byte> records, TracePointTable points);
}
