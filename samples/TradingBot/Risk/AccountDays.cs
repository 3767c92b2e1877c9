using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Domain;

namespace TradingBot.Risk;

/// <summary>
/// Begins the account's trading days. The first one of a run goes on with what an earlier run of this account has written down on the same day; the high-water
/// mark, the opening balance and the best day hold from day to day. Written each time the clock strikes, if something has changed.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="file">Where its marks are kept; null for memory alone.</param>
/// <param name="tracer">Is told when they could not be.</param>
public sealed class AccountDays(TradingAccount account, AccountsFile<AccountMarks>? file, RiskTracer tracer)
{
    private readonly StateSaving _saving = new(account.Id, "account_days", "the day's result and the high-water mark", tracer);
    private DateOnly? _day;
    private AccountMarks? _written;
    private bool _isResumed;

    /// <summary>A trading day begins, or the bot has come in the middle of it.</summary>
    public void Begin(DateOnly day)
    {
        if (_day is null && file?.Of(account.Id) is { } marks)
        {
            _written = marks;
            account.Resume(marks);
        }

        _isResumed = _day is null && _written?.Day == day;
        if (!_isResumed)
            account.StartDay();
        _day = day;
        Save();
    }

    /// <summary>
    /// A fill enters the books of what was held before the bot came. Where the day has begun by then, it was held at its start, and what it had earned before
    /// is no result of the day. A day that an earlier run began has begun with it, or it is of this day.
    /// </summary>
    public void HeldBefore(Fill fill)
    {
        if (_day is not null && !_isResumed)
            account.HeldAtDayStart(new UnvaluedPosition(fill.Contract.Id, fill.SignedSize, fill.Price * fill.SignedSize));
    }

    /// <summary>Writes the marks down, if they are others than those that are written.</summary>
    public void Save()
    {
        if (file is null || _day is not { } day)
            return;
        AccountMarks marks = account.MarksOn(day);
        if (marks != _written && _saving.Try(() => file.Write(marks)))
            _written = marks;
    }
}
