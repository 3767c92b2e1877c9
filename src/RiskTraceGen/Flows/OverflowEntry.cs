using System.Diagnostics.CodeAnalysis;

namespace RiskTraceGen;

/// <summary>What is known of a flow beyond the pool's capacity without keeping it alive.</summary>
internal sealed class OverflowEntry(OverflowSlot slot, long id)
{
    private readonly WeakReference<OverflowSlot> _slot = new(slot);

    public long Id { get; } = id;

    /// <summary>Its place in the list, while it is in there.</summary>
    public LinkedListNode<OverflowEntry>? Node { get; set; }

    /// <summary>Whether its end is being recorded because nobody holds on to it.</summary>
    public bool IsBeingBuried { get; set; }

    /// <returns><see langword="false"/> when nobody holds a handle on the flow any more.</returns>
    public bool TryGetSlot([NotNullWhen(true)] out OverflowSlot? slot) => _slot.TryGetTarget(out slot);
}
