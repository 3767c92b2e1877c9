using System.Text.Json.Serialization;

namespace ProjectX;

/// <summary>One side of a round trip: contracts bought or sold.</summary>
/// <param name="Id">The gateway's number; later trades have higher ones.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="ContractId">What was traded.</param>
/// <param name="CreationTimestamp">When.</param>
/// <param name="Price">At which price.</param>
/// <param name="ProfitAndLoss">What it locked in, before fees; null if it opened.</param>
/// <param name="Fees">What it cost.</param>
/// <param name="Side">Which way.</param>
/// <param name="Size">How many contracts.</param>
/// <param name="Voided">Whether it was taken back.</param>
/// <param name="OrderId">The order it came from.</param>
public sealed record HalfTrade(
    [property: JsonRequired] long Id,
    int AccountId,
    [property: JsonRequired, JsonConverter(typeof(NameJson))] string ContractId,
    [property: JsonRequired] DateTimeOffset CreationTimestamp,
    [property: JsonRequired] decimal Price,
    decimal? ProfitAndLoss,
    [property: JsonRequired] decimal Fees,
    [property: JsonRequired] OrderSide Side,
    [property: JsonRequired] int Size,
    bool Voided,
    [property: JsonRequired] long OrderId);
