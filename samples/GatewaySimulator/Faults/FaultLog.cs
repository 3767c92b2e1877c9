namespace GatewaySimulator.Faults;

/// <summary>A fault that was done.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Subject">To what: the call, the event or the hub.</param>
/// <param name="Request">The number that the client gave the request; null for events and for requests without one.</param>
public sealed record InjectedFault(FaultKind Kind, string Subject, string? Request = null);

/// <summary>Every fault that was done, in order. Safe for threads.</summary>
public sealed class FaultLog
{
    private readonly Lock _lock = new();
    private readonly List<InjectedFault> _faults = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<InjectedFault> Faults
    {
        get
        {
            lock (_lock)
                return [.. _faults];
        }
    }

    /// <summary>Notes one.</summary>
    public void Add(InjectedFault fault)
    {
        lock (_lock)
            _faults.Add(fault);
    }
}
