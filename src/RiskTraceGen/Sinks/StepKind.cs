namespace RiskTraceGen;

/// <summary>What a step of a flow is. <see cref="TraceStep.KindName"/> is its name in traces.</summary>
public enum StepKind
{
    /// <summary><c>FLOW_START</c>: the flow begins.</summary>
    FlowStart,

    /// <summary><c>RISK_EVAL</c>: a rule is evaluated.</summary>
    RiskEval,

    /// <summary><c>EVAL_DETAIL</c>: a check inside a rule.</summary>
    EvalDetail,

    /// <summary><c>HOOK_EXEC</c>: a handler of a hook runs, or a hook is raised and nothing handles it.</summary>
    HookExec,

    /// <summary><c>API_CALL</c>: one attempt of a broker call.</summary>
    ApiCall,

    /// <summary><c>ALERT</c>: something that a person must see.</summary>
    Alert,

    /// <summary><c>CUSTOM_EVENT</c>: an event of the user's own.</summary>
    CustomEvent,

    /// <summary><c>FLOW_END</c>: the flow ends.</summary>
    FlowEnd,
}
