using ProjectX;
using TradingBot.Domain;
using OrderSide = ProjectX.OrderSide;
using OrderStatus = ProjectX.OrderStatus;
using OrderType = ProjectX.OrderType;

namespace GatewaySimulator.Exchange;

/// <content>Trades, and what they do to positions and cash.</content>
public sealed partial class SimulatedExchange
{
    private void Trade(WorkingOrder order, decimal price)
    {
        FuturesContract contract = _contracts.Find(order.Order.ContractId)!;
        SimulatedPosition position = PositionOf(contract);
        bool buys = order.Order.Side == OrderSide.Bid;
        int left = order.Order.Size - order.Order.FillVolume;
        int wanted = order.OnlyReduces ? Math.Min(left, Math.Max(buys ? -position.Size : position.Size, 0)) : left;
        if (wanted == 0)
        {
            Withdraw(order);
            return;
        }

        // Brackets belong to a whole order.
        int size = _partialFills is { } partial && !order.HasBrackets ? partial.Of(wanted) : wanted;
        int signed = buys ? size : -size;
        bool wasFlat = position.Size == 0;
        int closing = Math.Sign(position.Size) == -Math.Sign(signed) ? Math.Min(size, Math.Abs(position.Size)) : 0;
        if (closing > 0)
        {
            decimal profit = position.Close(buys ? -closing : closing, price);
            Book(order.Order, contract, closing, price, profit);
            _outlet.Tell(position.ToPosition(_account.Id), position.Size == 0 ? EventAction.Delete : EventAction.Update);
        }

        if (size > closing)
        {
            position.Open(buys ? size - closing : closing - size, price, _now, () => ++_lastPosition);
            Book(order.Order, contract, size - closing, price, profit: null);
            _outlet.Tell(position.ToPosition(_account.Id), wasFlat || closing > 0 ? EventAction.Create : EventAction.Update);
        }

        int filled = order.Order.FillVolume + size;
        decimal paid = (order.Order.FilledPrice ?? 0) * order.Order.FillVolume + price * size;
        Change(order, order.Order with
        {
            Status = size == wanted ? OrderStatus.Filled : OrderStatus.Open,
            FillVolume = filled,
            FilledPrice = Math.Round(paid / filled, 6)
        });
        _outlet.Tell(_account);
        SendBrackets(order, contract, size, price);
        if (order.Sibling is { } sibling && _working.TryGetValue(sibling, out WorkingOrder? other))
            Withdraw(other);
    }

    private void Book(Order order, FuturesContract contract, int size, decimal price, decimal? profit)
    {
        decimal fees = contract.Product.FeePerSide * size;
        _account = _account with { Balance = _account.Balance + (profit ?? 0) - fees };
        var trade = new HalfTrade(
            _lastNumber + _trades.Count + 1, _account.Id, contract.Id, _now, price, profit, fees, order.Side, size, Voided: false, order.Id);
        _trades.Add(trade);
        _outlet.Tell(trade);
    }

    /// <summary>Takes a trade back, as the exchange does with one that was made in error: what it has done to cash and position is undone.</summary>
    public void Void(long tradeId)
    {
        lock (_lock)
        {
            int index = (int)(tradeId - _lastNumber - 1);
            HalfTrade trade = _trades[index];
            decimal profit = trade.ProfitAndLoss ?? 0;
            SimulatedPosition position = _positions[trade.ContractId];
            position.TakeBack(trade.Side == OrderSide.Bid ? trade.Size : -trade.Size, trade.Price, profit, _now, () => ++_lastPosition);
            _account = _account with { Balance = _account.Balance - profit + trade.Fees };
            _trades[index] = trade with { Voided = true };
            _outlet.Tell(_trades[index]);
            _outlet.Tell(position.ToPosition(_account.Id), position.Size == 0 ? EventAction.Delete : EventAction.Update);
            _outlet.Tell(_account);
        }
    }

    /// <summary>The stop and the target that came with an order begin to work when it has traded; the first that trades withdraws the other.</summary>
    private void SendBrackets(WorkingOrder entry, FuturesContract contract, int size, decimal price)
    {
        int away = entry.Order.Side == OrderSide.Bid ? 1 : -1;
        WorkingOrder? stop = entry.StopLoss is { } loss ? Send(loss, price - away * loss.Ticks * contract.Product.TickSize) : null;
        WorkingOrder? target = entry.TakeProfit is { } gain ? Send(gain, price + away * gain.Ticks * contract.Product.TickSize) : null;
        if (stop is not null && target is not null)
            (stop.Sibling, target.Sibling) = (target.Order.Id, stop.Order.Id);

        WorkingOrder Send(Bracket bracket, decimal at)
        {
            OrderType type = bracket.Type;
            long id = Accept(
                contract,
                new PlaceOrderRequest(
                    _account.Id,
                    contract.Id,
                    type,
                    entry.Order.Side == OrderSide.Bid ? OrderSide.Ask : OrderSide.Bid,
                    size,
                    LimitPrice: type is OrderType.Limit or OrderType.StopLimit ? at : null,
                    StopPrice: type is OrderType.Stop or OrderType.StopLimit ? at : null,
                    TrailPrice: type == OrderType.TrailingStop ? bracket.Ticks * contract.Product.TickSize : null),
                onlyReduces: true);
            return _working[id];
        }
    }
}
