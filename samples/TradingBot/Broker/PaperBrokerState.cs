using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Broker;

/// <summary>The paper broker is there, needs no token, and lets everybody trade.</summary>
public sealed class PaperBrokerState(MarketClock clock) : IBrokerState
{
    private bool _isTold;

    /// <inheritdoc/>
    public bool CanTrade => true;

    /// <inheritdoc/>
    public ValueTask CatchUpAsync(CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    public bool TryTake(out HubStateChanged change)
    {
        change = new HubStateChanged(nameof(PaperBroker), IsConnected: true, TokenIssued: null, clock.Now);
        return !_isTold && (_isTold = true);
    }

    /// <inheritdoc/>
    public bool TryTake(out AccountUpdated account)
    {
        account = default;
        return false;
    }
}
