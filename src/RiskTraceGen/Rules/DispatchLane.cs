namespace RiskTraceGen;

/// <summary>Where one event at a time is evaluated.</summary>
internal sealed class DispatchLane
{
    /// <summary>What its events are about; <see langword="null"/> for events that are evaluated alone.</summary>
    public string? Key { get; set; }

    /// <summary>Who waits for this lane alone, in the order of arrival. Guarded by the gate.</summary>
    public LinkedList<DispatchTurn> Waiting { get; } = [];
}
