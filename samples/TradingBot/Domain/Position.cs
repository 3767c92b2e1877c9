namespace TradingBot.Domain;

/// <summary>An open position.</summary>
/// <param name="ContractId">What is held.</param>
/// <param name="Size">Signed: long is positive, short is negative.</param>
/// <param name="AveragePrice">What was paid on average.</param>
public sealed record Position(string ContractId, int Size, decimal AveragePrice);
