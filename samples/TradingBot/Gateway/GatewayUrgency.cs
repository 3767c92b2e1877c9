using ProjectX;
using TradingBot.Broker;

namespace TradingBot.Gateway;

/// <summary>
/// How urgent it is to know what became of orders: as urgent as the next order, and when the run ends as a close, as no close will need the calls that are kept for it. Where an answer
/// says that the books are behind, a look at orders, trades and positions is more urgent than what it may show to be needless, and that is not sent before, or not for a while: such a look
/// may fail for long. Safe for threads.
/// </summary>
/// <param name="time">The clock of the gateway's limit of calls.</param>
public sealed class GatewayUrgency(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, AskPause> _notHeld = [];
    private bool _areBooksBehind;

    /// <summary>Of a question about one order.</summary>
    public CallUrgency OfQuestions { get; private set; } = CallUrgency.Order;

    /// <summary>Of the look that is next, or under way.</summary>
    public CallUrgency OfLooks { get; private set; } = CallUrgency.Order;

    /// <summary>Whether an answer has said so, and nobody has looked since.</summary>
    public bool AreBooksBehind
    {
        get
        {
            lock (_lock)
                return _areBooksBehind;
        }
    }

    /// <summary>The run ends: what is asked from now on decides what is withdrawn.</summary>
    public void RunEnds() => OfQuestions = CallUrgency.Close;

    /// <summary>An order is gone of which the books do not know how it ended.</summary>
    public void BooksAreBehind()
    {
        lock (_lock)
            _areBooksBehind = true;
    }

    /// <summary>Nothing is held of a contract that was to be closed or reduced.</summary>
    public void NotHeld(string contractId)
    {
        lock (_lock)
        {
            _areBooksBehind = true;
            _notHeld[contractId] = AskPause.BetweenRounds(time);
            _notHeld[contractId].Begin();
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

    /// <summary>A look is due.</summary>
    /// <param name="isUrgent">Whether it may use the last calls.</param>
    public void LookIsDue(bool isUrgent) => OfLooks = isUrgent ? CallUrgency.Decisive : CallUrgency.Order;

    /// <summary>The books are what the gateway said last.</summary>
    public void Looked()
    {
        lock (_lock)
        {
            _areBooksBehind = false;
            _notHeld.Clear();
        }
    }
}
