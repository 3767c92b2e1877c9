using ProjectX;

namespace TradingBot.Gateway;

/// <summary>Where the bot's books begin: what was held when it came, and the last trade that is part of that.</summary>
/// <param name="Positions">What was held.</param>
/// <param name="LastTrade">The number of the last trade before.</param>
internal sealed record GatewayBaseline(IReadOnlyList<Position> Positions, long LastTrade)
{
    public static GatewayBaseline Empty { get; } = new([], 0);

    /// <summary>Takes positions between two looks at the trades, until both looks agree: then they are of one moment.</summary>
    public static async Task<GatewayBaseline> TakeAsync(GatewayClient client, int accountId, CancellationToken cancellationToken)
    {
        long last = await LastTradeAsync();
        while (true)
        {
            IReadOnlyList<Position> positions = await client.SearchOpenPositionsAsync(accountId, cancellationToken: cancellationToken);
            long latest = await LastTradeAsync();
            if (latest == last)
                return new GatewayBaseline([.. positions.Where(position => position.Size != 0)], last);
            last = latest;
        }

        async Task<long> LastTradeAsync()
            => (await client.SearchTradesAsync(accountId, cancellationToken: cancellationToken)).Select(trade => trade.Id).DefaultIfEmpty(0).Max();
    }
}
