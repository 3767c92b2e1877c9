namespace RiskTraceGen;

/// <summary>A flow, decoded: what triggered it, where it went, how it ended. Immutable.</summary>
public sealed class FlowTrace
{
    /// <summary>The type of the flows in which an event is dispatched to rules.</summary>
    public const string RuleEvaluation = "RISK_RULE_EVALUATION";

    /// <summary>The flow's id; 0 for what the tracer says of itself.</summary>
    public required long Id { get; init; }

    /// <summary><see cref="RuleEvaluation"/>, or the type that <c>StartFlow</c> was given; empty where the flow's start is not at hand.</summary>
    public required string Type { get; init; }

    /// <summary>The trace name of the event, or the type of the object, that triggered the flow; may be empty.</summary>
    public string Trigger { get; init; } = "";

    /// <summary>The recorded fields of the trigger.</summary>
    public IReadOnlyList<TraceField> TriggerFields { get; init; } = [];

    /// <summary>
    /// What the flow was completed with, for example <c>BREACH_HANDLED</c>; of an abandoned one, why and in which step it was last. May be empty.
    /// </summary>
    public string Result { get; init; } = "";

    /// <summary>Whether the flow was completed.</summary>
    public bool Completed { get; init; }

    /// <summary>Whether the flow was never completed: disposed of without a result, too old, or left when the tracer stopped.</summary>
    public bool Abandoned { get; init; }

    /// <summary>Whether this is not a flow but what was recorded under its id after it had been handed over.</summary>
    public bool IsAddition { get; init; }

    /// <summary>Whether the flow's beginning was handed over before, unfinished, because too many flows had not ended; this is the rest.</summary>
    public bool IsContinuation { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartUtc { get; init; }

    /// <summary>From the start to the completion; handlers may have gone on for longer. <see langword="null"/> unless both were recorded.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The steps as a tree in depth-first order: a step's children follow it with greater <see cref="TraceStep.Depth"/>.</summary>
    public required IReadOnlyList<TraceStep> Steps { get; init; }

    /// <summary>How many steps the flow had, those that are left out included.</summary>
    public required int TotalSteps { get; init; }

    /// <summary>Records of the flow that are not in <see cref="Steps"/> because a flow is held in bounded memory.</summary>
    public int LeftOut { get; init; }

    /// <summary>The gravest verdict; <see langword="null"/> when no rule gave one.</summary>
    public RuleSeverity? Worst { get; init; }

    /// <summary>Id, type and result.</summary>
    public override string ToString() => $"Flow-{Id} {Type} {Result}";
}
