namespace GatewaySimulator.Faults;

/// <summary>What can go wrong.</summary>
public enum FaultKind
{
    /// <summary>HTTP 503, and nothing was done.</summary>
    ServerError,

    /// <summary>HTTP 429, and nothing was done.</summary>
    TooManyRequests,

    /// <summary>The connection broke before the request was read; nothing was done.</summary>
    RequestLost,

    /// <summary>The connection broke after everything was done.</summary>
    AnswerLost,

    /// <summary>Everything was done, and the answer comes when nobody waits for it any more.</summary>
    AnswerLate,

    /// <summary>Everything was done, and the answer says that it is pending.</summary>
    AnsweredPending,

    /// <summary>An event of the market hub came twice.</summary>
    QuoteRepeated,

    /// <summary>A quote came after the one that followed it.</summary>
    QuoteReordered,

    /// <summary>An event of the user hub came twice.</summary>
    UserEventRepeated,

    /// <summary>An event of the user hub came after the one that followed it.</summary>
    UserEventReordered,

    /// <summary>The connection to a hub broke.</summary>
    HubDropped,
}
