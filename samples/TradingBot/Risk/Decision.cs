namespace TradingBot.Risk;

/// <summary>What a rule decided about positions, for as long as it is not brought about. Rules that want the same have one decision.</summary>
/// <param name="Rule">Whose it is; null where all of them mean the same.</param>
/// <param name="ContractId">Of what; null for the whole account.</param>
public readonly record struct Decision(string? Rule, string? ContractId)
{
    /// <summary>Everything is to be closed.</summary>
    public static Decision Flatten => default;

    /// <summary>A contract is to be closed.</summary>
    public static Decision Close(string contractId) => new(Rule: null, contractId);

    /// <summary>A contract, or the account, is to be brought down to the limit of a rule.</summary>
    public static Decision Reduce(string rule, string? contractId) => new(rule, contractId);
}
