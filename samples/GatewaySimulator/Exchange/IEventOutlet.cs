using ProjectX;

namespace GatewaySimulator.Exchange;

/// <summary>Where the exchange tells what has happened, in the order in which it happened. Called under its lock: must not wait.</summary>
public interface IEventOutlet
{
    /// <summary>An account changed.</summary>
    void Tell(Account account);

    /// <summary>An order changed, or is new.</summary>
    void Tell(Order order, EventAction action);

    /// <summary>A position changed; size 0 says that it was closed.</summary>
    void Tell(Position position, EventAction action);

    /// <summary>Something was traded for an account.</summary>
    void Tell(HalfTrade trade);
}
