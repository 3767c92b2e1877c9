using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Risk;
using Wire = ProjectX;

namespace TradingBot.Gateway;

/// <summary>
/// What became of our orders, asked of the gateway whenever it hints that something did. Trades are booked in the order of their numbers, each once, whatever
/// the events said. After a reconnect, at the start and at the end, what is held is compared with the books.
/// </summary>
public sealed class GatewayOrders(
    GatewaySession session,
    GatewayHints hints,
    GatewayAccountCalls calls,
    RiskTracer tracer,
    TradingAccount account,
    MarketView market,
    OrderBook orders,
    Liquidator liquidator,
    GatewayTags tags,
    GatewayUrgency urgency,
    StaleBooks books,
    UnbookedUpdates updates,
    UnfitOrders unfit,
    LimitAlert limit,
    MarketClock clock) : IOrderUpdates
{
    /// <summary>The gateway's clock is not ours, and an order is noticed some time after it was made.</summary>
    private static readonly TimeSpan ClockMargin = TimeSpan.FromHours(1);

    /// <summary>A look takes from the calls that are kept for closes no more often than this: most of them stay for closes.</summary>
    private static readonly TimeSpan BetweenUrgentLooks = TimeSpan.FromSeconds(15);

    private readonly HashSet<long> _booked = [];
    private readonly List<Wire.Position> _heldBefore = [.. session.Baseline.Positions];
    private readonly AskPause _pause = new(session.Time);
    private readonly AskPause _lookupPause = new(session.Time) { Length = TimeSpan.FromSeconds(5) };
    private readonly AskPause _behindPause = new(session.Time) { Length = BetweenUrgentLooks };
    private readonly AskPause _lookPause = new(session.Time) { Length = BetweenUrgentLooks };
    private readonly OrderSettlement _settlement = new(orders, updates, liquidator, tags, hints, session.Time);
    private readonly Dictionary<string, DateTimeOffset> _noticed = [];
    private bool _compareDue = true;
    private bool _lookupDue;
    private bool _isUnanswered;
    private string _mismatch = "";

    /// <summary>How often what the gateway holds was not what the books say.</summary>
    public int Mismatches { get; private set; }

    /// <summary>How often the connection was lost and found again.</summary>
    public int Reconnects { get; private set; }

    /// <inheritdoc/>
    public long Looks { get; private set; }

    /// <inheritdoc/>
    public TimeProvider LimitClock => session.Time;

    /// <inheritdoc/>
    public void LookAgain() => _compareDue = true;

    /// <inheritdoc/>
    public void RunEnds() => urgency.RunEnds();

    /// <inheritdoc/>
    public bool TryTake([NotNullWhen(true)] out OrderUpdate? update) => updates.TryTake(out update);

    /// <inheritdoc/>
    public ValueTask CatchUpAsync(FuturesContract? contract, CancellationToken cancellationToken) => FollowUpAsync(isEnd: contract is null, cancellationToken);

    /// <inheritdoc/>
    public ValueTask PassSilenceAsync(CancellationToken cancellationToken) => FollowUpAsync(isEnd: false, cancellationToken);

    private async ValueTask FollowUpAsync(bool isEnd, CancellationToken cancellationToken)
    {
        // At the end calls tell whether it is there: what is left has to be known also where events have failed.
        if (!isEnd)
            session.EnsureUserHub();
        if (!isEnd && _pause.IsOn)
            return;

        GatewayNews news = hints.Take();
        bool areBooksBehind = books.AreStale && !_behindPause.IsOn;
        _compareDue |= isEnd || areBooksBehind || news.Restored > 0 || (_lookupDue && !_lookupPause.IsOn);
        if (!_settlement.Asks() && !unfit.Ask() && !news.Asks && !_compareDue && !orders.Working.Keys.Any(id => hints.HasEnded(GatewayOrderTerms.NumberOf(id))))
        {
            hints.Add(news);
            return;
        }

        // Closes and stops that go on and on would leave no other call for a look that may show them to be needless.
        urgency.LookIsDue(isUrgent: isEnd || areBooksBehind || !_lookPause.IsOn);
        if (!isEnd && calls.Room < GatewayAccountCalls.CallsOfARound)
        {
            hints.Add(news);
            TellOnceOfTheLimit();
            await WithdrawUnaskedAsync(cancellationToken);
            return;
        }

        _lookPause.Begin();
        if (areBooksBehind)
            _behindPause.Begin();
        using RiskFlow flow = tracer.StartFlow("GATEWAY_NEWS");
        flow.Emit("gateway_news", news.ToString());
        try
        {
            TracedGatewayAccountCalls suite = calls.Traced(flow);
            await TryLearnAsync(_heldBefore.Select(position => position.ContractId), suite, cancellationToken);
            await BookAsync(suite, cancellationToken);
            if (_compareDue)
                await CompareAsync(suite, cancellationToken);
            books.Looked();
            await unfit.MendAsync(flow, cancellationToken);
            if (account.IsBalanceDoubted)
                await TakeBalanceAsync(suite, cancellationToken);
            (_compareDue, _isUnanswered) = (false, false);
            Reconnects += news.Restored;
            flow.Complete("BOOKED");
        }
        catch (Exception)
        {
            // The trace has it, and the first time critical_failure was raised. What was told stays told: after a pause the next price asks again.
            _isUnanswered = true;
            _pause.Begin();
            hints.Add(news with { Orders = 0, Positions = 0, Repeated = 0, Outdated = 0, Lost = 0 });
            flow.Complete("NOT_ANSWERED");
        }
    }

    /// <summary>Nothing is asked that would not be sent. What became of our orders is not known as long as that lasts, so somebody is told, once.</summary>
    private void TellOnceOfTheLimit()
    {
        if (!limit.IsNews())
            return;
        using RiskFlow flow = tracer.StartFlow("GATEWAY_LIMIT");
        LimitAlert.Tell(flow);
        flow.Complete("WAITS");
    }

    /// <summary>What has to go by what the books say goes also where no call is left to ask for news: withdrawals have calls of their own.</summary>
    private async ValueTask WithdrawUnaskedAsync(CancellationToken cancellationToken)
    {
        if (!unfit.AreDue())
            return;

        using RiskFlow flow = tracer.StartFlow("GATEWAY_WITHDRAWALS");
        try
        {
            await unfit.MendAsync(flow, cancellationToken);
            flow.Complete("TRIED");
        }
        catch (Exception)
        {
            // The trace has it, and critical_failure was raised.
            _pause.Begin();
            flow.Complete("NOT_ANSWERED");
        }
    }

    /// <summary>
    /// Whatever is held is guarded, as soon as it is known what it is. One that the gateway could not be asked
    /// about holds up nothing else: it is asked about again after a pause.
    /// </summary>
    private async ValueTask TryLearnAsync(IEnumerable<string> contractIds, TracedGatewayAccountCalls suite, CancellationToken cancellationToken)
    {
        foreach (string id in contractIds.Distinct().ToArray())
        {
            if (session.Contracts.Find(id) is null && _lookupPause.IsOn)
            {
                _lookupDue = true;
                continue;
            }

            try
            {
                await LearnAsync(id, suite, cancellationToken);
            }
            catch (Exception)
            {
                // The trace has it, and critical_failure was raised.
                _lookupDue = true;
                _lookupPause.Begin();
            }
        }
    }

    /// <summary>
    /// Of a product that the bot does not know the gateway says what it is; where it cannot, somebody has to be
    /// told that nobody knows what the account is worth.
    /// </summary>
    private async ValueTask LearnAsync(string id, TracedGatewayAccountCalls suite, CancellationToken cancellationToken)
    {
        if (session.Contracts.Find(id) is not { } contract)
        {
            contract = session.Contracts.Learn(id, await suite.SearchContractAsync(id, cancellationToken));
            suite.Flow.Emit("contract_learned", contract.Product.ToString());
            if (!contract.Product.IsValued)
                suite.Flow.Raise(new CriticalFailure(
                    "gateway", $"{id} is held and the gateway does not say what it is worth: limits on the result hold for the rest alone"));
        }

        market.Introduce(contract);
        AdoptHeldBefore(contract);
    }

    /// <summary>What was held of a contract before we came enters the books at what was paid for it.</summary>
    private void AdoptHeldBefore(FuturesContract contract)
    {
        foreach (Wire.Position position in _heldBefore.Where(position => position.ContractId == contract.Id).ToArray())
        {
            _heldBefore.Remove(position);
            OrderSide side = position.Type == Wire.PositionType.Short ? OrderSide.Sell : OrderSide.Buy;
            var request = new OrderRequest(contract.Id, side, OrderType.Market, position.Size, Purpose: OrderRequest.HeldBeforePurpose);
            updates.Add(new OrderUpdate("", request, OrderStatus.Filled, new Fill("", contract, side, position.Size, position.AveragePrice, 0, clock.Now)));
        }
    }

    /// <summary>Orders first, then trades: what an order has traded when it is looked at is in the trades that are looked at later.</summary>
    /// <returns>How many trades were news, those that were taken back among them.</returns>
    private async ValueTask<int> BookAsync(TracedGatewayAccountCalls suite, CancellationToken cancellationToken)
    {
        DateTimeOffset since = Since();
        ImmutableArray<Wire.Order> known = await KnownAsync(since, suite, cancellationToken);
        ImmutableArray<Wire.HalfTrade> trades = await suite.SearchTradesAsync(since, cancellationToken);
        foreach (string id in trades.Where(trade => trade.Id > session.Baseline.LastTrade)
            .Select(trade => trade.ContractId)
            .Distinct()
            .Order(StringComparer.Ordinal))
            await LearnAsync(id, suite, cancellationToken);
        Wire.HalfTrade[] fresh = [.. trades.Where(trade => !trade.Voided && trade.Id > session.Baseline.LastTrade && _booked.Add(trade.Id))
            .OrderBy(trade => trade.Id)];
        ILookup<long, Wire.Order> byId = known.ToLookup(order => order.Id);
        for (int i = 0; i < fresh.Length; i++)
            Book(fresh[i], byId[fresh[i].OrderId].FirstOrDefault(), isLast: fresh.Skip(i + 1).All(later => later.OrderId != fresh[i].OrderId));

        int voided = trades.Count(trade => trade.Voided && _booked.Remove(trade.Id));
        if (voided > 0)
            Doubt();
        var traded = fresh.Select(trade => trade.OrderId).ToHashSet();
        foreach (OrderUpdate ended in _settlement.Settle(WithFills(known, trades), traded, suite.Flow))
            updates.Add(ended);
        Looks++;
        return fresh.Length + voided;
    }

    /// <summary>
    /// A trade is in the books that was taken back. What is held is compared, and taken over if it differs; what the trade has brought only the balance says.
    /// </summary>
    private void Doubt()
    {
        _compareDue = true;
        account.DoubtBalance();
    }

    /// <summary>The orders as they are after the trades, which were looked at later.</summary>
    private static ImmutableArray<Wire.Order> WithFills(ImmutableArray<Wire.Order> known, ImmutableArray<Wire.HalfTrade> trades)
    {
        ILookup<long, int> sizes = trades.Where(trade => !trade.Voided).ToLookup(trade => trade.OrderId, trade => trade.Size);
        return [.. known.Select(order => order with { FillVolume = Math.Max(order.FillVolume, sizes[order.Id].Sum()) })];
    }

    /// <summary>What became of recent orders; and, where an older one may work, all that do.</summary>
    private async ValueTask<ImmutableArray<Wire.Order>> KnownAsync(DateTimeOffset since, TracedGatewayAccountCalls suite, CancellationToken cancellationToken)
    {
        ImmutableArray<Wire.Order> recent = await (_isUnanswered
            ? suite.SearchOrdersOnceAsync(since, cancellationToken)
            : suite.SearchOrdersAsync(since, cancellationToken));
        HashSet<long> ids = [.. recent.Select(order => order.Id)];
        if (!_compareDue && orders.Working.Keys.All(id => ids.Contains(GatewayOrderTerms.NumberOf(id))))
            return recent;

        ImmutableArray<Wire.Order> open = await suite.SearchOpenOrdersAsync(cancellationToken);
        return [.. recent, .. open.Where(order => !ids.Contains(order.Id))];
    }

    private void Book(Wire.HalfTrade trade, Wire.Order? order, bool isLast)
    {
        session.Watch(trade.ContractId);
        FuturesContract contract = session.Contracts.Find(trade.ContractId)!;
        string id = GatewayOrderTerms.IdOf(trade.OrderId);
        OrderSide side = GatewayOrderTerms.SideOf(trade.Side);
        OrderRequest request = orders.Working.GetValueOrDefault(id)
            ?? InDoubt(order)
            ?? (order is null
                ? new OrderRequest(trade.ContractId, side, OrderType.Market, trade.Size, Purpose: OrderRequest.ForeignPurpose)
                : GatewayOrderTerms.RequestOf(order));
        OrderStatus status = isLast && order?.IsWorking() == false ? OrderStatus.Filled : OrderStatus.Working;
        var fill = new Fill(id, contract, side, trade.Size, trade.Price, trade.Fees, trade.CreationTimestamp.ToUniversalTime(), trade.ProfitAndLoss);
        updates.Add(new OrderUpdate(id, request, status, fill));
    }

    /// <summary>The order of ours that was in doubt and has traded, so it is there.</summary>
    private OrderRequest? InDoubt(Wire.Order? order)
        => tags.TagOf(order?.CustomTag) is { } tag ? orders.InDoubt.FirstOrDefault(doubted => doubted.Tag == tag) : null;

    /// <summary>From when on orders are asked for: before the oldest one that works was noticed.</summary>
    private DateTimeOffset Since()
    {
        foreach (string gone in _noticed.Keys.Where(id => !orders.Working.ContainsKey(id)).ToArray())
            _noticed.Remove(gone);
        foreach (string id in orders.Working.Keys)
            _noticed.TryAdd(id, clock.Now);
        DateTimeOffset oldest = _noticed.Values.Append(clock.Now).Min();

        // A run that ends before its first price has no market time.
        return oldest - DateTimeOffset.UnixEpoch > ClockMargin ? oldest - ClockMargin : DateTimeOffset.UnixEpoch;
    }

    /// <summary>What is held is compared with the books before and after: only if nothing traded in between are they of one moment.</summary>
    private async ValueTask CompareAsync(TracedGatewayAccountCalls suite, CancellationToken cancellationToken)
    {
        _lookupDue = false;
        string[] differences;
        do
        {
            ImmutableArray<Wire.Position> held = await suite.SearchPositionsAsync(cancellationToken);
            foreach (Wire.Position position in held)
                session.Watch(position.ContractId);
            await TryLearnAsync(held.Select(position => position.ContractId), suite, cancellationToken);
            differences = Differences(held);
        }
        while (differences.Length > 0 && await BookAsync(suite, cancellationToken) > 0);

        // One that stays is told once.
        string mismatch = string.Join("; ", differences);
        if (suite.Flow.Check("Books differ from what the gateway holds", differences.Length > 0) && mismatch != _mismatch)
        {
            Mismatches++;
            suite.Flow.Raise(new PositionMismatch(mismatch));
        }

        _mismatch = mismatch;
    }

    /// <summary>
    /// What a position has brought that was taken over, or a trade that was taken back, no trade says, but the balance does. It is of one moment
    /// with the books only if nothing waits to be booked, and nothing trades while it is asked for.
    /// </summary>
    private async ValueTask TakeBalanceAsync(TracedGatewayAccountCalls suite, CancellationToken cancellationToken)
    {
        Wire.Account? told = (await suite.SearchAccountsAsync(cancellationToken)).FirstOrDefault(found => found.Id == session.Account.Id);
        int news = await BookAsync(suite, cancellationToken);
        if (told is null || news > 0 || updates.HaveFills)
        {
            _lookupDue = true;
            _lookupPause.Begin();
            return;
        }

        suite.Flow.Emit("balance_taken_over", FormattableString.Invariant($"{account.Balance:0.00} in the books, {told.Balance:0.00} at the gateway"));
        account.TakeBalance(told.Balance);
    }

    private string[] Differences(ImmutableArray<Wire.Position> held)
    {
        ILookup<string, int> atGateway = held.ToLookup(position => position.ContractId, position => position.SignedSize());
        return [.. held.Select(position => position.ContractId)
            .Concat(account.OpenPositions.Select(ledger => ledger.Contract.Id))
            .Concat(updates.ContractIds)
            .Distinct()
            .Where(contractId => atGateway[contractId].Sum() != updates.SizeOf(contractId))
            .Select(contractId
                => FormattableString.Invariant($"{contractId}: {updates.SizeOf(contractId)} in the books, {atGateway[contractId].Sum()} at the gateway"))];
    }
}
