using System.Text.Json;
using TradingBot.Accounting;
using TradingBot.Configuration;

namespace TradingBot.Risk;

/// <summary>
/// The holds on trading, kept in a file: a bot that was locked out stays locked out, however often it is started.
/// Each account has its own, so nobody lifts by name what bars another.
/// </summary>
public static class HoldFile
{
    private const string Name = "holds.json";

    private const string OfEarlierVersion =
        "is of an earlier version of the bot and does not say whose the holds are, so nobody knows whether trading is locked. If its list is empty, remove the file. Otherwise write the list"
        + " under each account that it bars: { \"version\": 1, \"accounts\": [ { \"accountId\": \"NAME\", \"holds\": [ ... ] } ] }";

    /// <summary>The file in <paramref name="directory"/>, which is made if there is none.</summary>
    /// <exception cref="InvalidSettingException">The directory cannot be used, or the file is damaged: nobody can say whether the bot may trade.</exception>
    public static AccountsFile<AccountHolds> In(string directory)
    {
        try
        {
            return new(directory, Name, StateJson.Default.AccountsStateAccountHolds, Check, ("whether trading is locked", "without holds"));
        }
        catch (InvalidSettingException exception) when (exception.InnerException is JsonException { Path: "$.holds" })
        {
            // Given to the account that happens to come first, they would bar no other one any more.
            throw new InvalidSettingException($"{Path.GetFullPath(Path.Combine(directory, Name))} {OfEarlierVersion}", exception);
        }
    }

    private static void Check(AccountHolds account)
    {
        if (account.Holds.Contains(null!))
            throw new JsonException("one of the holds is null");
    }
}

/// <summary>The holds on an account.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Holds">Those that were not lifted; some may have ended by themselves.</param>
public sealed record AccountHolds(string AccountId, IReadOnlyList<TradingHold> Holds) : IAccountEntry;
