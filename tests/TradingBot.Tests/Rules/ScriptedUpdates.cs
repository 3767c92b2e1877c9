using System.Diagnostics.CodeAnalysis;
using TradingBot.Broker;
using TradingBot.Domain;

namespace TradingBot.Tests.Rules;

/// <summary>Looks at the broker are made when the test says so, and find nothing.</summary>
internal sealed class ScriptedUpdates : IOrderUpdates
{
    public long Looks { get; set; }

    public TimeProvider? LimitClock { get; set; }

    /// <summary>How often the books were doubted.</summary>
    public int Doubts { get; private set; }

    public void LookAgain() => Doubts++;

    public ValueTask CatchUpAsync(FuturesContract? contract, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask PassSilenceAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public bool TryTake([NotNullWhen(true)] out OrderUpdate? update)
    {
        update = null;
        return false;
    }
}
