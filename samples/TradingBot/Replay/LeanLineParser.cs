using System.Globalization;

namespace TradingBot.Replay;

/// <summary>Reads one line of a LEAN file, and says what is wrong with a bad one.</summary>
public static class LeanLineParser
{
    private const decimal MillisecondsPerDay = 86_400_000;

    /// <summary>Far above any future; sums of such prices still fit everywhere.</summary>
    private const decimal MaxPrice = 10_000_000;

    /// <summary>Columns of each kind, in words, for messages.</summary>
    public static string Expected(LeanKind kind) => kind switch
    {
        LeanKind.MinuteTrade => "6 columns: milliseconds since midnight, open, high, low, close, volume",
        LeanKind.MinuteQuote => "11 columns: milliseconds since midnight, bid open, high, low, close, size, ask open, high, low, close, size",
        _ => "6 columns: milliseconds since midnight, price, quantity, exchange, sale condition, suspicious",
    };

    /// <summary>Reads a line. Returns null if it is good, else what is wrong with it.</summary>
    public static string? Parse(ReadOnlySpan<char> line, LeanKind kind, out LeanRecord record)
    {
        record = default;
        Span<Range> columns = stackalloc Range[13];
        int expected = kind == LeanKind.MinuteQuote ? 11 : 6;
        int count = line.Split(columns, ',');
        if (count != expected)
            return $"{(count > 12 ? "more than 12" : count)} column{(count == 1 ? "" : "s")}";
        if (!TryNumber(line[columns[0]], out decimal milliseconds))
            return $"'{Shown(line[columns[0]])}' is not a number of milliseconds";
        if (milliseconds is < 0 or >= MillisecondsPerDay)
            return $"time {milliseconds} is outside the day";

        TimeSpan time = TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond));
        return kind switch
        {
            LeanKind.MinuteTrade => ParseTrade(line, columns, time, out record),
            LeanKind.MinuteQuote => ParseQuote(line, columns, time, out record),
            _ => ParseTick(line, columns, time, out record),
        };
    }

    private static string? ParseTrade(ReadOnlySpan<char> line, ReadOnlySpan<Range> columns, TimeSpan time, out LeanRecord record)
    {
        record = default;
        if (ParseBar(line, columns[1..5], "", out PriceBar bar) is { } problem)
            return problem;
        if (!TryCount(line[columns[5]], out long volume))
            return $"volume '{Shown(line[columns[5]])}' is not a whole number from 0 up";
        record = new LeanRecord(time, bar, volume, null, null, IsSuspicious: false);
        return null;
    }

    private static string? ParseQuote(ReadOnlySpan<char> line, ReadOnlySpan<Range> columns, TimeSpan time, out LeanRecord record)
    {
        record = default;
        if (ParseSide(line, columns[1..6], "bid ", out PriceBar? bid) is { } bidProblem)
            return bidProblem;
        if (ParseSide(line, columns[6..11], "ask ", out PriceBar? ask) is { } askProblem)
            return askProblem;
        if (bid is null && ask is null)
            return "neither a bid nor an ask";
        record = new LeanRecord(time, null, 0, bid, ask, IsSuspicious: false);
        return null;
    }

    private static string? ParseTick(ReadOnlySpan<char> line, ReadOnlySpan<Range> columns, TimeSpan time, out LeanRecord record)
    {
        record = default;
        if (ParsePrice(line[columns[1]], "price", out decimal price) is { } problem)
            return problem;
        if (!TryCount(line[columns[2]], out long quantity))
            return $"quantity '{Shown(line[columns[2]])}' is not a whole number from 0 up";
        ReadOnlySpan<char> suspicious = line[columns[5]].Trim();
        if (suspicious is not ("0" or "1"))
            return $"suspicious '{Shown(suspicious)}' is neither 0 nor 1";
        record = new LeanRecord(time, PriceBar.At(price), quantity, null, null, IsSuspicious: suspicious is "1");
        return null;
    }

    private static string? ParseSide(ReadOnlySpan<char> line, ReadOnlySpan<Range> columns, string side, out PriceBar? bar)
    {
        bar = null;
        if (!TryCount(line[columns[4]], out _))
            return $"{side}size '{Shown(line[columns[4]])}' is not a whole number from 0 up";

        bool isEmpty = true;
        foreach (Range column in columns[..4])
            isEmpty &= line[column].IsWhiteSpace();
        if (isEmpty)
            return null;

        string? problem = ParseBar(line, columns[..4], side, out PriceBar parsed);
        bar = parsed;
        return problem;
    }

    private static string? ParseBar(ReadOnlySpan<char> line, ReadOnlySpan<Range> columns, string side, out PriceBar bar)
    {
        bar = default;
        if (ParsePrice(line[columns[0]], $"{side}open", out decimal open) is { } openProblem)
            return openProblem;
        if (ParsePrice(line[columns[1]], $"{side}high", out decimal high) is { } highProblem)
            return highProblem;
        if (ParsePrice(line[columns[2]], $"{side}low", out decimal low) is { } lowProblem)
            return lowProblem;
        if (ParsePrice(line[columns[3]], $"{side}close", out decimal close) is { } closeProblem)
            return closeProblem;

        bar = new PriceBar(open, high, low, close);
        if (high < low)
            return $"{side}high {high} is below {side}low {low}";
        if (open < low || open > high)
            return $"{side}open {open} is outside {low} to {high}";
        if (close < low || close > high)
            return $"{side}close {close} is outside {low} to {high}";
        return null;
    }

    private static string? ParsePrice(ReadOnlySpan<char> text, string name, out decimal price)
    {
        if (!TryNumber(text, out price))
            return $"{name} '{Shown(text)}' is not a price";
        if (price <= 0)
            return $"{name} {price} is not above 0";
        return price > MaxPrice ? $"{name} {price} is above {MaxPrice}" : null;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out decimal number)
        => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static bool TryCount(ReadOnlySpan<char> text, out long number)
    {
        // Some writers give sizes a decimal point.
        bool isCount = TryNumber(text, out decimal value) && value is >= 0 and <= int.MaxValue && value == decimal.Truncate(value);
        number = isCount ? (long)value : 0;
        return isCount;
    }

    /// <summary>Text from a file, fit for a message: short, and without control characters that would play with a terminal.</summary>
    private static string Shown(ReadOnlySpan<char> text)
    {
        string shown = text.Length > 24 ? $"{text[..24]}…" : text.ToString();
        return string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c));
    }
}
