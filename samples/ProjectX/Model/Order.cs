using System.Text.Json.Serialization;

namespace ProjectX;

/// <summary>An order as the gateway has it.</summary>
/// <param name="Id">The gateway's number.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="ContractId">What it trades.</param>
/// <param name="SymbolId">The product.</param>
/// <param name="CreationTimestamp">When it was accepted.</param>
/// <param name="UpdateTimestamp">When it last changed.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Type">When it trades, and at which price.</param>
/// <param name="Side">Which way.</param>
/// <param name="Size">How many contracts were asked for.</param>
/// <param name="LimitPrice">The worst price, where it has one.</param>
/// <param name="StopPrice">The price that wakes it, where it has one.</param>
/// <param name="FillVolume">How many contracts have traded.</param>
/// <param name="FilledPrice">At which average price.</param>
/// <param name="CustomTag">The name its sender gave it; unique in an account.</param>
public sealed record Order(
    [property: JsonRequired] long Id,
    int AccountId,
    [property: JsonRequired, JsonConverter(typeof(NameJson))] string ContractId,
    string SymbolId,
    DateTimeOffset CreationTimestamp,
    DateTimeOffset? UpdateTimestamp,
    [property: JsonRequired] OrderStatus Status,
    [property: JsonRequired] OrderType Type,
    [property: JsonRequired] OrderSide Side,
    [property: JsonRequired] int Size,
    decimal? LimitPrice,
    decimal? StopPrice,
    [property: JsonRequired] int FillVolume,
    decimal? FilledPrice,
    string? CustomTag)
{
    /// <summary>Whether it may still trade.</summary>
    public bool IsWorking() => Status is OrderStatus.Open or OrderStatus.Pending or OrderStatus.PendingCancellation or OrderStatus.Suspended;
}
