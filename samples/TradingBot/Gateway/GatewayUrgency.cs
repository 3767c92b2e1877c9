using ProjectX;

namespace TradingBot.Gateway;

/// <summary>How urgent it is to know what became of orders: as urgent as the next order, and when the run ends as a close, as no close will need the calls that are kept for it.</summary>
public sealed class GatewayUrgency
{
    /// <summary>Of questions about orders, trades and positions.</summary>
    public CallUrgency OfQuestions { get; private set; } = CallUrgency.Order;

    /// <summary>The run ends: what is asked from now on decides what is withdrawn.</summary>
    public void RunEnds() => OfQuestions = CallUrgency.Close;
}
