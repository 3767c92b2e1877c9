using System.Text.Json;
using TradingBot.Accounting;
using TradingBot.Configuration;

namespace TradingBot.Risk;

/// <summary>
/// What rules measure an account by, kept in a file beside the holds: a bot that is started again goes on with the
/// day's loss and the high-water mark that it had. Each account has its own.
/// </summary>
public static class MarksFile
{
    /// <summary>The file in <paramref name="directory"/>, which is made if there is none.</summary>
    /// <exception cref="InvalidSettingException">The directory cannot be used, or the file is damaged: nobody can say what the account has lost.</exception>
    public static AccountsFile<AccountMarks> In(string directory)
        => new(
            directory,
            "accounts.json",
            StateJson.Default.AccountsStateAccountMarks,
            Check,
            ("what the account has lost", "with the day's loss at zero and the high-water mark at the balance"));

    private static void Check(AccountMarks marks)
    {
        if (marks.UnvaluedAtDayStart?.Contains(null!) == true)
            throw new JsonException("one of the positions is null");
    }
}
