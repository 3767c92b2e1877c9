namespace TradingBot.Replay;

/// <summary>Times of a replay: LEAN counts from midnight UTC of the day in the file's name.</summary>
internal static class ReplayTime
{
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static DateTimeOffset Midnight(DateOnly date) => new(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>When a bar's open, its two extremes and its close are replayed, from the beginning of its minute.</summary>
    public static TimeSpan OfStep(int step) => step == PriceBar.Steps - 1 ? Minute - TimeSpan.FromMilliseconds(1) : step * TimeSpan.FromSeconds(20);
}
