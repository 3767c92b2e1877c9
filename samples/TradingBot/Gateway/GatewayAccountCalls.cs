using System.Collections.Immutable;
using ProjectX;
using RiskTraceGen;

namespace TradingBot.Gateway;

/// <summary>
/// What the bot asks the gateway for besides orders: what became of them, what is held, whether the account may trade. Traced as every call to the
/// broker. Until what was filled is in the books it has no stop, so that is as urgent as the next order.
/// </summary>
public sealed class GatewayAccountCalls(GatewayClient client, Account account, GatewayUrgency urgency)
{
    /// <summary>How many it takes to learn what became of our orders: orders, those that work, trades and positions.</summary>
    public const int CallsOfARound = 4;

    private const int Backoff = 50;

    private readonly GatewayClient _client = client.SingleAttempts;

    /// <summary>How many questions about orders, trades and positions the limit of calls allows at once.</summary>
    public int Room => _client.Room(urgency.OfLooks);

    /// <summary>The orders since <paramref name="since"/>, whatever became of them.</summary>
    [BrokerCall("search_orders", Retries = 3, BackoffMilliseconds = Backoff, Idempotent = true)]
    public async ValueTask<ImmutableArray<Order>> SearchOrdersAsync(DateTimeOffset since, CancellationToken cancellationToken = default)
        => [.. await _client.SearchOrdersAsync(account.Id, since, end: null, urgency.OfLooks, cancellationToken)];

    /// <summary>
    /// The same in one attempt and without an alert: for a look that could not be made before, and asks from time to time whether the gateway is back.
    /// </summary>
    [BrokerCall("search_orders_once")]
    public ValueTask<ImmutableArray<Order>> SearchOrdersOnceAsync(DateTimeOffset since, CancellationToken cancellationToken = default)
        => SearchOrdersAsync(since, cancellationToken);

    /// <summary>The orders that work, however old.</summary>
    [BrokerCall("search_open_orders", Retries = 3, BackoffMilliseconds = Backoff, Idempotent = true)]
    public async ValueTask<ImmutableArray<Order>> SearchOpenOrdersAsync(CancellationToken cancellationToken = default)
        => [.. await _client.SearchOpenOrdersAsync(account.Id, urgency.OfLooks, cancellationToken)];

    /// <summary>The trades since <paramref name="since"/>.</summary>
    [BrokerCall("search_trades", Retries = 3, BackoffMilliseconds = Backoff, Idempotent = true)]
    public async ValueTask<ImmutableArray<HalfTrade>> SearchTradesAsync(DateTimeOffset since, CancellationToken cancellationToken = default)
        => [.. await _client.SearchTradesAsync(account.Id, since, end: null, urgency.OfLooks, cancellationToken)];

    /// <summary>What is held.</summary>
    [BrokerCall("search_positions", Retries = 3, BackoffMilliseconds = Backoff, Idempotent = true)]
    public async ValueTask<ImmutableArray<Position>> SearchPositionsAsync(CancellationToken cancellationToken = default)
        => [.. await _client.SearchOpenPositionsAsync(account.Id, urgency.OfLooks, cancellationToken)];

    /// <summary>What a contract is; null if the gateway does not know it either.</summary>
    [BrokerCall("search_contract", Retries = 3, BackoffMilliseconds = Backoff, Idempotent = true)]
    public async ValueTask<Contract?> SearchContractAsync(string contractId, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _client.SearchContractByIdAsync(contractId, cancellationToken);
        }
        catch (GatewayRefusedException refusal) when (refusal.Meaning == "ContractNotFound")
        {
            return null;
        }
    }

    /// <summary>The accounts that are active, this one among them unless it was closed.</summary>
    [BrokerCall("search_accounts", Retries = 3, BackoffMilliseconds = Backoff, Idempotent = true)]
    public async ValueTask<ImmutableArray<Account>> SearchAccountsAsync(CancellationToken cancellationToken = default)
        => [.. await _client.SearchAccountsAsync(onlyActive: true, urgency.OfLooks, cancellationToken)];

    /// <summary>The same in one attempt and without an alert, see <see cref="SearchOrdersOnceAsync"/>.</summary>
    [BrokerCall("search_accounts_once")]
    public ValueTask<ImmutableArray<Account>> SearchAccountsOnceAsync(CancellationToken cancellationToken = default) => SearchAccountsAsync(cancellationToken);
}
