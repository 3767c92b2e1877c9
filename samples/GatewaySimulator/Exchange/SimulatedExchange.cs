using ProjectX;
using TradingBot.Domain;
using TradingBot.Market;
using Position = ProjectX.Position;

namespace GatewaySimulator.Exchange;

/// <summary>
/// One account and its market: takes orders, trades them against the quotes that come, and keeps the books. Everything happens under one lock, in the
/// order in which it arrives; an order trades against the first quote after it. Safe for threads.
/// </summary>
public sealed partial class SimulatedExchange
{
    private readonly Lock _lock = new();
    private readonly ContractList _contracts;
    private readonly TradingCalendar _calendar;
    private readonly IEventOutlet _outlet;
    private readonly long _lastNumber;
    private readonly PartialFills? _partialFills;
    private readonly MarketView _market = new();
    private readonly List<Order> _orders = [];
    private readonly SortedDictionary<long, WorkingOrder> _working = [];
    private readonly Dictionary<string, SimulatedPosition> _positions = [];
    private readonly Dictionary<string, BarHistory> _bars = [];
    private readonly List<HalfTrade> _trades = [];
    private readonly HashSet<string> _tags = [];
    private readonly List<string> _repeatedTags = [];
    private Account _account;
    private DateTimeOffset _now;
    private bool _isOver;
    private int _lastPosition;

    /// <summary>An exchange before its first price.</summary>
    /// <param name="account">The account.</param>
    /// <param name="contracts">What can be traded.</param>
    /// <param name="calendar">When.</param>
    /// <param name="outlet">Who is told of what happens.</param>
    /// <param name="lastNumber">The number after which orders, trades and positions are counted.</param>
    /// <param name="partialFills">How much of an order trades at once; null for all of it.</param>
    public SimulatedExchange(
        Account account, ContractList contracts, TradingCalendar calendar, IEventOutlet outlet, long lastNumber = 0, PartialFills? partialFills = null)
    {
        (_account, _contracts, _calendar, _outlet, _partialFills) = (account, contracts, calendar, outlet, partialFills);
        (_lastNumber, _lastPosition) = (lastNumber, (int)(lastNumber / 1_000 % int.MaxValue));
    }

    /// <summary>The account.</summary>
    public Account Account
    {
        get
        {
            lock (_lock)
                return _account;
        }
    }

    /// <summary>Every order there ever was, in the order of their numbers, which follow each other.</summary>
    public IReadOnlyList<Order> Orders
    {
        get
        {
            lock (_lock)
                return [.. _orders];
        }
    }

    /// <summary>Every trade there ever was.</summary>
    public IReadOnlyList<HalfTrade> Trades
    {
        get
        {
            lock (_lock)
                return [.. _trades];
        }
    }

    /// <summary>What is held.</summary>
    public IReadOnlyList<Position> Positions
    {
        get
        {
            lock (_lock)
                return [.. _positions.Values.Where(position => position.Size != 0).Select(position => position.ToPosition(_account.Id))];
        }
    }

    /// <summary>The tags under which an order was sent although there was one: refused, and yet somebody tried.</summary>
    public IReadOnlyList<string> RepeatedTags
    {
        get
        {
            lock (_lock)
                return [.. _repeatedTags];
        }
    }

    /// <summary>The firm takes the account's right to trade, or gives it back.</summary>
    public void Permit(bool canTrade)
    {
        lock (_lock)
        {
            _account = _account with { CanTrade = canTrade };
            _outlet.Tell(_account);
        }
    }

    /// <summary>A price has come: time passes, and what it satisfies trades.</summary>
    public void OnPrice(in MarketUpdate update)
    {
        lock (_lock)
        {
            string contractId = update.Contract.Id;
            _now = update.Time;
            _isOver = false;
            Quote quote = _market.Apply(update);
            BarsOf(contractId).Add(update);
            foreach (WorkingOrder order in _working.Values.Where(order => order.Order.ContractId == contractId).ToArray())
            {
                // One that trades may withdraw another.
                if (_working.ContainsKey(order.Order.Id) && order.PriceAgainst(quote) is { } price)
                    Trade(order, price);
            }
        }
    }

    /// <summary>No price comes any more: an order would wait for ever, so none is taken, unless one comes after all.</summary>
    public void End()
    {
        lock (_lock)
            _isOver = true;
    }

    /// <summary>Orders of a stretch of time.</summary>
    public OrdersResponse SearchOrders(SearchOrdersRequest request)
    {
        lock (_lock)
        {
            return request.AccountId != _account.Id
                ? new OrdersResponse([]) { ErrorCode = Answer.CodeOf(GatewayCalls.SearchOrders, "AccountNotFound") }
                : new OrdersResponse([.. _orders.Where(order => IsWithin(order.CreationTimestamp, request.StartTimestamp, request.EndTimestamp))])
                {
                    Success = true
                };
        }
    }

    /// <summary>Orders that work.</summary>
    public OrdersResponse SearchOpenOrders(AccountRequest request)
    {
        lock (_lock)
        {
            return request.AccountId != _account.Id
                ? new OrdersResponse([]) { ErrorCode = Answer.CodeOf(GatewayCalls.SearchOpenOrders, "AccountNotFound") }
                : new OrdersResponse([.. _working.Values.Select(order => order.Order)]) { Success = true };
        }
    }

    /// <summary>What is held.</summary>
    public PositionsResponse SearchOpenPositions(AccountRequest request)
        => request.AccountId != Account.Id
            ? new PositionsResponse([]) { ErrorCode = Answer.CodeOf(GatewayCalls.SearchOpenPositions, "AccountNotFound") }
            : new PositionsResponse(Positions) { Success = true };

    /// <summary>Trades of a stretch of time.</summary>
    public TradesResponse SearchTrades(SearchTradesRequest request)
    {
        lock (_lock)
        {
            return request.AccountId != _account.Id
                ? new TradesResponse([]) { ErrorCode = Answer.CodeOf(GatewayCalls.SearchTrades, "AccountNotFound") }
                : new TradesResponse([.. _trades.Where(trade => IsWithin(trade.CreationTimestamp, request.StartTimestamp, request.EndTimestamp))])
                {
                    Success = true
                };
        }
    }

    /// <summary>Bars of a contract, as far as the market has come.</summary>
    public BarsResponse RetrieveBars(RetrieveBarsRequest request)
    {
        const int MostBars = 20_000;
        string? refusal = _contracts.Find(request.ContractId) is null ? "ContractNotFound"
            : request.Unit is < BarUnit.Second or > BarUnit.Month ? "UnitInvalid"
            : request.UnitNumber is < 1 or > 1_000 ? "UnitNumberInvalid"
            : request.Limit is < 1 or > MostBars ? "LimitInvalid"
            : null;
        if (refusal is not null)
            return new BarsResponse([]) { ErrorCode = Answer.CodeOf(GatewayCalls.RetrieveBars, refusal) };
        lock (_lock)
            return new BarsResponse(BarsOf(request.ContractId).Bars(request, _now)) { Success = true };
    }

    private static bool IsWithin(DateTimeOffset time, DateTimeOffset? start, DateTimeOffset? end) => !(time < start) && !(time > end);

    private BarHistory BarsOf(string contractId)
    {
        if (!_bars.TryGetValue(contractId, out BarHistory? bars))
            _bars.Add(contractId, bars = new BarHistory());
        return bars;
    }

    private SimulatedPosition PositionOf(FuturesContract contract)
    {
        if (!_positions.TryGetValue(contract.Id, out SimulatedPosition? position))
            _positions.Add(contract.Id, position = new SimulatedPosition(contract));
        return position;
    }

    private int SizeOf(string contractId) => _positions.TryGetValue(contractId, out SimulatedPosition? position) ? position.Size : 0;
}
