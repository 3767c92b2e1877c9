using GatewaySimulator.Hosting;
using TradingBot.Market;

namespace GatewaySimulator.Tests.EndToEnd;

/// <summary>
/// Lets the market run ahead of the bot by a minute of its own time and no more: so a day passes as fast as the machine can, and orders still reach the market they were meant
/// for. While the bot hears nothing, because its connection is down, the market goes on slowly.
/// </summary>
internal sealed class Lockstep : IMarketPace
{
    private const int MostWaits = 400;

    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _begin;

    /// <summary>The bot's clock; null before there is one.</summary>
    public MarketClock? Bot { get; set; }

    private bool HasBegun => Bot is not null && Bot.Now != default;

    public async ValueTask WaitAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        _begin ??= time;
        for (int waits = 0; IsBehind(time) && (waits < MostWaits || !HasBegun); waits++)
            await Task.Delay(1, cancellationToken);
    }

    private bool IsBehind(DateTimeOffset time) => (HasBegun ? Bot!.Now : _begin) < time - Lead;
}
