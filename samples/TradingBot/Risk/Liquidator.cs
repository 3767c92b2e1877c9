using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Domain;

namespace TradingBot.Risk;

/// <summary>
/// Carries out what rules decide about positions, each thing once: while a close is on its way to the market, another rule that wants the same contract closed
/// finds it done. A close that fails may be tried again by whoever asks next; that everything is to be closed stays decided until it is.
/// </summary>
public sealed class Liquidator(TradingAccount account, OrderBook orders, OrderDesk desk)
{
    private static readonly OrderResult UnderWay = new(Success: true, OrderId: null, ErrorMessage: null);

    /// <summary>Contracts whose close the broker has accepted and the market has not filled yet.</summary>
    private readonly HashSet<string> _closing = [];

    /// <summary>Why everything was to be closed; null once nothing is held and nothing works.</summary>
    private string? _flattening;
    private bool _flattenFailed;

    /// <summary>Whether anything is held, or could come to be held, that nobody is closing already.</summary>
    public bool HasExposure
        => orders.Working.Count > 0 || orders.InDoubt.Count > 0 || account.OpenPositions.Any(ledger => !_closing.Contains(ledger.Contract.Id));

    /// <summary>The contracts of which a close is on its way to the market.</summary>
    public IReadOnlyCollection<string> Closing => _closing;

    /// <summary>
    /// Whether all that is held of this contract is on its way out at the market: by a close, or by orders that reduce it to nothing. One that is in doubt counts until the broker
    /// says that it does not have it.
    /// </summary>
    public bool IsClosing(string contractId)
        => _closing.Contains(contractId) || (orders.ReducingAtMarket(contractId) is > 0 and var reducing && reducing >= Math.Abs(account.SizeOf(contractId)));

    /// <summary>What will be left of a position, signed, once everything has traded that takes from it at the market.</summary>
    public int Remaining(PositionLedger ledger)
    {
        if (_closing.Contains(ledger.Contract.Id))
            return 0;
        int left = Math.Max(Math.Abs(ledger.Size) - orders.ReducingAtMarket(ledger.Contract.Id), 0);
        return Math.Sign(ledger.Size) * left;
    }

    /// <summary>
    /// Closes all that is held of a contract. Says so if it could not, whatever the broker threw. What orders at the market already take is not closed a second
    /// time: the two together would turn the position. About orders in doubt the broker is asked first; while it cannot say, they count, and that is said.
    /// </summary>
    public async ValueTask<OrderResult> CloseAsync(string contractId, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        await desk.ResolveDoubtsAsync(contractId, suite, cancellationToken);
        if (IsClosing(contractId))
            return OnItsWay(contractId);
        if (orders.ReducingAtMarket(contractId) > 0)
            return await ReduceAsync(contractId, limit: 0, suite, cancellationToken);

        _closing.Add(contractId);
        bool accepted = false;
        try
        {
            OrderResult result = await suite.ClosePositionDirectAsync(contractId, cancellationToken);
            accepted = result.Success && result != OrderResult.NothingHeld;
            return result;
        }
        catch (Exception exception)
        {
            return OrderResult.Unanswered(exception.Message);
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
        await desk.ResolveDoubtsAsync(contractId, suite, cancellationToken);
        int size = account.SizeOf(contractId);
        int excess = Math.Abs(size) - orders.ReducingAtMarket(contractId) - limit;
        if (excess <= 0 || IsClosing(contractId))
            return OnItsWay(contractId);

        OrderSide side = size > 0 ? OrderSide.Sell : OrderSide.Buy;
        return await desk.ReduceAsync(
            new OrderRequest(contractId, side, OrderType.Market, excess, Purpose: "reduce", ReduceOnly: true), suite, cancellationToken);
    }

    /// <summary>Withdraws every order and closes every position. Returns what could not be closed, in words; null if all could.</summary>
    public async ValueTask<string?> FlattenAsync(string reason, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        RiskFlow flow = suite.Flow;
        _flattening = reason;
        flow.Raise(new AutoFlattenStart(account.Id, null, reason));

        var failures = new List<string>();
        await WithdrawAllAsync(failures, suite, cancellationToken);
        foreach (string contractId in await HeldAsync(failures, suite, cancellationToken))
        {
            OrderResult result = await CloseAsync(contractId, suite, cancellationToken);
            if (!result.Success)
                failures.Add($"{contractId}: {result.ErrorMessage}");
        }

        string? failure = failures.Count == 0 ? null : string.Join("; ", failures);
        _flattenFailed = failure is not null;
        flow.Raise(new AutoFlattenComplete(account.Id, null, failure is null, failure));
        return failure;
    }

    /// <summary>Why everything has to be closed once more: it was decided, and failed or did not bring it about. Null if it is done or on its way.</summary>
    public string? ReasonToFlattenAgain()
    {
        ForgetFlattenIfDone();
        return _flattenFailed || HasExposure ? _flattening : null;
    }

    /// <summary>Nothing is sent; but what nobody knows of is not said to be done.</summary>
    private OrderResult OnItsWay(string contractId)
        => !_closing.Contains(contractId) && orders.DoubtedExit(contractId) is { } exit
            ? OrderResult.Unanswered($"nobody knows whether order {exit.Tag}, which takes from it, exists")
            : UnderWay;

    private void ForgetFlattenIfDone()
    {
        if (!_flattenFailed && !orders.All.Any() && !account.OpenPositions.Any())
            _flattening = null;
    }

    private async ValueTask WithdrawAllAsync(List<string> failures, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        await desk.ResolveDoubtsAsync(contractId: null, suite, cancellationToken);
        failures.AddRange(orders.InDoubt.Select(order => $"nobody knows whether order {order.Tag} exists"));

        // One that has ended meanwhile cannot be withdrawn either: its update is on the way, and the rule looks again when it arrives.
        foreach (string orderId in orders.Working.Keys.ToArray())
        {
            OrderResult cancelled = await desk.CancelAsync(orderId, suite, cancellationToken);
            if (cancelled is { Success: false, IsGone: false })
                failures.Add($"order {orderId}: {cancelled.ErrorMessage}");
        }
    }

    /// <summary>The contracts to close: by the broker's own list, because our books may be behind; by our books only while the broker does not say.</summary>
    private async ValueTask<string[]> HeldAsync(List<string> failures, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await suite.GetPositionsAsync(cancellationToken)).Select(position => position.ContractId)];
        }
        catch (Exception exception)
        {
            failures.Add($"positions unknown: {exception.Message}");
            return [.. account.OpenPositions.Select(ledger => ledger.Contract.Id)];
        }
    }

    /// <summary>An order has ended. A close has no tag of ours; once it has ended, filled or not, what is still held may be closed again.</summary>
    public void Ended(OrderUpdate update)
    {
        if (update is { Status: not OrderStatus.Working, Order: { Type: OrderType.Market, Tag: null } close })
            _closing.Remove(close.ContractId);
    }

    /// <summary>A close is over, and no update said how: the broker has no order of it any more, or the position was taken over, in which it is part or never came about.</summary>
    public void CloseOver(string contractId) => _closing.Remove(contractId);

    /// <summary>A fill was booked: where nothing is left, the close is done.</summary>
    public void Filled(string contractId)
    {
        if (account.SizeOf(contractId) == 0)
            _closing.Remove(contractId);
        ForgetFlattenIfDone();
    }
}
