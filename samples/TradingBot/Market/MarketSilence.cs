namespace TradingBot.Market;

/// <summary>The time since the latest price. Where the market has a pace, its time goes on from there.</summary>
/// <param name="pace">The clock that is followed; null if time stands still until the next price.</param>
internal sealed class MarketSilence(TimeProvider? pace)
{
    /// <summary>A market that says nothing for this long is silent; and how often it is then looked at.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private long _heard;

    /// <summary>The time of the latest price, by the market's clock; null before the first.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>A price came.</summary>
    public void Break(DateTimeOffset time)
    {
        // A price that is late does not turn the clock back.
        if (!(time < Since))
            Since = time;
        _heard = pace?.GetTimestamp() ?? 0;
    }

    /// <summary>Waits until <paramref name="arriving"/> is there, or until the market has been silent for another step.</summary>
    /// <returns>Market time, if it is silent; null if <paramref name="arriving"/> is there.</returns>
    public async ValueTask<DateTimeOffset?> LastsAsync(Task arriving)
    {
        if (pace is null || Since is not { } since)
            return null;

        await arriving.WaitAsync(Step, pace).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return arriving.IsCompleted ? null : since + pace.GetElapsedTime(_heard);
    }
}
