using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TradingBot.Accounting;
using TradingBot.Configuration;

namespace TradingBot.Risk;

/// <summary>A file of the state directory that says something of each account, by its name. What it says of the others stays when one is written.</summary>
/// <typeparam name="T">What it says of an account.</typeparam>
public sealed class AccountsFile<T>
    where T : class, IAccountEntry
{
    private const int Version = 1;

    private readonly StateFile<AccountsState<T>> _file;
    private readonly Dictionary<string, T> _accounts;

    /// <summary>A file in a directory, which is made if there is none. It is read at once.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="shape">How it says what it says.</param>
    /// <param name="check">Throws a <see cref="JsonException"/> where what is said of an account cannot be.</param>
    /// <param name="unknown">What nobody knows when the file cannot be read, and what a start without it means.</param>
    /// <exception cref="InvalidSettingException">The directory cannot be used, or the file is damaged.</exception>
    internal AccountsFile(string directory, string name, JsonTypeInfo<AccountsState<T>> shape, Action<T> check, (string What, string Without) unknown)
    {
        _file = new StateFile<AccountsState<T>>(directory, name, shape, unknown);
        _accounts = (_file.Read(state => Check(state, check))?.Accounts ?? []).ToDictionary(static account => account.AccountId);
    }

    /// <summary>What was last written of an account; null if nothing was.</summary>
    public T? Of(string accountId) => _accounts.GetValueOrDefault(accountId);

    /// <summary>Replaces what is said of an account, whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full or failed; the file is as it was.</exception>
    public void Write(T account)
    {
        _file.Write(new AccountsState<T>(Version, [.. _accounts.Values.Where(other => other.AccountId != account.AccountId), account]));
        _accounts[account.AccountId] = account;
    }

    private static void Check(AccountsState<T> state, Action<T> check)
    {
        if (state.Version != Version)
            throw new JsonException($"expected version {Version}");
        if (state.Accounts.Contains(null!))
            throw new JsonException("one of the accounts is null");
        if (state.Accounts.GroupBy(static account => account.AccountId).FirstOrDefault(same => same.Count() > 1) is { Key: var twice })
            throw new JsonException($"account {twice} is there twice");
        foreach (T account in state.Accounts)
            check(account);
    }
}

/// <summary>What the file says.</summary>
internal sealed record AccountsState<T>(int Version, IReadOnlyList<T> Accounts);
