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
    private const int Version = 1;

    private readonly StateFile<MarksState> _file;
    private readonly Dictionary<string, AccountMarks> _accounts;

    private MarksFile(string directory)
    {
        _file = new StateFile<MarksState>(directory, "accounts.json", StateJson.Default.MarksState, ("what the account has lost", "with the day's loss at zero and the high-water mark at the balance"));
        _accounts = (_file.Read(Check)?.Accounts ?? []).ToDictionary(marks => marks.AccountId);
    }

    /// <summary>The file in <paramref name="directory"/>, which is made if there is none.</summary>
    /// <exception cref="InvalidSettingException">The directory cannot be used, or the file is damaged: nobody can say what the account has lost.</exception>
    public static MarksFile In(string directory) => new(directory);

    /// <summary>The marks of an account as they were last written; null if it has none.</summary>
    public AccountMarks? Of(string accountId) => _accounts.GetValueOrDefault(accountId);

    /// <summary>Replaces the marks of an account, whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full or failed; the file is as it was.</exception>
    public void Write(AccountMarks marks)
    {
        _file.Write(new MarksState(Version, [.. _accounts.Values.Where(other => other.AccountId != marks.AccountId), marks]));
        _accounts[marks.AccountId] = marks;
    }

    private static void Check(MarksState state)
    {
        if (state.Version != Version)
            throw new JsonException($"expected version {Version}");
        if (state.Accounts.Contains(null!))
            throw new JsonException("one of the accounts is null");
        if (state.Accounts.Any(marks => marks.UnvaluedAtDayStart?.Contains(null!) == true))
            throw new JsonException("one of the positions is null");
        if (state.Accounts.GroupBy(marks => marks.AccountId).FirstOrDefault(same => same.Count() > 1) is { Key: var twice })
            throw new JsonException($"account {twice} is there twice");
    }
}

/// <summary>What the file says.</summary>
internal sealed record MarksState(int Version, IReadOnlyList<AccountMarks> Accounts);
