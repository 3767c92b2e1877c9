namespace ProjectX;

/// <summary>A quote of one contract.</summary>
/// <param name="ContractId">Of what.</param>
/// <param name="Quote">What was told.</param>
/// <param name="Arrived">
/// Since when it has waited for its reader, a timestamp of the client's clock: since it arrived, or earlier, where it may have waited on its way.
/// </param>
public readonly record struct ContractQuote(string ContractId, GatewayQuote Quote, long Arrived);
