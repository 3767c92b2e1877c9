using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Market;

namespace GatewaySimulator.Tests;

/// <summary>
/// The clock of a gateway whose market runs some number of times as fast as it, however fast the machine plays the day. While the market stands still, because somebody waits for an
/// answer or for a turn, it goes on like the machine's, so that whatever is waited for comes.
/// </summary>
internal sealed class MarketPacedClock : TimeProvider, IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly Lock _lock = new();
    private readonly FakeTimeProvider _timers;
    private readonly Func<DateTimeOffset, int> _speed;
    private readonly DateTimeOffset _start;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _goingOn;
    private MarketClock? _market;
    private DateTimeOffset _seen;
    private TimeSpan _passed;

    public MarketPacedClock(int speed)
        : this(_ => speed)
    {
    }

    /// <summary>One whose market is not as fast at all times: how fast is said for each of them.</summary>
    public MarketPacedClock(Func<DateTimeOffset, int> speed)
    {
        (_speed, _start) = (speed, System.GetUtcNow());
        _timers = new FakeTimeProvider(_start);
        _goingOn = GoOnAsync();
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>From now on it follows this market.</summary>
    public void Follow(MarketClock market) => Volatile.Write(ref _market, market);

    public override DateTimeOffset GetUtcNow() => _start + Passed();

    public override long GetTimestamp() => Passed().Ticks;

    /// <summary>The timers are behind by up to a step; what is due later is not due by that much sooner.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => _timers.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : dueTime + (GetUtcNow() - _timers.GetUtcNow()), period);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _goingOn.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task GoOnAsync()
    {
        using var ticks = new PeriodicTimer(Step);
        long before = Stopwatch.GetTimestamp();
        TimeSpan passed = TimeSpan.Zero;
        while (await ticks.WaitForNextTickAsync(_ended.Token))
        {
            long now = Stopwatch.GetTimestamp();
            if (Passed() == passed)
            {
                lock (_lock)
                    _passed += Stopwatch.GetElapsedTime(before, now);
            }

            before = now;
            passed = Passed();
            _timers.SetUtcNow(_start + passed);
        }
    }

    /// <summary>Goes as far as the market has gone.</summary>
    private TimeSpan Passed()
    {
        lock (_lock)
        {
            DateTimeOffset market = Volatile.Read(ref _market)?.Now ?? default;
            // The first price is where the market begins.
            if (_seen != default)
                _passed += (market - _seen) / _speed(market);
            _seen = market;
            return _passed;
        }
    }
}
