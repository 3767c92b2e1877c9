using TradingBot.Domain;
using TradingBot.Market;

namespace GatewaySimulator.Tests;

/// <summary>A market that quotes what a test says.</summary>
internal sealed class ScriptedMarket(params decimal[] bids) : IMarketFeed
{
    public static readonly FuturesContract Es = FuturesContract.Of(FuturesProduct.ES, new DeliveryMonth(2025, 12));

    /// <summary>A Wednesday, 10:00 in Chicago.</summary>
    public static readonly DateTimeOffset Morning = new(2025, 9, 17, 15, 0, 0, TimeSpan.Zero);

    public string Description => "a scripted market";

    public IEnumerable<MarketUpdate> Read(CancellationToken cancellationToken)
        => bids.Select((bid, i) => Quote(bid, i));

    /// <summary>A market one tick wide, some seconds into the morning.</summary>
    public static MarketUpdate Quote(decimal bid, int second = 0) => new(Morning.AddSeconds(second), Es, bid, bid + 0.25m, bid, 1);
}
