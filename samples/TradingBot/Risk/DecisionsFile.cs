using System.Text.Json;
using TradingBot.Accounting;
using TradingBot.Configuration;

namespace TradingBot.Risk;

/// <summary>
/// What rules decided to close and is not closed, kept in a file beside the holds: a bot that is started again goes on with it. Each account has its own.
/// </summary>
public static class DecisionsFile
{
    /// <summary>The file in <paramref name="directory"/>, which is made if there is none.</summary>
    /// <exception cref="InvalidSettingException">The directory cannot be used, or the file is damaged: nobody can say what is to be closed.</exception>
    public static AccountsFile<DecisionsState> In(string directory)
        => new(
            directory,
            "decisions.json",
            StateJson.Default.AccountsStateDecisionsState,
            Check,
            ("what rules decided to close", "with nothing to close"));

    private static void Check(DecisionsState decisions)
    {
        if (decisions.ToClose.Contains(null!))
            throw new JsonException("one of the contracts is null");
        if (decisions.ToClose.GroupBy(contract => contract.ContractId).FirstOrDefault(same => same.Count() > 1) is { Key: var twice })
            throw new JsonException($"contract {twice} is there twice");
    }
}

/// <summary>What was decided for an account and is not brought about.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="ToClose">The contracts that are to be closed by themselves.</param>
/// <param name="Flattening">Why everything is to be closed; null if it is not.</param>
public sealed record DecisionsState(string AccountId, IReadOnlyList<ContractToClose> ToClose, string? Flattening) : IAccountEntry;

/// <summary>A contract that is to be closed by itself.</summary>
/// <param name="ContractId">Of what.</param>
/// <param name="IsLong">Whether the position is a long one, otherwise it is short: of one on the other side nobody has decided.</param>
public sealed record ContractToClose(string ContractId, bool IsLong);
