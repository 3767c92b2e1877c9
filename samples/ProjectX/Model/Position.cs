using System.Text.Json.Serialization;

namespace ProjectX;

/// <summary>What an account holds of a contract.</summary>
/// <param name="Id">The gateway's number.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="ContractId">What is held.</param>
/// <param name="CreationTimestamp">When it was opened.</param>
/// <param name="Type">Long or short.</param>
/// <param name="Size">How many contracts; 0 in the event that says it was closed.</param>
/// <param name="AveragePrice">What was paid on average.</param>
public sealed record Position(
    int Id,
    int AccountId,
    [property: JsonRequired, JsonConverter(typeof(NameJson))] string ContractId,
    DateTimeOffset CreationTimestamp,
    [property: JsonRequired] PositionType Type,
    [property: JsonRequired] int Size,
    [property: JsonRequired] decimal AveragePrice)
{
    /// <summary>Long is positive, short is negative.</summary>
    public int SignedSize() => Type == PositionType.Short ? -Size : Size;
}
