using TradingBot.Broker;

namespace TradingBot.Gateway;

/// <summary>
/// What answers of the gateway have said that the books do not know yet: that an order is gone, or that nothing is held of a contract. Until somebody has
/// looked, or for a while, as a look may fail for long, nothing is sent to close what is not held. Safe for threads.
/// </summary>
/// <param name="time">The clock of the gateway's limit of calls.</param>
public sealed class StaleBooks(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, AskPause> _notHeld = [];
    private bool _areStale;

    /// <summary>Whether an answer has said so, and nobody has looked since.</summary>
    public bool AreStale
    {
        get
        {
            lock (_lock)
                return _areStale;
        }
    }

    /// <summary>An order is gone of which the books do not know how it ended, or a position is on another side.</summary>
    public void Note()
    {
        lock (_lock)
            _areStale = true;
    }

    /// <summary>Nothing is held of a contract that was to be closed or reduced.</summary>
    public void NotHeld(string contractId)
    {
        AskPause pause = AskPause.BetweenRounds(time);
        pause.Begin();
        lock (_lock)
        {
            _areStale = true;
            _notHeld[contractId] = pause;
        }
    }

    /// <summary>A contract is held, or may be by now: to close it is not needless.</summary>
    public void MayBeHeld(string contractId)
    {
        lock (_lock)
            _notHeld.Remove(contractId);
    }

    /// <summary>Whether nothing was held of a contract when it was to be closed or reduced a moment ago, and nobody has looked since.</summary>
    public bool IsNotHeld(string contractId)
    {
        lock (_lock)
            return _notHeld.TryGetValue(contractId, out AskPause? pause) && pause.IsOn;
    }

    /// <summary>The books are what the gateway said last.</summary>
    public void Looked()
    {
        lock (_lock)
        {
            _areStale = false;
            _notHeld.Clear();
        }
    }
}
