namespace RiskTraceGen;

/// <summary>One step of a flow: a span, begin and end together, or a moment. Immutable.</summary>
public sealed class TraceStep
{
    /// <summary>What the step is.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>The kind's name in traces, for example <c>API_CALL</c>.</summary>
    public string KindName => Kind switch
    {
        StepKind.FlowStart => "FLOW_START",
        StepKind.RiskEval => "RISK_EVAL",
        StepKind.EvalDetail => "EVAL_DETAIL",
        StepKind.HookExec => "HOOK_EXEC",
        StepKind.ApiCall => "API_CALL",
        StepKind.Alert => "ALERT",
        StepKind.FlowEnd => "FLOW_END",
        _ => "CUSTOM_EVENT",
    };

    /// <summary>When the step began, in UTC; where its begin was not recorded, the earliest time that is known of it.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How long it took; <see langword="null"/> for a moment, and for a span whose begin or end was not recorded.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The rule, check, hook, broker call, source or event that the step is about.</summary>
    public required string Name { get; init; }

    /// <summary>The step in words, for example <c>Size check: 5 > 2</c>. Text from outside stands in it as it was recorded.</summary>
    public required string Text { get; init; }

    /// <summary>How it ended, for example <c>success</c>, <c>BREACH</c> or <c>no end recorded</c>; empty where there is nothing to say.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>Whether the outcome is one that a person should look at.</summary>
    public bool Failed { get; init; }

    /// <summary>Trigger, arguments, result, payload, verdict, reason: what was recorded with the step.</summary>
    public IReadOnlyList<TraceField> Fields { get; init; } = [];

    /// <summary>The exception that ended it, or <see langword="null"/>.</summary>
    public TraceException? Exception { get; init; }

    /// <summary>How deep it stands in the tree; 0 for the steps of the flow itself.</summary>
    public int Depth { get; init; }

    /// <summary>Whether it, or its end, was recorded after its flow had ended.</summary>
    public bool Late { get; init; }

    /// <summary>The number of the step, unique among the spans of its flow; negative for evaluations, 0 for the flow's start.</summary>
    public long SpanId { get; init; }

    /// <summary>The <see cref="SpanId"/> of the step that it belongs to; 0 is the flow itself.</summary>
    public long ParentId { get; init; }

    /// <summary>Kind and text.</summary>
    public override string ToString() => $"{KindName} {Text}";
}
