namespace TradingBot.Gateway;

/// <summary>What the user hub has told since it was last asked. It is no more than a hint that there is something to ask for.</summary>
/// <param name="Orders">Events about orders.</param>
/// <param name="Trades">Events about trades.</param>
/// <param name="Positions">Events about positions.</param>
/// <param name="Foreign">How many of the events were about orders of somebody else: another program, or the trader.</param>
/// <param name="Refusals">How often an order could not be withdrawn or changed: it has ended, and no event has said so.</param>
/// <param name="Repeated">How many of them had been told before.</param>
/// <param name="Outdated">How many were older than what had been told before.</param>
/// <param name="Unreadable">How many could not be read.</param>
/// <param name="Lost">How often the connection was lost.</param>
/// <param name="Restored">How often it was found again, whatever was missed in between.</param>
public readonly record struct GatewayNews(
    int Orders, int Trades, int Positions, int Foreign, int Refusals, int Repeated, int Outdated, int Unreadable, int Lost, int Restored)
{
    /// <summary>Whether the gateway has to be asked. What became of an order of ours that has not ended, we know.</summary>
    public bool Asks => Trades + Foreign + Refusals + Unreadable + Restored > 0;

    /// <summary>Both together.</summary>
    public static GatewayNews operator +(GatewayNews one, GatewayNews other) => new(
        one.Orders + other.Orders,
        one.Trades + other.Trades,
        one.Positions + other.Positions,
        one.Foreign + other.Foreign,
        one.Refusals + other.Refusals,
        one.Repeated + other.Repeated,
        one.Outdated + other.Outdated,
        one.Unreadable + other.Unreadable,
        one.Lost + other.Lost,
        one.Restored + other.Restored);
}
