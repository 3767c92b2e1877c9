using System.Globalization;

namespace TradingBot.Domain;

/// <summary>Which way an order trades.</summary>
public enum OrderSide
{
    /// <summary>Adds to a long position, or takes from a short one.</summary>
    Buy,

    /// <summary>Adds to a short position, or takes from a long one.</summary>
    Sell,
}

/// <summary>When an order trades, and at which price.</summary>
public enum OrderType
{
    /// <summary>At once, at the other side of the market.</summary>
    Market,

    /// <summary>At its limit price or better.</summary>
    Limit,

    /// <summary>At the market, once the market has reached its stop price.</summary>
    Stop,
}

/// <summary>How far an order has come.</summary>
public enum OrderStatus
{
    /// <summary>It traded in part; the rest still works.</summary>
    Working,

    /// <summary>It traded, whole.</summary>
    Filled,

    /// <summary>It was withdrawn: by request, or as a reduce-only order that found nothing to reduce.</summary>
    Cancelled,
}

/// <summary>An order as the bot asks for it.</summary>
/// <param name="ContractId">What to trade.</param>
/// <param name="Side">Which way.</param>
/// <param name="Type">When, and at which price.</param>
/// <param name="Size">How many contracts; of an order that has traded in part, how many are left. Always positive.</param>
/// <param name="LimitPrice">The worst price of a limit order.</param>
/// <param name="StopPrice">The price that wakes a stop order.</param>
/// <param name="Purpose">Who asked for it and why; comes back with every update.</param>
/// <param name="Tag">Ours, and no other order's: by it an order is found again of which nobody knows whether it exists. Given when it is sent.</param>
/// <param name="ReduceOnly">The order may only shrink a position. It never opens or turns one, however late it arrives.</param>
/// <param name="PlannedStop">Where the stop will stand that bounds the loss of what this order opens or adds. The broker is not told.</param>
/// <param name="Filled">How many contracts of a working order have traded already, beside those of its size.</param>
public sealed record OrderRequest(
    string ContractId,
    OrderSide Side,
    OrderType Type,
    int Size,
    decimal? LimitPrice = null,
    decimal? StopPrice = null,
    string? Purpose = null,
    string? Tag = null,
    bool ReduceOnly = false,
    decimal? PlannedStop = null,
    int Filled = 0)
{
    /// <summary>Why somebody else has sent an order, for all we know.</summary>
    public const string ForeignPurpose = "gateway";

    /// <summary>Why the broker has sent an order: it closes a contract for us.</summary>
    public const string ClosePurpose = "close";

    /// <summary>Why a fill is booked of what was held before the bot came.</summary>
    public const string HeldBeforePurpose = "held before";

    /// <summary>Whether somebody else has sent it: another program, or the trader.</summary>
    public bool IsForeign => Purpose == ForeignPurpose;

    /// <summary>Whether we have sent it, in this run or an earlier one, and it would open a position or add to one.</summary>
    public bool IsOwnEntry => !ReduceOnly && !IsForeign;

    /// <summary>Whether it takes from a position at the market.</summary>
    public bool IsMarketExit => ReduceOnly && Type == OrderType.Market;

    /// <summary>Whether it is on the other side of what is held, and takes from it.</summary>
    /// <param name="held">The position, signed.</param>
    public bool IsOpposite(int held) => Side == OrderSide.Sell ? held > 0 : held < 0;

    /// <summary>What was asked for, in words: such as <c>buy 2 CON.F.US.EP.Z25 limit 6640.25</c>.</summary>
    public string Terms() => string.Create(CultureInfo.InvariantCulture, $"{(Side == OrderSide.Buy ? "buy" : "sell")} {Size} {ContractId} {Type switch
    {
        OrderType.Limit => $"limit {LimitPrice}",
        OrderType.Stop => $"stop {StopPrice}",
        _ => "at the market",
    }}");

    /// <summary>
    /// Puts waiting orders of one type and side in the order in which the market reaches them: of two stops the
    /// tighter one is smaller. One without a price comes last.
    /// </summary>
    public decimal Distance() => ((Type, Side) switch
    {
        (OrderType.Stop, OrderSide.Sell) => -StopPrice,
        (OrderType.Stop, OrderSide.Buy) => StopPrice,
        (OrderType.Limit, OrderSide.Sell) => LimitPrice,
        (OrderType.Limit, OrderSide.Buy) => -LimitPrice,
        _ => null,
    }) ?? decimal.MaxValue;
}

/// <summary>What the broker answered. Success means that the order was accepted; its fill arrives later, as an update.</summary>
public sealed record OrderResult(bool Success, string? OrderId, string? ErrorMessage)
{
    /// <summary>The order that was to be changed, withdrawn or found has ended: it traded, or was withdrawn or refused.</summary>
    public bool IsGone { get; init; }

    /// <summary>What is wanted is that nothing is held, or less, and nothing is: a fill that brought it about may be on its way.</summary>
    public static OrderResult NothingHeld { get; } = new(true, null, "nothing was held");

    /// <summary>Nothing was held when it was asked a moment ago. Until the books have learnt why, nothing more of the kind is sent.</summary>
    public static OrderResult BooksBehind { get; } = new(true, null, "not sent: nothing was held, and the books have yet to learn why");

    /// <summary>Whether the broker took something that will bring about what is wanted.</summary>
    public bool IsUnderWay => WhyNotUnderWay is null;

    /// <summary>Why nothing is under way; null if something is.</summary>
    public string? WhyNotUnderWay => Success ? ErrorMessage : ErrorMessage ?? "";

    /// <summary>The broker took the order.</summary>
    public static OrderResult Accepted(string? orderId) => new(true, orderId, null);

    /// <summary>The broker refused; nothing was sent to the exchange.</summary>
    public static OrderResult Rejected(string reason) => new(false, null, reason);

    /// <summary>
    /// The order has ended, so there was nothing to change or to withdraw: no failure, as an order may trade at any time. What it has traded is told as always.
    /// </summary>
    public static OrderResult Ended(string reason) => new(true, null, reason) { IsGone = true };

    /// <summary>The order that was looked for has ended, and did nothing.</summary>
    public static OrderResult Gone(string reason) => new(false, null, reason) { IsGone = true };

    /// <summary>The broker gave no answer that says what it did.</summary>
    public static OrderResult Unanswered(string reason) => new(false, null, reason);
}

/// <summary>An order that traded, in part or whole, or was withdrawn.</summary>
public sealed record OrderUpdate(string OrderId, OrderRequest Order, OrderStatus Status, Fill? Fill);
