namespace TradingBot.Accounting;

/// <summary>Something that is said of one account, and is kept with what is said of the others.</summary>
public interface IAccountEntry
{
    /// <summary>The account's name.</summary>
    string AccountId { get; }
}
