namespace RiskTraceGen;

/// <summary>Which events are evaluated at the same time, see <see cref="RiskTracerOptions.Dispatch"/>.</summary>
/// <remarks>
/// With a key (<see cref="ByContract"/>, <see cref="ByAccount"/>), events of one key are evaluated in the order of their arrival,
/// events of different keys at the same time, and an event without a key alone: after everything that arrived before it, and
/// before everything that arrives later. This demands something of the rules, which are built once: one rule may be evaluated for
/// two keys at the same time, so what it keeps must be kept by key, or be safe for several threads.
/// </remarks>
public enum DispatchOrder
{
    /// <summary>One event at a time, in the order of arrival.</summary>
    Serial = 0,

    /// <summary>The key is the event's <c>ContractId</c>: a field or auto-property, a string, not sensitive.</summary>
    ByContract = 1,

    /// <summary>The key is the event's <c>AccountId</c>, or else <c>Account</c>: a field or auto-property, a string.</summary>
    ByAccount = 2,
}
