using GatewaySimulator.Exchange;
using GatewaySimulator.Hosting;
using TradingBot.Market;

namespace GatewaySimulator.Tests.EndToEnd;

/// <summary>A market in lockstep that stands still from the moment something has come about at the exchange.</summary>
internal sealed class HeldMarket(Predicate<SimulatedExchange> isReached) : IMarketPace
{
    private readonly Lockstep _pace = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it comes about.</summary>
    public SimulatedExchange? Exchange { get; set; }

    /// <summary>Ends when the market stands still.</summary>
    public Task Held => _held.Task;

    public void Follow(MarketClock bot) => _pace.Follow(bot);

    public async ValueTask WaitAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        if (Exchange is { } exchange && isReached(exchange))
        {
            _held.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        await _pace.WaitAsync(time, cancellationToken);
    }
}
