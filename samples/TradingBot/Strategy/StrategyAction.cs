using TradingBot.Domain;

namespace TradingBot.Strategy;

/// <summary>What the strategy wants done.</summary>
public abstract record StrategyAction
{
    /// <summary>Send an order.</summary>
    public sealed record Place(OrderRequest Order) : StrategyAction;

    /// <summary>Change a working order.</summary>
    public sealed record Change(string OrderId, OrderRequest Order) : StrategyAction;

    /// <summary>Withdraw an order.</summary>
    public sealed record Cancel(string OrderId) : StrategyAction;
}

/// <summary>What the strategy may know when it decides.</summary>
/// <param name="Contract">What it trades.</param>
/// <param name="Position">What is held of it; null if nothing.</param>
/// <param name="Working">Our orders in it that still work, by the broker's id.</param>
/// <param name="IsClosing">Whether all that is held of it is on its way out, by the strategy's own doing or by a rule's.</param>
/// <param name="MayOpen">Whether it may take on contracts; giving them back is always allowed.</param>
public sealed record StrategyView(
    FuturesContract Contract,
    Position? Position,
    IReadOnlyList<KeyValuePair<string, OrderRequest>> Working,
    bool IsClosing,
    bool MayOpen);
