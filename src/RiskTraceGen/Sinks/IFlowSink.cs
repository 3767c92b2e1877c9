namespace RiskTraceGen;

/// <summary>
/// Receives flows when they have ended. Called on the journal's reader thread, one call at a time, off the hot path; one that throws is counted and
/// called again for the next flow.
/// </summary>
public interface IFlowSink
{
    /// <summary>Whether the sink wants the flow: asked first, so that flows nobody wants are never decoded.</summary>
    /// <param name="summary">What is known of the flow without decoding it.</param>
    /// <param name="level">The tracer's level now.</param>
    bool Wants(in FlowSummary summary, TraceLevel level);

    /// <summary>Takes in one flow.</summary>
    /// <param name="flow">The whole flow.</param>
    /// <param name="level">The tracer's level now.</param>
    void OnFlow(FlowTrace flow, TraceLevel level);
}
