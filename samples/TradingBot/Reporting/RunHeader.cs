using System.Globalization;
using TradingBot.Configuration;
using TradingBot.Market;

namespace TradingBot.Reporting;

/// <summary>What is printed before the first price.</summary>
public static class RunHeader
{
    /// <summary>Market, account and limits.</summary>
    public static string Of(IPriceStream feed, BotSettings settings)
    {
        LimitSettings limits = settings.Limits;
        return string.Create(CultureInfo.InvariantCulture, $"""
            {feed.Description}
            account {settings.Account.Id}, {settings.Account.StartingBalance:N2} USD on paper
            limits of {limits.Preset}: {limits.MaxContractsPerInstrument.Minis} minis or {limits.MaxContractsPerInstrument.Micros} micros of a contract; daily loss {limits.DailyTotalLoss.Limit:N2}; halt above {limits.VolatilityHalt.MaxRatio} average ranges; flat {limits.SessionEndFlatten.MinutesBeforeClose} minutes before the close

            """);
    }
}
