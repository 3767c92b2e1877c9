using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using TradingBot.Domain;

namespace TradingBot.Replay;

/// <summary>What the lines of a file are.</summary>
public enum LeanKind
{
    /// <summary>One-minute bars of trades.</summary>
    MinuteTrade,

    /// <summary>One-minute bars of bid and ask.</summary>
    MinuteQuote,

    /// <summary>Single trades.</summary>
    TickTrade,
}

/// <summary>What the name of a LEAN futures file says: day, product, kind and expiry, as in <c>20131007_es_minute_trade_201312.csv</c>.</summary>
public sealed partial record LeanFileName(DateOnly Date, string Root, LeanKind Kind, DeliveryMonth Expiry)
{
    /// <summary>For messages.</summary>
    public const string Example = "a name like 20131007_es_minute_trade_201312.csv (minute trade, minute quote or tick trade)";

    /// <summary>Reads a file name, without folders; false if it is not that of a futures file this bot can replay.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out LeanFileName? parsed)
    {
        parsed = null;
        Match match = Pattern().Match(name);
        if (!match.Success
            || !DateOnly.TryParseExact(match.Groups["date"].ValueSpan, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            || !DateOnly.TryParseExact(match.Groups["expiry"].ValueSpan, "yyyyMM", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly expiry)
            || date.Year is < 1970 or > 2199)
            return false;

        LeanKind? kind = match.Groups["kind"].Value.ToLowerInvariant() switch
        {
            "minute_trade" => LeanKind.MinuteTrade,
            "minute_quote" => LeanKind.MinuteQuote,
            "tick_trade" => LeanKind.TickTrade,
            _ => null,
        };
        if (kind is null)
            return false;

        parsed = new LeanFileName(date, match.Groups["root"].Value.ToUpperInvariant(), kind.Value, new DeliveryMonth(expiry.Year, expiry.Month));
        return true;
    }

    // Newer files write the expiry with its day.
    [GeneratedRegex(
        "^(?<date>[0-9]{8})_(?<root>[a-z0-9]+)_(?<kind>[a-z]+_[a-z]+)_(?<expiry>[0-9]{6})([0-9]{2})?\\.csv$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
