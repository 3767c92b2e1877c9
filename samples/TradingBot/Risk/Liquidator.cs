using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Domain;

namespace TradingBot.Risk;

/// <summary>
/// Carries out what rules decide about positions, each thing once: while a close is on its way to the market, another rule that wants the same contract closed
/// finds it done. A close that fails may be tried again by whoever asks next; what is to be closed, a contract or everything, stays decided until it is.
/// </summary>
public sealed class Liquidator(TradingAccount account, OrderBook orders, OrderDesk desk, Withdrawals withdrawals, Decisions decisions)
{
    private static readonly OrderResult UnderWay = new(Success: true, OrderId: null, ErrorMessage: null);

    private static readonly OrderResult Turned = OrderResult.Rejected("the position was turned, and its trades are not in the books yet");

    /// <summary>
    /// Contracts whose close the broker has accepted and nobody has seen there since, with the most that was held since, signed: such a close is no
    /// larger. One that works is in the book once it is seen, and counts there as what is left of it.
    /// </summary>
    private readonly Dictionary<string, int> _closing = [];

    /// <summary>Contracts whose last close was not answered, with what was held then, signed: it may be at the broker all the same.</summary>
    private readonly Dictionary<string, int> _unanswered = [];

    /// <summary>Why the last close of a contract is not on its way.</summary>
    private readonly Dictionary<string, string> _closeFailures = [];

    /// <summary>What the last flatten has left. One of an earlier run may have left anything: nothing is in the books yet.</summary>
    private string? _flattenFailure = decisions.Flattening is null ? null : "an earlier run did not bring it about";

    /// <summary>Whether anything is held, or could come to be held, that nobody is closing already.</summary>
    public bool HasExposure
        => orders.InDoubt.Count > 0
            || orders.Working.Values.Any(order => !IsOnItsWayOut(order))
            || account.OpenPositions.Any(ledger => !IsClosing(ledger.Contract.Id));

    /// <summary>The contracts of which a close was accepted, or not answered, that nobody has seen at the broker since.</summary>
    public IEnumerable<string> Closing => _closing.Keys.Union(_unanswered.Keys);

    /// <summary>
    /// Whether all that is held of this contract is on its way out at the market: by a close, or by orders that
    /// reduce it to nothing. One that is in doubt counts until the broker says that it does not have it.
    /// </summary>
    public bool IsClosing(string contractId)
        => _closing.ContainsKey(contractId) || (Reducing(contractId) is > 0 and var reducing && reducing >= Math.Abs(account.SizeOf(contractId)));

    /// <summary>What will be left of a position, signed, once everything has traded that takes from it at the market.</summary>
    public int Remaining(PositionLedger ledger)
    {
        if (_closing.ContainsKey(ledger.Contract.Id))
            return 0;
        int left = Math.Max(Math.Abs(ledger.Size) - Reducing(ledger.Contract.Id), 0);
        return Math.Sign(ledger.Size) * left;
    }

    /// <summary>
    /// Closes all that is held of a contract. Says so if it could not, whatever the broker threw. What orders at the market already take is not closed a
    /// second time: the two together would turn the position. About orders in doubt the broker is asked first; while it cannot say, they count, and that is
    /// said. What would add to the position, or open it again, is withdrawn once the close is sent.
    /// </summary>
    public async ValueTask<OrderResult> CloseAsync(string contractId, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        if (account.SizeOf(contractId) is not 0 and var held)
            decisions.Close(contractId, held);
        ValueTask<OrderResult> closing = CloseOneAsync(contractId, suite, cancellationToken);
        decisions.Save();
        OrderResult result = await closing;
        await withdrawals.WithdrawEntriesAsync(
            orders.WorkingIn(contractId).Where(order => order.Value.IsOwnEntry), "would add to what is closed, or open it again", suite, cancellationToken);
        return result;
    }

    private async ValueTask<OrderResult> CloseOneAsync(string contractId, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        OrderResult result = await SendCloseAsync(contractId, suite, cancellationToken);
        if (result.WhyNotUnderWay is { } why)
            _closeFailures[contractId] = why;
        else
            _closeFailures.Remove(contractId);
        return result;
    }

    private async ValueTask<OrderResult> SendCloseAsync(string contractId, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        await desk.ResolveDoubtsAsync(contractId, suite, cancellationToken);
        if (IsClosing(contractId))
            return OnItsWay(contractId);
        if (Reducing(contractId) > 0)
            return await ReduceAsync(contractId, limit: 0, suite, cancellationToken);
        if (suite.IsNotHeld(contractId))
            return OrderDesk.LeaveAlone($"the close of {contractId}", suite.Flow);

        int held = account.SizeOf(contractId);
        _closing[contractId] = held;
        OrderResult result;
        try
        {
            result = await FindUnansweredAsync(contractId, suite, cancellationToken) ?? await suite.ClosePositionDirectAsync(contractId, cancellationToken);
        }
        catch (Exception exception)
        {
            result = OrderResult.Unanswered(exception.Message);
            _unanswered[contractId] = held;
        }

        if (!result.IsUnderWay)
            _closing.Remove(contractId);
        return result;
    }

    /// <summary>
    /// What the broker has of a close that it has not answered; null if nothing, or if it does not say: then the
    /// close is sent again, as a position must not stay open because looks fail.
    /// </summary>
    private async ValueTask<OrderResult?> FindUnansweredAsync(string contractId, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        if (!_unanswered.ContainsKey(contractId))
            return null;
        try
        {
            OrderResult? found = await suite.FindCloseAsync(contractId, cancellationToken);
            if (found is { Success: false })
                return null;
            _unanswered.Remove(contractId);
            return found;
        }
        catch (Exception)
        {
            // The trace has it, and critical_failure was raised.
            return null;
        }
    }

    /// <summary>Brings a position down to <paramref name="limit"/> contracts, whatever its sign.</summary>
    public async ValueTask<OrderResult> ReduceAsync(string contractId, int limit, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        await desk.ResolveDoubtsAsync(contractId, suite, cancellationToken);
        int size = account.SizeOf(contractId);
        int excess = Math.Abs(size) - Reducing(contractId) - limit;
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
        decisions.Flatten(reason);
        flow.Raise(new AutoFlattenStart(account.Id, null, reason));

        ValueTask clearing = WithdrawAndCloseAsync(suite, cancellationToken);
        decisions.Save();
        await clearing;
        flow.Raise(new AutoFlattenComplete(account.Id, null, _flattenFailure is null, _flattenFailure));
        return _flattenFailure;
    }

    private async ValueTask WithdrawAndCloseAsync(TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        var failures = new List<string>();
        await WithdrawAllAsync(failures, suite, cancellationToken);
        await CloseHeldAsync(failures, suite, cancellationToken);
    }

    /// <summary>
    /// Closes once more what was to be closed, and withdraws nothing: for the end of a run, where a stop has to stay whose position could not be closed.
    /// </summary>
    public async ValueTask CloseWhatWasDecidedAsync(TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        if (IsFlattening)
        {
            await CloseHeldAsync([], suite, cancellationToken);
            return;
        }

        foreach (string contractId in decisions.ToClose.ToArray())
            await CloseOneAsync(contractId, suite, cancellationToken);
    }

    /// <summary>What the last flatten has left that is not on its way out; null if nothing.</summary>
    public string? LeftByFlatten => _flattenFailure ?? (HasExposure ? "something is held or works and is not on its way out" : null);

    /// <summary>Whether something that was to be closed is held still, or may be.</summary>
    public bool HasToClose => IsFlattening ? _flattenFailure is not null || account.OpenPositions.Any() : decisions.ToClose.Count > 0;

    /// <summary>Whether everything is to be closed: until nothing is held and nothing works.</summary>
    public bool IsFlattening => decisions.Flattening is not null;

    /// <summary>
    /// The contracts that were to be closed by themselves, are in the books, and of which no close is on its way.
    /// While everything is to be closed they are part of that.
    /// </summary>
    public IReadOnlyList<string> ToCloseAgain()
        => IsFlattening ? [] : [.. decisions.ToClose.Where(contractId => account.SizeOf(contractId) != 0 && !IsClosing(contractId))];

    /// <summary>Whether a contract that is held is to be closed by itself, be it under way or not.</summary>
    public bool IsToBeClosed(string contractId) => decisions.IsToBeClosed(contractId) && account.SizeOf(contractId) != 0;

    /// <summary>Why a contract is held that was to be closed; null if it was not, or if its close is on its way.</summary>
    public string? WhyNotClosed(string contractId)
        => (IsFlattening || decisions.IsToBeClosed(contractId)) && !IsClosing(contractId)
            ? _closeFailures.GetValueOrDefault(contractId, "it was not tried again")
            : null;

    /// <summary>Why everything has to be closed once more: it was decided, and failed or did not bring it about. Null if it is done or on its way.</summary>
    public string? ReasonToFlattenAgain()
    {
        ForgetFlattenIfDone();
        decisions.Save();
        return _flattenFailure is not null || HasExposure ? decisions.Flattening : null;
    }

    /// <summary>Nothing is sent; but what nobody knows of is not said to be done.</summary>
    private OrderResult OnItsWay(string contractId)
        => !_closing.ContainsKey(contractId) && orders.DoubtedExit(contractId) is { } exit
            ? OrderResult.Unanswered($"nobody knows whether order {exit.Tag}, which takes from it, exists")
            : UnderWay;

    /// <summary>Whether an order takes from what is held, at the market.</summary>
    private bool IsOnItsWayOut(OrderRequest order) => order.IsMarketExit && order.IsOpposite(account.SizeOf(order.ContractId));

    /// <summary>How much is taken from what is held of a contract by orders on their way to the market.</summary>
    private int Reducing(string contractId) => orders.ReducingAtMarket(contractId, account.SizeOf(contractId));

    private async ValueTask CloseHeldAsync(List<string> failures, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        foreach (Position held in await HeldAsync(failures, suite, cancellationToken))
        {
            OrderResult result = IsTurned(held) ? Turned : await CloseOneAsync(held.ContractId, suite, cancellationToken);
            if (!result.Success)
                failures.Add($"{held.ContractId}: {result.ErrorMessage}");
        }

        _flattenFailure = failures.Count == 0 ? null : string.Join("; ", failures);
    }

    /// <summary>Whether the broker holds the other side of what the books do: the close that they wait for was of something else.</summary>
    private bool IsTurned(Position held) => IsClosing(held.ContractId) && Math.Sign(held.Size) == -Math.Sign(account.SizeOf(held.ContractId));

    private void ForgetCloseIfDone(string contractId)
    {
        if (decisions.EndIfDone(contractId, account.SizeOf(contractId)))
            _closeFailures.Remove(contractId);
    }

    private void ForgetFlattenIfDone()
    {
        if (_flattenFailure is null && !orders.All.Any() && !account.OpenPositions.Any())
            decisions.Flatten(reason: null);
    }

    private async ValueTask WithdrawAllAsync(List<string> failures, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        await desk.ResolveDoubtsAsync(contractId: null, suite, cancellationToken);
        failures.AddRange(orders.InDoubt.Select(order => $"nobody knows whether order {order.Tag} exists"));

        // One that has ended meanwhile cannot be withdrawn either: its update is on the way, and the rule looks again when it arrives.
        foreach ((string orderId, _) in orders.Working.Where(order => !IsOnItsWayOut(order.Value)).ToArray())
        {
            OrderResult cancelled = await desk.CancelAsync(orderId, suite, cancellationToken);
            if (!cancelled.Success)
                failures.Add($"order {orderId}: {cancelled.ErrorMessage}");
        }
    }

    /// <summary>What to close: by the broker's own list, because our books may be behind; by our books only while the broker does not say.</summary>
    private async ValueTask<Position[]> HeldAsync(List<string> failures, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        try
        {
            return [.. await suite.GetPositionsAsync(cancellationToken)];
        }
        catch (Exception exception)
        {
            failures.Add($"positions unknown: {exception.Message}");
            return [.. account.OpenPositions.Select(ledger => ledger.ToPosition())];
        }
    }

    /// <summary>Whether an order that the broker has may be the close of a contract that it has accepted, or not answered.</summary>
    public bool IsItsClose(OrderRequest order)
        => IsUntagged(order)
            && (_closing.TryGetValue(order.ContractId, out int held) || _unanswered.TryGetValue(order.ContractId, out held))
            && order.IsOpposite(held) && order.Size <= Math.Abs(held);

    /// <summary>A close was seen at the broker, and is in the book.</summary>
    public void CloseSeen(string contractId) => Forget(contractId);

    /// <summary>
    /// A close is over, and no update said how: the broker has no order of it any more, or the position was taken
    /// over, in which it is part or never came about.
    /// </summary>
    public void CloseOver(string contractId)
    {
        Forget(contractId);
        ForgetCloseIfDone(contractId);
        decisions.Save();
    }

    /// <summary>
    /// An order has traded, and its fill is in the books, or it has ended. A close that has ended, filled or not, may be made again of what is still held.
    /// </summary>
    public void Follow(OrderUpdate update)
    {
        if (update.Fill is { } fill)
            Filled(update.Order, fill);
        if (update.Status != OrderStatus.Working && IsUntagged(update.Order))
            Forget(update.Order.ContractId);
    }

    private void Forget(string contractId)
    {
        _closing.Remove(contractId);
        _unanswered.Remove(contractId);
    }

    /// <summary>
    /// Where nothing is left, or what is held is of the other side, what was decided is done. But what a close, or an order that may only
    /// reduce, has opened, as where a close and a stop traded both, nobody wants, and it is closed.
    /// </summary>
    private void Filled(OrderRequest order, Fill fill)
    {
        string contractId = fill.Contract.Id;
        int size = account.SizeOf(contractId);
        bool isOfClose = IsItsClose(order);
        if (Math.Sign(size) == Math.Sign(fill.SignedSize) && (isOfClose || order is { ReduceOnly: true, IsForeign: false }))
            decisions.Close(contractId, size);
        if (size == 0 && isOfClose)
            Forget(contractId);
        else if (_closing.TryGetValue(contractId, out int most) && (most == 0 || size / most > 0) && Math.Abs(size) > Math.Abs(most))
            _closing[contractId] = size;
        ForgetCloseIfDone(contractId);
        ForgetFlattenIfDone();
        decisions.Save();
    }

    /// <summary>A close has no tag of ours. What was held before we came has none either, and ends no close.</summary>
    private static bool IsUntagged(OrderRequest order) => order is { Type: OrderType.Market, Tag: null, Purpose: not OrderRequest.HeldBeforePurpose };
}
