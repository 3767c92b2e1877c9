using System.Globalization;
using TradingBot.Market;

namespace TradingBot.Tests.Market;

public sealed class TradingCalendarTests
{
    private readonly TradingCalendar _calendar = new();

    [Theory]
    [InlineData("2025-09-16T21:59:59Z", "2025-09-16")]      // Tuesday 16:59 in Chicago
    [InlineData("2025-09-16T22:00:00Z", "2025-09-17")]      // 17:00
    [InlineData("2025-09-17T20:09:59Z", "2025-09-17")]
    [InlineData("2025-09-17T20:10:00Z", "2025-09-17")]      // closed, and still that day
    [InlineData("2025-09-19T22:30:00Z", "2025-09-19")]      // Friday evening
    [InlineData("2025-09-20T12:00:00Z", "2025-09-19")]      // Saturday
    [InlineData("2025-09-21T21:59:59Z", "2025-09-19")]      // Sunday 16:59
    [InlineData("2025-09-21T22:00:00Z", "2025-09-22")]      // Sunday 17:00 is Monday
    [InlineData("2025-12-16T22:59:59Z", "2025-12-16")]      // winter: 16:59
    [InlineData("2025-12-16T23:00:00Z", "2025-12-17")]
    public void ATimeBelongsToATradingDay(string utc, string date)
        => Assert.Equal(date, _calendar.DayOf(At(utc)).Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2025-11-03", "2025-11-02T23:00:00Z", "2025-11-03T21:10:00Z")]      // opens on the Sunday on which summer time ended
    [InlineData("2025-03-10", "2025-03-09T22:00:00Z", "2025-03-10T20:10:00Z")]
    [InlineData("2025-03-07", "2025-03-06T23:00:00Z", "2025-03-07T21:10:00Z")]
    public void DaylightSavingMovesTheDayInUtc(string date, string open, string close)
    {
        TradingDay day = _calendar.DayOn(DateOnly.Parse(date, CultureInfo.InvariantCulture));

        Assert.Equal((At(open), At(close)), (day.Open, day.Close));
    }

    [Fact]
    public void MondayFollowsFriday()
        => Assert.Equal(new DateOnly(2025, 9, 22), _calendar.DayAfter(_calendar.DayOn(new DateOnly(2025, 9, 19))).Date);

    private static DateTimeOffset At(string utc) => DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture);
}
