using System.Collections.Immutable;
using ProjectX;
using TradingBot.Broker;
using TradingBot.Domain;
using TradingBot.Market;
using OrderSide = TradingBot.Domain.OrderSide;
using Position = TradingBot.Domain.Position;

namespace TradingBot.Gateway;

/// <summary>
/// The broker behind a gateway. Each call is made once: what is done about a failure stands on <see cref="ITradingSuite"/>, where the trace shows it. The
/// gateway knows no reduce-only orders, so what is held is asked for first, and the order made no larger than that.
/// </summary>
public sealed class GatewayTradingSuite(
    GatewayClient client, Account account, GatewayTags tags, GatewayHints hints, GatewayUrgency urgency, StaleBooks books, MarketClock clock) : ITradingSuite
{
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(1);

    /// <summary>How long the gateway may take to say whether a close is there. A position is open meanwhile, and the next close waits.</summary>
    private static readonly TimeSpan CloseLookTime = TimeSpan.FromMilliseconds(400);

    private readonly GatewayClient _client = client.SingleAttempts;
    private readonly ClosedMarkets _closed = new(clock);

    /// <inheritdoc/>
    public bool HasRoomToCompare => _client.Room(CallUrgency.Search) > 0;

    /// <inheritdoc/>
    public bool HasRoomToWithdraw => _client.Room(CallUrgency.Close) > 0;

    /// <inheritdoc/>
    public bool IsNotHeld(string contractId) => books.IsNotHeld(contractId);

    /// <inheritdoc/>
    public async ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default)
        => await CloseAsync(contractId, _client.CloseContractAsync(account.Id, contractId, cancellationToken));

    /// <summary>Closes by size. Sent a second time it finds less than that, and does nothing.</summary>
    public async ValueTask<OrderResult> FlattenByMarketOrderAsync(string contractId, CancellationToken cancellationToken = default)
    {
        int held = Math.Abs(await HeldAsync(GatewayCalls.PartialCloseContract, contractId, cancellationToken));
        return held == 0
            ? NothingToReduce(contractId, held)
            : await CloseAsync(contractId, _client.PartialCloseContractAsync(account.Id, contractId, held, cancellationToken));
    }

    /// <summary>
    /// A close has no tag, so whatever takes from the position at the market and has none is taken for it. Orders come first: one that trades in between is
    /// missing in what is held. One that takes less than all is enough: what it leaves is closed when it has ended.
    /// </summary>
    public async ValueTask<OrderResult?> FindCloseAsync(string contractId, CancellationToken cancellationToken = default)
    {
        using var patience = new CancellationTokenSource(CloseLookTime, _client.Options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        IReadOnlyList<Order> working = await _client.SearchOpenOrdersAsync(account.Id, CallUrgency.Close, either.Token);
        int held = SizeOf(contractId, await HeldAsync(CallUrgency.Close, either.Token));
        if (held == 0)
            return NothingToReduce(contractId, held);
        return working.Any(order => order.ContractId == contractId && GatewayOrderTerms.IsClose(order) && GatewayOrderTerms.RequestOf(order).IsOpposite(held))
            ? OrderResult.Accepted(orderId: null)
            : null;
    }

    /// <inheritdoc/>
    public async ValueTask<OrderResult> PlaceOrderAsync(OrderRequest order, CancellationToken cancellationToken = default)
    {
        if (order.ReduceOnly)
        {
            int held = await HeldAsync(GatewayCalls.PlaceOrder, order.ContractId, cancellationToken);
            int reducible = Math.Max(order.Side == OrderSide.Sell ? held : -held, 0);
            if (reducible == 0)
                return NothingToReduce(order.ContractId, held);
            order = order with { Size = Math.Min(order.Size, reducible) };
        }

        try
        {
            long id = await _client.PlaceOrderAsync(GatewayOrderTerms.Of(order, account.Id, CustomTagOf(order)), UrgencyOf(order), cancellationToken);
            books.MayBeHeld(order.ContractId);
            _closed.Opened(order.ContractId);
            return OrderResult.Accepted(GatewayOrderTerms.IdOf(id));
        }
        catch (GatewayRefusedException refusal) when (refusal.Meaning == "OrderRejected" && order.Tag is not null)
        {
            // An earlier attempt may have arrived after all: the gateway then refuses the second order under one tag.
            return await FindRefusedAsync(order, refusal, cancellationToken) is { Success: true } found ? found : OrderResult.Rejected(refusal.Message);
        }
        catch (GatewayRefusedException refusal)
        {
            if (refusal.Meaning == "OutsideTradingHours")
                _closed.Closed(order.ContractId);
            return OrderResult.Rejected(refusal.Message);
        }
    }

    /// <inheritdoc/>
    public bool IsKnownToBeClosed(OrderRequest order) => !order.ReduceOnly && _closed.Contain(order.ContractId);

    /// <inheritdoc/>
    public async ValueTask<OrderResult> ModifyOrderAsync(string orderId, OrderRequest order, CancellationToken cancellationToken = default)
    {
        try
        {
            await _client.ModifyOrderAsync(
                new ModifyOrderRequest(account.Id, GatewayOrderTerms.NumberOf(orderId), order.Filled + order.Size, order.LimitPrice, order.StopPrice),
                UrgencyOf(order),
                cancellationToken);
            return OrderResult.Accepted(orderId);
        }
        catch (GatewayRefusedException refusal)
        {
            return await EndedOrRefusedAsync(orderId, refusal, cancellationToken);
        }
    }

    /// <summary>An entry whose fill could not be asked for would have no stop.</summary>
    public bool HasRoomToSend(OrderRequest order) => order.ReduceOnly || _client.Room(CallUrgency.Order) > GatewayAccountCalls.CallsOfARound;

    /// <inheritdoc/>
    public bool HasRoomToFind(OrderRequest order) => order.ReduceOnly || _client.Room(urgency.OfQuestions) > 0;

    /// <inheritdoc/>
    public async ValueTask<OrderResult?> FindOrderAsync(OrderRequest order, CancellationToken cancellationToken = default)
    {
        if (CustomTagOf(order) is not { } tag)
            return OrderResult.Rejected("an order without a tag cannot be found");

        DateTimeOffset since = clock.Now - DateTimeOffset.UnixEpoch > LookBack ? clock.Now - LookBack : DateTimeOffset.UnixEpoch;
        // While an exit is in doubt, nothing else closes what it may take: to know of it is as urgent as the close.
        IReadOnlyList<Order> orders = await _client.SearchOrdersAsync(
            account.Id, since, end: null, order.ReduceOnly ? CallUrgency.Close : urgency.OfQuestions, cancellationToken);
        return orders.FirstOrDefault(candidate => candidate.CustomTag == tag) switch
        {
            null => null,
            { Status: ProjectX.OrderStatus.Rejected } rejected => OrderResult.Gone($"order {rejected.Id} was rejected"),
            var found => OrderResult.Accepted(GatewayOrderTerms.IdOf(found.Id)),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<OrderResult> CancelOrderAsync(string orderId, CancellationToken cancellationToken = default)
    {
        try
        {
            await _client.CancelOrderAsync(account.Id, GatewayOrderTerms.NumberOf(orderId), cancellationToken);
            return OrderResult.Accepted(orderId);
        }
        catch (GatewayRefusedException refusal)
        {
            return await EndedOrRefusedAsync(orderId, refusal, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<Position>> GetPositionsAsync(CancellationToken cancellationToken = default)
        => await PositionsAsync(CallUrgency.Close, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<Position>> ComparePositionsAsync(CancellationToken cancellationToken = default)
        => await PositionsAsync(CallUrgency.Search, cancellationToken);

    private async ValueTask<ImmutableArray<Position>> PositionsAsync(CallUrgency urgency, CancellationToken cancellationToken)
        => [.. (await HeldAsync(urgency, cancellationToken)).Select(GatewayOrderTerms.PositionOf)];

    private async ValueTask<IReadOnlyList<ProjectX.Position>> HeldAsync(CallUrgency urgency, CancellationToken cancellationToken)
    {
        ProjectX.Position[] held = [.. (await _client.SearchOpenPositionsAsync(account.Id, urgency, cancellationToken)).Where(position => position.Size != 0)];
        foreach (ProjectX.Position position in held)
            books.MayBeHeld(position.ContractId);
        return held;
    }

    /// <summary>
    /// Looks whether a refused order is one that is there already. Until that is known, nobody knows of the order,
    /// however definite the failure of the look was.
    /// </summary>
    private async ValueTask<OrderResult?> FindRefusedAsync(OrderRequest order, GatewayRefusedException refusal, CancellationToken cancellationToken)
    {
        try
        {
            return await FindOrderAsync(order, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new GatewayPendingException(refusal.Call, $"{refusal.Message}; whether an earlier attempt arrived is not known: {exception.Message}");
        }
    }

    /// <summary>
    /// What a refusal to change or withdraw an order means: one that works no more has ended meanwhile, as by
    /// trading. What it has traded is asked for either way.
    /// </summary>
    private async ValueTask<OrderResult> EndedOrRefusedAsync(string orderId, GatewayRefusedException refusal, CancellationToken cancellationToken)
    {
        hints.Add(new GatewayNews { Refusals = 1 });
        if (refusal.Meaning != GatewayOrderTerms.OrderNotFound && await WorksAsync(orderId, cancellationToken))
            return OrderResult.Rejected(refusal.Message);
        books.Note();
        return OrderResult.Ended(refusal.Message);
    }

    private async ValueTask<bool> WorksAsync(string orderId, CancellationToken cancellationToken)
        => (await _client.SearchOpenOrdersAsync(account.Id, CallUrgency.Close, cancellationToken))
            .Any(order => order.Id == GatewayOrderTerms.NumberOf(orderId));

    private async ValueTask<OrderResult> CloseAsync(string contractId, Task close)
    {
        try
        {
            await close;
            return OrderResult.Accepted(orderId: null);
        }
        catch (GatewayRefusedException refusal)
        {
            return refusal.Meaning == "PositionNotFound" ? NothingToReduce(contractId, held: 0) : OrderResult.Rejected(refusal.Message);
        }
    }

    /// <summary>The books say otherwise. What is held on the other side may be closed all the same.</summary>
    private OrderResult NothingToReduce(string contractId, int held)
    {
        if (held == 0)
            books.NotHeld(contractId);
        else
            books.Note();
        return OrderResult.NothingHeld;
    }

    /// <summary>What reduces a position or protects it is as urgent as its close.</summary>
    private static CallUrgency UrgencyOf(OrderRequest order) => order.ReduceOnly ? CallUrgency.Close : CallUrgency.Order;

    private string? CustomTagOf(OrderRequest order) => order.Tag is { } tag ? tags.Of(tag) : null;

    private static int SizeOf(string contractId, IReadOnlyList<ProjectX.Position> held)
        => held.Where(position => position.ContractId == contractId).Sum(position => position.SignedSize());

    /// <summary>What is held, signed. Nothing has been ordered by then, so whatever goes wrong here, or is given up, is no doubt about an order.</summary>
    private async ValueTask<int> HeldAsync(GatewayCall call, string contractId, CancellationToken cancellationToken)
    {
        try
        {
            return SizeOf(contractId, await HeldAsync(CallUrgency.Close, cancellationToken));
        }
        catch (Exception exception) when (exception is not GatewayException)
        {
            throw new GatewayNotSentException(call, $"{call}: not sent, what is held is not known: {exception.Message}", exception);
        }
    }
}
