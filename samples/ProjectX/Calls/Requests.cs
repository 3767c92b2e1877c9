using System.Text;
using System.Text.Json.Serialization;
using RiskTraceGen;

namespace ProjectX;

/// <summary>Asks for a token.</summary>
public sealed record LoginKeyRequest(string UserName, [property: Sensitive] string ApiKey)
{
    private bool PrintMembers(StringBuilder text)
    {
        text.Append("UserName = ").Append(UserName);
        return true;
    }
}

/// <summary>Asks for the accounts.</summary>
public sealed record SearchAccountsRequest(bool OnlyActiveAccounts);

/// <summary>Asks for contracts by their text.</summary>
public sealed record SearchContractsRequest(string? SearchText, bool Live);

/// <summary>Asks for one contract.</summary>
public sealed record SearchContractByIdRequest(string ContractId);

/// <summary>Asks for every contract.</summary>
public sealed record AvailableContractsRequest(bool Live);

/// <summary>Asks for bars; at most 20,000 of them, the newest first.</summary>
public sealed record RetrieveBarsRequest(
    string ContractId,
    bool Live,
    DateTimeOffset StartTime,
    DateTimeOffset EndTime,
    BarUnit Unit,
    int UnitNumber,
    int Limit,
    bool IncludePartialBar);

/// <summary>Asks for the orders of a stretch of time.</summary>
public sealed record SearchOrdersRequest(
    [property: JsonRequired] int AccountId, [property: JsonRequired] DateTimeOffset StartTimestamp, DateTimeOffset? EndTimestamp = null);

/// <summary>Names an account.</summary>
public sealed record AccountRequest(int AccountId);

/// <summary>An order that is sent along and works while the position stands.</summary>
/// <param name="Ticks">How far from the entry.</param>
/// <param name="Type">What kind of order.</param>
public sealed record Bracket(int Ticks, OrderType Type);

/// <summary>Sends an order.</summary>
public sealed record PlaceOrderRequest(
    [property: JsonRequired] int AccountId,
    [property: JsonRequired] string ContractId,
    [property: JsonRequired] OrderType Type,
    [property: JsonRequired] OrderSide Side,
    [property: JsonRequired] int Size,
    decimal? LimitPrice = null,
    decimal? StopPrice = null,
    decimal? TrailPrice = null,
    string? CustomTag = null,
    Bracket? StopLossBracket = null,
    Bracket? TakeProfitBracket = null);

/// <summary>Withdraws an order.</summary>
public sealed record CancelOrderRequest(int AccountId, long OrderId);

/// <summary>Changes an order; what is null stays.</summary>
public sealed record ModifyOrderRequest(
    int AccountId, long OrderId, int? Size = null, decimal? LimitPrice = null, decimal? StopPrice = null, decimal? TrailPrice = null);

/// <summary>Closes what is held of a contract.</summary>
public sealed record CloseContractRequest(int AccountId, string ContractId);

/// <summary>Closes some of what is held of a contract.</summary>
public sealed record PartialCloseContractRequest(int AccountId, string ContractId, int Size);

/// <summary>Asks for the trades of a stretch of time.</summary>
public sealed record SearchTradesRequest(int AccountId, DateTimeOffset? StartTimestamp = null, DateTimeOffset? EndTimestamp = null);

/// <summary>The body of a call that asks nothing: with a body, no part of the machine takes it upon itself to send a request again.</summary>
public sealed record NoContent
{
    /// <summary>The only one.</summary>
    public static NoContent Value { get; } = new();
}
