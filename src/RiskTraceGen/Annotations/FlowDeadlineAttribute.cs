namespace RiskTraceGen;

/// <summary>
/// Says how long flows may take; without it, as long as they like. On the type of an event: the flows of that event. On the assembly: flows of a type that
/// user code starts, from the creation of the dispatcher on. <see cref="RiskTracerOptions.FlowDeadlines"/> comes before it.
/// </summary>
/// <remarks>
/// At the deadline the flow's token is cancelled and <c>flow_timeout</c> raised, once; the flow goes on until it is completed. A broker call that has
/// begun and is not idempotent is left to finish. A deadline out of its range is told when the dispatcher is created.
/// </remarks>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Assembly, AllowMultiple = true, Inherited = false)]
public sealed class FlowDeadlineAttribute : Attribute
{
    /// <summary>For the type of an event.</summary>
    /// <param name="milliseconds">How long a flow may take, from 10 ms to 24 days.</param>
    public FlowDeadlineAttribute(int milliseconds) => Milliseconds = milliseconds;

    /// <summary>For the assembly.</summary>
    /// <param name="flowType">
    /// The flows' type, for example <c>STARTUP</c>; <c>RISK_RULE_EVALUATION</c> stands for every event without a deadline of its own.
    /// </param>
    /// <param name="milliseconds">How long a flow may take, from 10 ms to 24 days.</param>
    public FlowDeadlineAttribute(string flowType, int milliseconds)
    {
        FlowType = flowType;
        Milliseconds = milliseconds;
    }

    /// <summary>The type of the flows; <see langword="null"/> on the type of an event.</summary>
    public string? FlowType { get; }

    /// <summary>How long a flow may take.</summary>
    public int Milliseconds { get; }
}
