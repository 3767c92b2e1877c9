using System.Text.Json.Serialization;

namespace ProjectX;

/// <summary>One expiry of a futures product.</summary>
/// <param name="Id">Such as <c>CON.F.US.EP.Z25</c>.</param>
/// <param name="Name">Such as <c>ESZ5</c>.</param>
/// <param name="Description">In words.</param>
/// <param name="TickSize">The smallest price step.</param>
/// <param name="TickValue">What a tick is worth for one contract, in US dollars.</param>
/// <param name="ActiveContract">Whether it is the one that trades most.</param>
/// <param name="SymbolId">The product, such as <c>F.US.EP</c>.</param>
public sealed record Contract(
    [property: JsonRequired, JsonConverter(typeof(NameJson))] string Id,
    string? Name,
    string Description,
    [property: JsonRequired] decimal TickSize,
    [property: JsonRequired] decimal TickValue,
    bool ActiveContract,
    string SymbolId);
