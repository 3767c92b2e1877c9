using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Market;

namespace TradingBot.Reporting;

/// <summary>Keeps the status line up to date while the bot trades. Called by the trading loop, which owns the books that it shows.</summary>
/// <param name="line">The line; null where there is none.</param>
/// <param name="time">The wall clock.</param>
/// <param name="market">Market time.</param>
/// <param name="account">The books.</param>
/// <param name="tracer">The trace.</param>
public sealed class LiveStatus(StatusLine? line, TimeProvider time, MarketClock market, TradingAccount account, RiskTracer tracer)
{
    /// <summary>How often the line changes: as fast as it can be read.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private long? _latest;

    /// <summary>Shows how things stand, if they have not just been shown.</summary>
    /// <param name="updates">Price updates so far.</param>
    public void Refresh(long updates)
    {
        if (line is null || (_latest is { } latest && time.GetElapsedTime(latest) < Interval))
            return;

        _latest = time.GetTimestamp();
        line.Show(StatusText.Of(market.Now, updates, account, tracer.Statistics));
    }
}
