namespace TradingBot.Market;

/// <summary>One trading day: from 17:00 Chicago time on the evening before to 15:10.</summary>
public sealed record TradingDay(DateOnly Date, DateTimeOffset Open, DateTimeOffset Close)
{
    /// <summary>Whether the market of this day is open at <paramref name="time"/>.</summary>
    public bool Contains(DateTimeOffset time) => time >= Open && time < Close;
}

/// <summary>Trading days of the futures exchange in Chicago, by time-zone data: daylight saving moves them in UTC, never on the floor.</summary>
public sealed class TradingCalendar
{
    private static readonly TimeOnly DayOpen = new(17, 0);
    private static readonly TimeOnly DayClose = new(15, 10);
    private TradingDay? _latest;

    /// <summary>Chicago's time zone.</summary>
    public TimeZoneInfo Zone { get; } = FindChicago();

    /// <summary>
    /// The trading day that <paramref name="time"/> belongs to. Between 15:10 and 17:00, and at the weekend, that is the day that has closed:
    /// its profit, its loss and its lock-outs stand until the next one opens.
    /// </summary>
    public TradingDay DayOf(DateTimeOffset time)
    {
        if (_latest is { } latest && latest.Contains(time))
            return latest;

        DateTime local = ToChicago(time);
        DateOnly date = DateOnly.FromDateTime(local);
        bool isEvening = TimeOnly.FromDateTime(local) >= DayOpen && NextTradingDate(date) == date.AddDays(1);
        return _latest = DayOn(isEvening ? date.AddDays(1) : LastTradingDate(date));
    }

    /// <summary>The trading day that closes on <paramref name="date"/>.</summary>
    public TradingDay DayOn(DateOnly date) => new(date, At(date.AddDays(-1), DayOpen), At(date, DayClose));

    /// <summary>The trading day after <paramref name="day"/>: Monday's opens on Sunday.</summary>
    public TradingDay DayAfter(TradingDay day) => DayOn(NextTradingDate(day.Date));

    /// <summary>The wall clock in Chicago.</summary>
    public DateTime ToChicago(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Zone).DateTime;

    /// <summary>The moment at which the wall clock in Chicago shows this.</summary>
    public DateTimeOffset At(DateOnly date, TimeOnly time)
    {
        DateTime local = date.ToDateTime(time);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static DateOnly NextTradingDate(DateOnly date) => date.DayOfWeek switch
    {
        DayOfWeek.Friday => date.AddDays(3),
        DayOfWeek.Saturday => date.AddDays(2),
        _ => date.AddDays(1),
    };

    private static DateOnly LastTradingDate(DateOnly date) => date.DayOfWeek switch
    {
        DayOfWeek.Saturday => date.AddDays(-1),
        DayOfWeek.Sunday => date.AddDays(-2),
        _ => date,
    };

    private static TimeZoneInfo FindChicago()
    {
        // Without ICU, which invariant globalization switches off, Windows knows its own name only.
        if (TimeZoneInfo.TryFindSystemTimeZoneById("America/Chicago", out TimeZoneInfo? zone)
            || TimeZoneInfo.TryFindSystemTimeZoneById("Central Standard Time", out zone))
            return zone;
        throw new TimeZoneNotFoundException("The time zone America/Chicago is missing on this machine; install its time-zone data (package tzdata).");
    }
}
