using ProjectX;

namespace TradingBot.Gateway;

/// <summary>
/// How urgent it is to know what became of orders: as urgent as the next order, and when the run ends as a close, as no close will need the calls that are kept
/// for it. A look at orders, trades and positions may be more urgent still: it may show a close to be needless.
/// </summary>
public sealed class GatewayUrgency
{
    /// <summary>Of a question about one order.</summary>
    public CallUrgency OfQuestions { get; private set; } = CallUrgency.Order;

    /// <summary>Of the look that is next, or under way.</summary>
    public CallUrgency OfLooks { get; private set; } = CallUrgency.Order;

    /// <summary>The run ends: what is asked from now on decides what is withdrawn.</summary>
    public void RunEnds() => OfQuestions = CallUrgency.Close;

    /// <summary>A look is due.</summary>
    /// <param name="isUrgent">Whether it may use the last calls.</param>
    public void LookIsDue(bool isUrgent) => OfLooks = isUrgent ? CallUrgency.Decisive : CallUrgency.Order;
}
