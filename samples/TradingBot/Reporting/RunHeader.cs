using System.Globalization;
using TradingBot.Configuration;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Reporting;

/// <summary>What is printed before the first price.</summary>
public static class RunHeader
{
    /// <summary>Market, account and limits, what an earlier run has left to be done, and what it has barred.</summary>
    /// <param name="feed">The market.</param>
    /// <param name="settings">The account and the limits.</param>
    /// <param name="onPaper">Whether the account is of the bot's own making; otherwise it is a gateway's.</param>
    /// <param name="decisions">What an earlier run decided to close and has not closed.</param>
    /// <param name="holds">What an earlier run has barred, which may have ended since.</param>
    public static string Of(IPriceStream feed, BotSettings settings, bool onPaper, IEnumerable<string> decisions, IEnumerable<TradingHold> holds)
    {
        LimitSettings limits = settings.Limits;
        return string.Create(CultureInfo.InvariantCulture, $"""
            {feed.Description}
            account {settings.Account.Id}, {settings.Account.StartingBalance:N2} USD {(onPaper ? "on paper" : "at the gateway")}
            limits of {limits.Preset}: {limits.MaxContractsPerInstrument.Minis} minis or {limits.MaxContractsPerInstrument.Micros} micros of a contract; daily loss {limits.DailyTotalLoss.Limit:N2}; halt above {limits.VolatilityHalt.MaxRatio} average ranges; flat {limits.SessionEndFlatten.MinutesBeforeClose} minutes before the close
            {string.Concat(decisions.Concat(holds.Select(hold => hold.InWords())).Select(decision => $"left by an earlier run: {decision}{Environment.NewLine}"))}
            """);
    }
}
