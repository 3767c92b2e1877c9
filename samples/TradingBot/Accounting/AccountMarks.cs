using System.Text.Json.Serialization;

namespace TradingBot.Accounting;

/// <summary>What rules measure an account by and its balance does not tell.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Day">The trading day, by the date on which it closes.</param>
/// <param name="OpeningBalance">Cash when the account was traded for the first time.</param>
/// <param name="HighWaterMark">The best it has been worth, as the rule counts that follows it.</param>
/// <param name="BestDay">What the best of the days before has earned; 0 if none has.</param>
/// <param name="BalanceAtDayStart">Cash when the day began.</param>
/// <param name="EquityAtDayStart">What the account was worth then, positions included but for those that are not valued yet.</param>
/// <param name="UnvaluedAtDayStart">What was held then and has had no price since; null if there is none.</param>
public sealed record AccountMarks(
    string AccountId,
    DateOnly Day,
    decimal OpeningBalance,
    decimal HighWaterMark,
    decimal BestDay,
    decimal BalanceAtDayStart,
    decimal EquityAtDayStart,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<UnvaluedPosition>? UnvaluedAtDayStart = null) : IAccountEntry;

/// <summary>A position that had no price yet.</summary>
/// <param name="ContractId">Of what.</param>
/// <param name="Size">Signed: long is positive, short is negative.</param>
/// <param name="Cost">What was paid, price times signed size.</param>
public sealed record UnvaluedPosition(string ContractId, int Size, decimal Cost);
