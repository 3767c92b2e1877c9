using System.Text.Json;
using TradingBot.Accounting;
using TradingBot.Configuration;

namespace TradingBot.Risk;

/// <summary>
/// What rules measure an account by, kept in a file beside the holds: a bot that is started again goes on with the day's loss and the high-water mark that it had. Each account
/// has its own.
/// </summary>
public sealed class MarksFile
{
    private readonly AccountsFile<AccountMarks> _file;

    private MarksFile(string directory)
        => _file = new AccountsFile<AccountMarks>(
            directory,
            "accounts.json",
            StateJson.Default.AccountsStateAccountMarks,
            Check,
            ("what the account has lost", "with the day's loss at zero and the high-water mark at the balance"));

    /// <summary>The file in <paramref name="directory"/>, which is made if there is none.</summary>
    /// <exception cref="InvalidSettingException">The directory cannot be used, or the file is damaged: nobody can say what the account has lost.</exception>
    public static MarksFile In(string directory) => new(directory);

    /// <summary>The marks of an account as they were last written; null if it has none.</summary>
    public AccountMarks? Of(string accountId) => _file.Of(accountId);

    /// <summary>Replaces the marks of an account, whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full or failed; the file is as it was.</exception>
    public void Write(AccountMarks marks) => _file.Write(marks);

    private static void Check(AccountMarks marks)
    {
        if (marks.UnvaluedAtDayStart?.Contains(null!) == true)
            throw new JsonException("one of the positions is null");
    }
}
