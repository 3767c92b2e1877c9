using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Domain;

namespace TradingBot.Risk;

/// <summary>
/// Carries out what rules decide about positions, each thing once: while a close is on its way to the market, another rule that wants the same contract closed
/// finds it done. A close that fails may be tried again by whoever asks next.
/// </summary>
public sealed class Liquidator(TradingAccount account, OrderBook orders)
{
    private static readonly OrderResult UnderWay = new(Success: true, OrderId: null, ErrorMessage: null);

    /// <summary>Contracts whose close the broker has accepted and the market has not filled yet.</summary>
    private readonly HashSet<string> _closing = [];

    /// <summary>Whether anything is held, or could come to be held, that nobody is closing already.</summary>
    public bool HasExposure
        => orders.Working.Count > 0 || account.OpenPositions.Any(ledger => !_closing.Contains(ledger.Contract.Id));

    /// <summary>Closes all that is held of a contract.</summary>
    public async ValueTask<OrderResult> CloseAsync(string contractId, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        if (!_closing.Add(contractId))
            return UnderWay;

        bool accepted = false;
        try
        {
            OrderResult result = await suite.ClosePositionDirectAsync(contractId, cancellationToken);
            accepted = result.Success;
            return result;
        }
        finally
        {
            if (!accepted)
                _closing.Remove(contractId);
        }
    }

    /// <summary>Brings a position down to <paramref name="limit"/> contracts, whatever its sign.</summary>
    public async ValueTask<OrderResult> ReduceAsync(string contractId, int limit, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        int size = account.SizeOf(contractId);
        int excess = Math.Abs(size) - orders.ReducingAtMarket(contractId) - limit;
        if (excess <= 0 || _closing.Contains(contractId))
            return UnderWay;

        OrderSide side = size > 0 ? OrderSide.Sell : OrderSide.Buy;
        var order = new OrderRequest(contractId, side, OrderType.Market, excess, Tag: "reduce", ReduceOnly: true);
        OrderResult result = await suite.PlaceOrderAsync(order, cancellationToken);
        if (result is { Success: true, OrderId: { } id })
            orders.Accepted(id, order);
        return result;
    }

    /// <summary>Withdraws every order and closes every position. Returns what could not be closed, in words; null if all could.</summary>
    public async ValueTask<string?> FlattenAsync(string reason, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        RiskFlow flow = suite.Flow;
        flow.Raise(new AutoFlattenStart(account.Id, null, reason));

        // An order that cannot be cancelled has traded meanwhile; its update is on the way, and the rule looks again when it arrives.
        foreach (string orderId in orders.Working.Keys.ToArray())
        {
            OrderResult cancelled = await suite.CancelOrderAsync(orderId, cancellationToken);
            if (cancelled.Success)
                orders.Ended(orderId);
        }

        // The broker's own list decides, not our books: they may be behind.
        var failures = new List<string>();
        foreach (Position position in await suite.GetPositionsAsync(cancellationToken))
        {
            OrderResult result = await CloseAsync(position.ContractId, suite, cancellationToken);
            if (!result.Success)
                failures.Add($"{position.ContractId}: {result.ErrorMessage}");
        }

        string? failure = failures.Count == 0 ? null : string.Join("; ", failures);
        flow.Raise(new AutoFlattenComplete(account.Id, null, failure is null, failure));
        return failure;
    }

    /// <summary>A fill was booked: where nothing is left, the close is done.</summary>
    public void Filled(string contractId)
    {
        if (account.SizeOf(contractId) == 0)
            _closing.Remove(contractId);
    }
}
