using GatewaySimulator.Hosting;
using TradingBot.Market;

namespace GatewaySimulator.Tests.EndToEnd;

/// <summary>
/// Lets the market run ahead of the bot by some seconds of its own time and no more: so a day passes as fast as the machine can, and orders still reach the market they were meant
/// for. While the bot hears nothing, because its connection is down, the market goes on slowly.
/// </summary>
internal sealed class Lockstep : IMarketPace
{
    private const int MostWaits = 40;

    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(30);

    /// <summary>The bot's clock; null before there is one.</summary>
    public MarketClock? Bot { get; set; }

    public async ValueTask WaitAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        for (int waits = 0; waits < MostWaits && (Bot is null || (Bot.Now < time - Lead && Bot.Now > time.AddHours(-1))); waits++)
            await Task.Delay(1, cancellationToken);
    }
}
