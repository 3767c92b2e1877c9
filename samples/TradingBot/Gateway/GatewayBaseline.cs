using ProjectX;

namespace TradingBot.Gateway;

/// <summary>Where the bot's books begin: the account with its balance, what was held when it came, and the last trade that is part of both.</summary>
/// <param name="Account">The account as it was then.</param>
/// <param name="Positions">What was held.</param>
/// <param name="LastTrade">The number of the last trade before.</param>
internal sealed record GatewayBaseline(Account Account, IReadOnlyList<Position> Positions, long LastTrade)
{
    /// <summary>Takes positions and balance between two looks at the trades, until both looks agree: then they are of one moment.</summary>
    /// <exception cref="GatewayUnavailableException">The account is not active any more.</exception>
    public static async Task<GatewayBaseline> TakeAsync(GatewayClient client, Account account, CancellationToken cancellationToken)
    {
        long last = await LastTradeAsync();
        while (true)
        {
            IReadOnlyList<Position> positions = await client.SearchOpenPositionsAsync(account.Id, cancellationToken: cancellationToken);
            Account now = (await client.SearchAccountsAsync(onlyActive: true, cancellationToken)).FirstOrDefault(found => found.Id == account.Id)
                ?? throw new GatewayUnavailableException($"Account {account.Name} is not active any more.");
            long latest = await LastTradeAsync();
            if (latest == last)
                return new GatewayBaseline(now, [.. positions.Where(position => position.Size != 0)], last);
            last = latest;
        }

        async Task<long> LastTradeAsync()
            => (await client.SearchTradesAsync(account.Id, cancellationToken: cancellationToken)).Select(trade => trade.Id).DefaultIfEmpty(0).Max();
    }
}
