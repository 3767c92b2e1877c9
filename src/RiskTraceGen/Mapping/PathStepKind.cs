namespace RiskTraceGen;

/// <summary>What a step on the path of a rule is.</summary>
public enum PathStepKind
{
    /// <summary>A method of the program that is called.</summary>
    Method,

    /// <summary>A hook that is raised. Its handlers are the steps below it, in the order in which they start.</summary>
    Hook,

    /// <summary>A handler of the hook above.</summary>
    Handler,

    /// <summary>A call at the broker.</summary>
    BrokerCall,

    /// <summary>The call that takes over when the one above has failed.</summary>
    Fallback,

    /// <summary>The call that finds out what became of the one above when nobody knows.</summary>
    Reconciliation,

    /// <summary>The path may go on where the map cannot follow; <see cref="PathStep.Note"/> says why.</summary>
    NotFollowed,
}
