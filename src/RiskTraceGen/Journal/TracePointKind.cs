namespace RiskTraceGen;

/// <summary>What a trace point describes. The values are part of the journal's format.</summary>
public enum TracePointKind : byte
{
    /// <summary>A method of the broker boundary.</summary>
    BrokerCall = 1,

    /// <summary>A rule's evaluation method.</summary>
    Rule = 2,

    /// <summary>A handler of a hook.</summary>
    Hook = 3,

    /// <summary>An event that is dispatched to rules.</summary>
    Event = 4,

    /// <summary>The type of a recorded value and the names of its fields.</summary>
    Shape = 5,

    /// <summary>An enumeration and the names of its values.</summary>
    Enum = 6,

    /// <summary>A hook, as it is raised.</summary>
    HookEvent = 7,
}
