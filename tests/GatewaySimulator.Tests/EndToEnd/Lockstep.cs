using GatewaySimulator.Hosting;
using TradingBot.Market;

namespace GatewaySimulator.Tests.EndToEnd;

/// <summary>
/// Lets the market run ahead of the bot by a minute of its own time and no more: so a day passes as fast as the machine can, and orders still reach the market they were meant
/// for. While the bot hears nothing, because its connection is down, the market goes on slowly.
/// </summary>
internal sealed class Lockstep : IMarketPace
{
    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private TaskCompletionSource _moved = Next();
    private DateTimeOffset? _begin;
    private MarketClock? _bot;

    private bool HasBegun => _bot is not null && _bot.Now != default;

    /// <summary>From now on the market waits for this clock.</summary>
    public void Follow(MarketClock bot)
    {
        _bot = bot;
        bot.Moved += OnMoved;
        OnMoved();
    }

    public async ValueTask WaitAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        _begin ??= time;
        while (true)
        {
            Task moved = Volatile.Read(ref _moved).Task;
            if (!IsBehind(time))
                return;

            // A bot that follows may have missed the quotes that were told before it listened.
            Task bounded = _bot is not null ? moved.WaitAsync(Patience, cancellationToken) : moved.WaitAsync(cancellationToken);
            try
            {
                await bounded;
            }
            catch (TimeoutException)
            {
                return;
            }
        }
    }

    private static TaskCompletionSource Next() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void OnMoved() => Interlocked.Exchange(ref _moved, Next()).SetResult();

    private bool IsBehind(DateTimeOffset time) => (HasBegun ? _bot!.Now : _begin) < time - Lead;
}
