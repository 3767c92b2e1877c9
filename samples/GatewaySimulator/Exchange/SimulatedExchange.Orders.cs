using ProjectX;
using TradingBot.Domain;
using OrderSide = ProjectX.OrderSide;
using OrderStatus = ProjectX.OrderStatus;
using OrderType = ProjectX.OrderType;

namespace GatewaySimulator.Exchange;

/// <content>Orders: what is accepted, changed, withdrawn.</content>
public sealed partial class SimulatedExchange
{
    private const int LargestPosition = 500;
    private const string Closed = "the market is closed";

    /// <summary>What a contract ties up, in ticks: an E-mini S&amp;P 500 500 dollars, a micro 50.</summary>
    private const int MarginTicks = 40;

    /// <summary>Takes an order, or says why not.</summary>
    public PlaceOrderResponse Place(PlaceOrderRequest request)
    {
        lock (_lock)
        {
            FuturesContract? contract = _contracts.Find(request.ContractId);
            (string Meaning, string? Words)? refusal = contract is null
                ? (_account.Id == request.AccountId ? "ContractNotFound" : "AccountNotFound", null)
                : Refusal(request, contract);
            if (refusal is { } no)
                return new PlaceOrderResponse((long?)null) { ErrorCode = Answer.CodeOf(GatewayCalls.PlaceOrder, no.Meaning), ErrorMessage = no.Words };

            if (request.CustomTag is { Length: > 0 } tag)
                _tags.Add(tag);
            return new PlaceOrderResponse(Accept(contract!, request, onlyReduces: false)) { Success = true };
        }
    }

    /// <summary>Withdraws an order.</summary>
    public GatewayResponse Cancel(CancelOrderRequest request)
    {
        lock (_lock)
        {
            if (request.AccountId != _account.Id)
                return Answer.Refuse(GatewayCalls.CancelOrder, "AccountNotFound");
            if (Ended(request.OrderId) is { } ended)
            {
                // One that is withdrawn stays so, however often it is asked.
                return ended.Status == OrderStatus.Cancelled
                    ? Answer.Success
                    : Answer.Refuse(GatewayCalls.CancelOrder, "Rejected", $"order {ended.Id} is {ended.Status}");
            }

            if (!_working.TryGetValue(request.OrderId, out WorkingOrder? order))
                return Answer.Refuse(GatewayCalls.CancelOrder, "OrderNotFound");
            Withdraw(order);
            return Answer.Success;
        }
    }

    /// <summary>Changes an order; what is null stays.</summary>
    public GatewayResponse Modify(ModifyOrderRequest request)
    {
        lock (_lock)
        {
            if (request.AccountId != _account.Id)
                return Answer.Refuse(GatewayCalls.ModifyOrder, "AccountNotFound");
            if (!_working.TryGetValue(request.OrderId, out WorkingOrder? order))
                return Ended(request.OrderId) is { } ended
                    ? Answer.Refuse(GatewayCalls.ModifyOrder, "Rejected", $"order {ended.Id} is {ended.Status}")
                    : Answer.Refuse(GatewayCalls.ModifyOrder, "OrderNotFound");

            FuturesContract contract = _contracts.Find(order.Order.ContractId)!;
            Order changed = order.Order with
            {
                Size = request.Size ?? order.Order.Size,
                LimitPrice = request.LimitPrice ?? order.Order.LimitPrice,
                StopPrice = request.StopPrice ?? order.Order.StopPrice,
            };
            if (changed.Size <= changed.FillVolume || changed.Size > LargestPosition)
                return Answer.Refuse(GatewayCalls.ModifyOrder, "Rejected", "size is out of range");
            if (!IsPrice(changed.LimitPrice, contract) || !IsPrice(changed.StopPrice, contract) || !IsPrice(request.TrailPrice, contract))
                return Answer.Refuse(GatewayCalls.ModifyOrder, "Rejected", "a price is not a multiple of the tick size");

            order.TrailPrice = request.TrailPrice ?? order.TrailPrice;
            Change(order, changed);
            return Answer.Success;
        }
    }

    /// <summary>Closes what is held of a contract, at the next quote.</summary>
    public GatewayResponse CloseContract(CloseContractRequest request)
    {
        lock (_lock)
            return Close(GatewayCalls.CloseContract, request.AccountId, request.ContractId, size: null);
    }

    /// <summary>Closes some of what is held of a contract, at the next quote.</summary>
    public GatewayResponse PartialCloseContract(PartialCloseContractRequest request)
    {
        lock (_lock)
            return Close(GatewayCalls.PartialCloseContract, request.AccountId, request.ContractId, request.Size);
    }

    private GatewayResponse Close(GatewayCall call, int accountId, string contractId, int? size)
    {
        if (accountId != _account.Id)
            return Answer.Refuse(call, "AccountNotFound");
        if (_contracts.Find(contractId) is not { } contract)
            return Answer.Refuse(call, "ContractNotFound");
        if (!_contracts.IsActive(contract))
            return Answer.Refuse(call, "ContractNotActive");
        if (SizeOf(contractId) is var held && held == 0)
            return Answer.Refuse(call, "PositionNotFound");
        if (_isOver)
            return Answer.Refuse(call, "OrderRejected", Closed);
        if (size < 1 || size > Math.Abs(held))
            return Answer.Refuse(call, "InvalidCloseSize", $"{Math.Abs(held)} held");

        OrderSide side = held > 0 ? OrderSide.Ask : OrderSide.Bid;
        Accept(contract, new PlaceOrderRequest(accountId, contractId, OrderType.Market, side, size ?? Math.Abs(held)), onlyReduces: true);
        return Answer.Success;
    }

    private (string Meaning, string? Words)? Refusal(PlaceOrderRequest request, FuturesContract contract)
    {
        if (request.AccountId != _account.Id)
            return ("AccountNotFound", null);
        if (!_account.CanTrade)
            return ("AccountRejected", null);
        if (!_contracts.IsActive(contract))
            return ("ContractNotActive", null);
        if (_market.Contract(contract.Id) is null)
            return ("OrderRejected", "the contract has no market yet");
        if (_isOver)
            return ("OutsideTradingHours", Closed);
        if (!_calendar.DayOf(_now).Contains(_now))
            return ("OutsideTradingHours", null);
        if (Flaw(request, contract) is { } flaw)
            return ("OrderRejected", flaw);

        long held = SizeOf(contract.Id);
        long after = Math.Abs(held + (request.Side == OrderSide.Bid ? request.Size : -request.Size));
        if (after > LargestPosition)
            return ("AccountViolation", $"{after} contracts, {LargestPosition} allowed");
        return after > Math.Abs(held) && after * MarginTicks * contract.Product.TickValue > _account.Balance ? ("InsufficientFunds", null) : null;
    }

    /// <summary>What is wrong with an order, in words; null if nothing is.</summary>
    private string? Flaw(PlaceOrderRequest request, FuturesContract contract)
    {
        if (request.CustomTag is { Length: > 0 } tag && _tags.Contains(tag))
        {
            _repeatedTags.Add(tag);
            return $"customTag {tag} is in use";
        }

        if (request.Size < 1)
            return "size must be positive";
        if (request.Side is not (OrderSide.Bid or OrderSide.Ask))
            return "side is unknown";
        if (!IsPrice(request.LimitPrice, contract) || !IsPrice(request.StopPrice, contract) || !IsPrice(request.TrailPrice, contract))
            return "a price is not a multiple of the tick size";
        if ((Flaw(request.StopLossBracket) ?? Flaw(request.TakeProfitBracket)) is { } ofBracket)
            return ofBracket;

        return request.Type switch
        {
            OrderType.Market or OrderType.JoinBid or OrderType.JoinAsk => null,
            OrderType.Limit => request.LimitPrice is null ? "limitPrice is missing" : null,
            OrderType.Stop => request.StopPrice is null ? "stopPrice is missing" : null,
            OrderType.StopLimit => request.LimitPrice is null || request.StopPrice is null ? "limitPrice and stopPrice are needed" : null,
            OrderType.TrailingStop => request.TrailPrice is null ? "trailPrice is missing" : null,
            _ => "type is unknown",
        };
    }

    /// <summary>A bracket has a price of its own from the start: one that joins the best price, or of no type, would wait for ever.</summary>
    private static string? Flaw(Bracket? bracket) => bracket switch
    {
        null => null,
        { Ticks: < 1 } => "a bracket needs ticks",
        { Type: OrderType.Limit or OrderType.Market or OrderType.Stop or OrderType.StopLimit or OrderType.TrailingStop } => null,
        _ => $"a bracket cannot be of type {(int)bracket.Type}",
    };

    private static bool IsPrice(decimal? price, FuturesContract contract) => price is null || (price > 0 && contract.Product.IsOnTick(price.Value));

    private long Accept(FuturesContract contract, PlaceOrderRequest request, bool onlyReduces)
    {
        TradingBot.Market.Quote quote = _market.Of(contract.Id);
        decimal? limit = request.Type switch
        {
            OrderType.JoinBid => quote.Bid,
            OrderType.JoinAsk => quote.Ask,
            _ => request.LimitPrice,
        };
        var order = new Order(
            _lastNumber + _orders.Count + 1,
            _account.Id,
            contract.Id,
            ContractList.SymbolOf(contract),
            _now,
            UpdateTimestamp: _now,
            OrderStatus.Open,
            request.Type,
            request.Side,
            request.Size,
            limit,
            request.StopPrice,
            FillVolume: 0,
            FilledPrice: null,
            request.CustomTag);
        _orders.Add(order);
        _working.Add(order.Id, new WorkingOrder(order)
        {
            TrailPrice = request.TrailPrice,
            OnlyReduces = onlyReduces,
            StopLoss = request.StopLossBracket,
            TakeProfit = request.TakeProfitBracket,
        });
        _outlet.Tell(order, EventAction.Create);
        return order.Id;
    }

    private Order? Ended(long orderId)
        => orderId > _lastNumber && orderId <= _lastNumber + _orders.Count && !_working.ContainsKey(orderId) ? _orders[PlaceOf(orderId)] : null;

    private int PlaceOf(long orderId) => (int)(orderId - _lastNumber) - 1;

    private void Withdraw(WorkingOrder order) => Change(order, order.Order with { Status = OrderStatus.Cancelled });

    private void Change(WorkingOrder order, Order changed)
    {
        order.Order = changed with { UpdateTimestamp = _now };
        _orders[PlaceOf(changed.Id)] = order.Order;
        if (!changed.IsWorking())
            _working.Remove(changed.Id);
        _outlet.Tell(order.Order, EventAction.Update);
    }
}
