using TradingBot.Broker;

namespace TradingBot.Gateway;

/// <summary>Where the gateway is, how often it was lost, and whether the books agreed with it.</summary>
public sealed class GatewayReport(GatewaySession session, GatewayOrders orders) : IBrokerReport
{
    /// <inheritdoc/>
    public string Subject => "gateway";

    /// <inheritdoc/>
    public FormattableString Value
        => $"{session.Address}, {orders.Reconnects:N0} reconnects; the books differed from what it holds {orders.Mismatches:N0} times";
}
