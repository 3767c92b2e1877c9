using System.Text.Json.Serialization;

namespace ProjectX;

/// <summary>A trading account.</summary>
/// <param name="Id">The number by which every call names it.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Balance">Cash, in US dollars.</param>
/// <param name="CanTrade">Whether orders are accepted.</param>
/// <param name="IsVisible">Whether platforms show it.</param>
/// <param name="Simulated">Whether it trades on paper.</param>
public sealed record Account(
    [property: JsonRequired] int Id,
    string Name,
    [property: JsonRequired] decimal Balance,
    [property: JsonRequired] bool CanTrade,
    bool IsVisible,
    bool Simulated);
