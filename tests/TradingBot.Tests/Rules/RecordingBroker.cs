using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using TradingBot.Broker;
using TradingBot.Domain;

namespace TradingBot.Tests.Rules;

/// <summary>A broker that writes down what it is asked, and answers as it is told.</summary>
internal sealed class RecordingBroker : ITradingSuite
{
    private int _lastOrderId;

    public List<string> Closed { get; } = [];

    public List<string> Flattened { get; } = [];

    public List<OrderRequest> Placed { get; } = [];

    public List<KeyValuePair<string, OrderRequest>> Modified { get; } = [];

    public List<OrderRequest> LookedFor { get; } = [];

    public List<string> ClosesLookedFor { get; } = [];

    public List<string> Cancelled { get; } = [];

    public Dictionary<string, Position> Positions { get; } = [];

    /// <summary>How often it was asked for them.</summary>
    public int PositionsAsked { get; private set; }

    /// <summary>What every close and order is answered with; null accepts.</summary>
    public string? Refusal { get; set; }

    /// <summary>What a close is answered with; null answers as for every order.</summary>
    public OrderResult? CloseAnswer { get; set; }

    /// <summary>What an order is answered with; null answers as for every close.</summary>
    public OrderResult? PlaceAnswer { get; set; }

    /// <summary>What a change is answered with; null answers as for every order.</summary>
    public OrderResult? ModifyAnswer { get; set; }

    /// <summary>What a withdrawal is answered with; null accepts.</summary>
    public OrderResult? CancelAnswer { get; set; }

    /// <summary>What a look for an order finds.</summary>
    public OrderResult? Found { get; set; }

    /// <summary>What a look for a close finds.</summary>
    public OrderResult? FoundClose { get; set; }

    /// <summary>What each method throws once it has been called, by its name.</summary>
    public Dictionary<string, Exception> Throws { get; } = [];

    /// <summary>What closes and orders wait for before they are answered; null answers at once.</summary>
    public Task? Answering { get; set; }

    /// <summary>What happens the moment a close reaches it.</summary>
    public Action? Called { get; set; }

    /// <summary>Whether its limit of calls has room to withdraw an order.</summary>
    public bool HasRoomToWithdraw { get; set; } = true;

    /// <summary>Whether its limit of calls has room for what is compared.</summary>
    public bool HasRoomToCompare { get; set; } = true;

    /// <summary>Whether nothing was held a moment ago of what is to be closed or reduced.</summary>
    public bool HasNothing { get; set; }

    public bool IsNotHeld(string contractId) => HasNothing;

    public ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default)
    {
        Closed.Add(contractId);
        Called?.Invoke();
        return AnswerLaterAsync(CloseAnswer ?? Result());
    }

    public ValueTask<OrderResult> FlattenByMarketOrderAsync(string contractId, CancellationToken cancellationToken = default)
    {
        Flattened.Add(contractId);
        return Answer(Result());
    }

    public ValueTask<OrderResult> PlaceOrderAsync(OrderRequest order, CancellationToken cancellationToken = default)
    {
        Placed.Add(order);
        return AnswerLaterAsync(PlaceAnswer ?? Result());
    }

    public ValueTask<OrderResult> ModifyOrderAsync(string orderId, OrderRequest order, CancellationToken cancellationToken = default)
    {
        Modified.Add(KeyValuePair.Create(orderId, order));
        return Answer(ModifyAnswer ?? (Refusal is null ? OrderResult.Accepted(orderId) : OrderResult.Rejected(Refusal)));
    }

    public ValueTask<OrderResult?> FindOrderAsync(OrderRequest order, CancellationToken cancellationToken = default)
    {
        LookedFor.Add(order);
        return Answer(Found);
    }

    public ValueTask<OrderResult?> FindCloseAsync(string contractId, CancellationToken cancellationToken = default)
    {
        ClosesLookedFor.Add(contractId);
        return Answer(FoundClose);
    }

    public ValueTask<OrderResult> CancelOrderAsync(string orderId, CancellationToken cancellationToken = default)
    {
        Cancelled.Add(orderId);
        return Answer(CancelAnswer ?? OrderResult.Accepted(orderId));
    }

    public ValueTask<ImmutableArray<Position>> GetPositionsAsync(CancellationToken cancellationToken = default)
    {
        PositionsAsked++;
        return Answer<ImmutableArray<Position>>([.. Positions.Values.Where(position => position.Size != 0)]);
    }

    private async ValueTask<T> AnswerLaterAsync<T>(T answer, [CallerMemberName] string method = "")
    {
        if (Answering is { } answering)
            await answering;
        return await Answer(answer, method);
    }

    private ValueTask<T> Answer<T>(T answer, [CallerMemberName] string method = "")
        => Throws.TryGetValue(method, out Exception? exception) ? ValueTask.FromException<T>(exception) : ValueTask.FromResult(answer);

    private OrderResult Result() => Refusal is null
        ? OrderResult.Accepted((++_lastOrderId).ToString(CultureInfo.InvariantCulture))
        : OrderResult.Rejected(Refusal);
}
