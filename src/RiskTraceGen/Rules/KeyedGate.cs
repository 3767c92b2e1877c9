using System.Runtime.InteropServices;

namespace RiskTraceGen;

/// <summary>
/// Lets dispatches of one key through one after another, those of different keys at the same time, and those without a key alone: after everything before
/// them and before everything behind them, so that keys that are always busy cannot keep them waiting for ever. A key takes memory only while it is busy.
/// </summary>
internal sealed class KeyedGate : DispatchGate
{
    private const int MaxSpare = 256;

    private readonly object _gate = new();
    private readonly Dictionary<string, DispatchLane> _busy = new(StringComparer.Ordinal);
    private readonly Stack<DispatchLane> _spare = new();
    private readonly DispatchLane _alone = new();

    // Whoever must not overtake: behind what runs alone, or from the first one without a key that waits to run alone.
    private readonly LinkedList<DispatchTurn> _behind = [];
    private bool _isAlone;

    public override DispatchLane? TryEnter(string? key)
    {
        // Another key's lane may be free, but an event without a key may be waiting for this one.
        if (IsInside)
            return null;

        lock (_gate)
            return _behind.Count == 0 ? TryBegin(key) : null;
    }

    public override void Exit(DispatchLane lane)
    {
        lock (_gate)
        {
            if (lane.Waiting.First is { } next)
            {
                lane.Waiting.RemoveFirst();
                next.Value.SetResult(lane);
                return;
            }

            Close(lane);
            AdmitBehind();
        }
    }

    public override bool Withdraw(DispatchTurn turn)
    {
        lock (_gate)
        {
            if (turn.Node.List is not { } waiting)
                return false;

            waiting.Remove(turn.Node);
            AdmitBehind();
            return true;
        }
    }

    protected override DispatchLane? EnterOrQueue(DispatchTurn turn)
    {
        lock (_gate)
        {
            if (_behind.Count > 0)
            {
                _behind.AddLast(turn.Node);
                return null;
            }

            DispatchLane? lane = TryBegin(turn.Key);
            if (lane is null)
                QueueAtLane(turn);

            return lane;
        }
    }

    private DispatchLane? TryBegin(string? key)
    {
        if (_isAlone)
            return null;

        if (key is null)
        {
            _isAlone = _busy.Count == 0;
            return _isAlone ? _alone : null;
        }

        ref DispatchLane? lane = ref CollectionsMarshal.GetValueRefOrAddDefault(_busy, key, out bool isBusy);
        if (isBusy)
            return null;

        lane = _spare.TryPop(out DispatchLane? spare) ? spare : new DispatchLane();
        lane.Key = key;
        return lane;
    }

    private void QueueAtLane(DispatchTurn turn)
    {
        if (turn.Key is { } key && !_isAlone)
            _busy[key].Waiting.AddLast(turn.Node);
        else
            _behind.AddLast(turn.Node);
    }

    private void Close(DispatchLane lane)
    {
        if (lane.Key is not { } key)
        {
            _isAlone = false;
            return;
        }

        _busy.Remove(key);
        lane.Key = null;
        if (_spare.Count < MaxSpare)
            _spare.Push(lane);
    }

    private void AdmitBehind()
    {
        while (!_isAlone && _behind.First is { } first)
        {
            DispatchTurn turn = first.Value;
            DispatchLane? lane = TryBegin(turn.Key);
            if (lane is null && turn.Key is null)
                return;

            _behind.RemoveFirst();
            if (lane is null)
                QueueAtLane(turn);
            else
                turn.SetResult(lane);
        }
    }
}
