namespace RiskTraceGen;

/// <summary>Lets one dispatch at a time through.</summary>
internal sealed class SerialGate : DispatchGate
{
    private const int Free = 0;
    private const int Taken = 1;
    private const int Contended = 2;

    private readonly object _gate = new();
    private readonly DispatchLane _lane = new();
    private int _state;

    public override DispatchLane? TryEnter(string? key) => Interlocked.CompareExchange(ref _state, Taken, Free) == Free ? _lane : null;

    public override void Exit(DispatchLane lane)
    {
        if (Interlocked.CompareExchange(ref _state, Free, Taken) == Taken)
            return;

        lock (_gate)
        {
            // Handed on without ever being free.
            LinkedListNode<DispatchTurn>? next = lane.Waiting.First;
            if (next is not null)
                lane.Waiting.RemoveFirst();
            if (lane.Waiting.Count == 0)
                Volatile.Write(ref _state, next is null ? Free : Taken);

            next?.Value.SetResult(lane);
        }
    }

    public override bool Withdraw(DispatchTurn turn)
    {
        lock (_gate)
        {
            if (turn.Node.List is not { } waiting)
                return false;

            waiting.Remove(turn.Node);
            return true;
        }
    }

    protected override DispatchLane? EnterOrQueue(DispatchTurn turn)
    {
        lock (_gate)
        {
            while (true)
            {
                if (TryEnter(turn.Key) is { } lane)
                    return lane;
                if (Interlocked.CompareExchange(ref _state, Contended, Taken) == Free)
                    continue;

                _lane.Waiting.AddLast(turn.Node);
                return null;
            }
        }
    }
}
