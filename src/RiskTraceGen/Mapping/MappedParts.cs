namespace RiskTraceGen;

internal sealed record MappedHook(string Hook, string Payload, string File, int Line);

internal sealed record MappedRule(string Name, string Category, string Event, string Member, string File, int Line, string Method);

internal sealed record MappedHandler(string Hook, int Order, string Member, string File, int Line, string Method);

/// <param name="Kind">What is done or called.</param>
/// <param name="Name">The method, hook or broker call; or what could not be followed.</param>
/// <param name="Detail">The member behind a broker call, the id of a method of another assembly, or why something could not be followed.</param>
/// <param name="File">Where.</param>
/// <param name="Line">The line in the file.</param>
internal sealed record MappedEdge(MappedEdgeKind Kind, string Name, string Detail, string File, int Line);

internal enum MappedEdgeKind
{
    Call,
    OutsideCall,
    Raise,
    BrokerCall,
    UntracedCall,
    NotFollowed,
}
