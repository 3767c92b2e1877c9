namespace RiskTraceGen;

/// <summary>The words in which steps are told.</summary>
internal static class StepText
{
    public const string NoEnd = "no end recorded";
    public const string NoVerdict = "no verdict recorded";
    public const string NoHandler = "no handler";
    public const string NoHandlerRecorded = "no handler recorded";
    public const string AfterGivingUp = " (it had been given up)";
    public const string Pass = "PASS";
    public const string Breached = "breached";

    public static string Of(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Pass => Pass,
        RuleSeverity.InsufficientData => "INSUFFICIENT_DATA",
        RuleSeverity.Breach => "BREACH",
        _ => "ERROR",
    };

    public static string Of(HandlerOutcome outcome) => outcome switch
    {
        HandlerOutcome.Succeeded => "success",
        HandlerOutcome.Failed => "failed",
        HandlerOutcome.Abandoned => "abandoned",
        HandlerOutcome.Skipped => "skipped",
        HandlerOutcome.EndedLate => "ended late",
        _ => $"outcome {(byte)outcome}",
    };

    public static string Of(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Ok => "success",
        CallOutcome.Failed => "failed",
        CallOutcome.Ambiguous => "ambiguous",
        CallOutcome.NotAttempted => "not attempted",
        CallOutcome.HandedOver => "handed over",
        CallOutcome.Stopped => "stopped by the caller",
        _ => $"outcome {(byte)outcome}",
    };

    /// <summary>Which attempt of a broker call it is, and what for; empty for the first one of an ordinary call.</summary>
    public static string Attempt(in RecordHeader header)
    {
        if ((header.Flags & RecordFlags.Enumeration) != 0)
            return " (enumeration)";

        string role = (header.Flags & RecordFlags.Fallback) != 0 ? " (fallback)" : (header.Flags & RecordFlags.Reconciliation) != 0 ? " (reconciliation)" : "";
        return header.Ordinal > 1 ? $"{role} (attempt {header.Ordinal})" : role;
    }

    /// <summary>How a broker call came out, all in all.</summary>
    public static string Conclusion(CallOutcome outcome, long attempts, string by)
        => $"{Of(outcome)} after {attempts} {(attempts == 1 ? "attempt" : "attempts")}{(by.Length == 0 ? "" : $", by {by}")}";

    /// <summary>A check as it came out: <c>Size check: 5 > 2</c>.</summary>
    public static string Check(string name, Comparison comparison, object? value, object? limit, bool breached) => comparison switch
    {
        Comparison.None => $"{name}: {(breached ? Breached : "ok")}",
        _ when value is double.NaN or float.NaN => $"{name}: NaN cannot be compared with {TraceText.Of(limit)}",
        Comparison.Exceeds => $"{name}: {TraceText.Of(value)} {(breached ? ">" : "<=")} {TraceText.Of(limit)}",
        Comparison.FallsBelow => $"{name}: {TraceText.Of(value)} {(breached ? "<" : ">=")} {TraceText.Of(limit)}",
        Comparison.Reaches => $"{name}: {TraceText.Of(value)} {(breached ? ">=" : "<")} {TraceText.Of(limit)}",
        Comparison.FallsTo => $"{name}: {TraceText.Of(value)} {(breached ? "<=" : ">")} {TraceText.Of(limit)}",
        _ => $"{name}: comparison {(byte)comparison} of {TraceText.Of(value)} and {TraceText.Of(limit)}",
    };
}
