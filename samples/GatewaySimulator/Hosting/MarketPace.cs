using System.Diagnostics;

namespace GatewaySimulator.Hosting;

/// <summary>How fast the market's time passes.</summary>
public interface IMarketPace
{
    /// <summary>Waits until it is <paramref name="time"/> in the market.</summary>
    ValueTask WaitAsync(DateTimeOffset time, CancellationToken cancellationToken);
}

/// <summary>Some number of times as fast as the clock; nobody waits through the hours in which the market is shut.</summary>
internal sealed class ClockPace(SimulatorOptions options) : IMarketPace
{
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(5);

    private readonly Stopwatch _wall = new();
    private DateTimeOffset? _before;
    private TimeSpan _played;

    public async ValueTask WaitAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        _wall.Start();
        if (_before is { } before && time - before < LongestGap)
            _played += time - before;
        _before = time;
        TimeSpan ahead = options.Speed > 0 ? _played / options.Speed - _wall.Elapsed : TimeSpan.Zero;
        if (ahead > ShortestPause)
            await Task.Delay(ahead, cancellationToken);
    }
}
