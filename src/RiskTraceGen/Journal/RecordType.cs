namespace RiskTraceGen;

/// <summary>What a record says. The values are part of the journal's format.</summary>
internal enum RecordType : byte
{
    /// <summary>A trace point: names that later records refer to by number.</summary>
    Definition = 1,

    /// <summary>A flow begins. Payload: for a user's flow its type; then the trigger.</summary>
    FlowStart = 2,

    /// <summary>A flow ends. Payload: ticks at which it was completed, result.</summary>
    FlowEnd = 3,

    /// <summary>A rule has been evaluated. Reference: ticks at its start. Payload: reason, exception.</summary>
    RuleVerdict = 4,

    /// <summary>A check inside a rule. Payload: comparison, name, value, limit.</summary>
    Check = 5,

    /// <summary>A hook is raised. Payload: number of handlers, payload.</summary>
    Raise = 6,

    /// <summary>A handler starts.</summary>
    HookBegin = 7,

    /// <summary>A handler has ended, or was given up. Reference: its span. Payload: exception.</summary>
    HookEnd = 8,

    /// <summary>A broker call is about to be made. Payload: its arguments.</summary>
    CallBegin = 9,

    /// <summary>A broker call has ended. Reference: its span. Payload: result or exception.</summary>
    CallEnd = 10,

    /// <summary>Something that a person must see. Payload: source, message, exception.</summary>
    Alert = 11,

    /// <summary>An event of the user's own. Payload: name, value.</summary>
    Custom = 12,

    /// <summary>
    /// A broker call with policies has come to its end after its first attempt failed. Reference: the first attempt's span. Payload: attempts, what settled it.
    /// </summary>
    CallConclusion = 13,

    /// <summary>
    /// An item of a stream that a broker call returned has arrived. Reference: the span of the enumeration.
    /// Payload: its number, and the item if the caller read it.
    /// </summary>
    StreamItem = 14,
}
