namespace RiskTraceGen;

/// <summary>Records outcomes by their names. A query that says that a call failed has not failed itself.</summary>
public readonly struct CallOutcomeEncoder : IResultEncoder<CallOutcome>
{
    private static readonly TracePoint Names = TracePoint.Enum(
        nameof(CallOutcome),
        (nameof(CallOutcome.Ok), (long)CallOutcome.Ok),
        (nameof(CallOutcome.Failed), (long)CallOutcome.Failed),
        (nameof(CallOutcome.Ambiguous), (long)CallOutcome.Ambiguous),
        (nameof(CallOutcome.NotAttempted), (long)CallOutcome.NotAttempted));

    /// <inheritdoc/>
    public void Write(ref RecordWriter writer, CallOutcome value) => writer.Enum(Names, (long)value);

    /// <inheritdoc/>
    public CallOutcome Classify(CallOutcome value) => CallOutcome.Ok;
}
