namespace RiskTraceGen;

/// <summary>A dispatch that waits until it may begin.</summary>
internal sealed class DispatchTurn : TaskCompletionSource<DispatchLane>
{
    private readonly DispatchGate _gate;

    public DispatchTurn(DispatchGate gate, string? key) : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        _gate = gate;
        Key = key;
        Node = new LinkedListNode<DispatchTurn>(this);
    }

    /// <summary>What the event is about.</summary>
    public string? Key { get; }

    /// <summary>Its place among those who wait. Guarded by the gate.</summary>
    public LinkedListNode<DispatchTurn> Node { get; }

    /// <summary>Gives up waiting, unless the turn has come.</summary>
    public void Cancel(CancellationToken cancellationToken)
    {
        if (_gate.Withdraw(this))
            SetCanceled(cancellationToken);
    }
}
