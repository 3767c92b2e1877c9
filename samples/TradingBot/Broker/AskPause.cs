namespace TradingBot.Broker;

/// <summary>
/// A broker that was asked, or could not be, is left alone for a while: its limit of calls is for orders. The
/// while is one of its own clock; a simulated market may run much faster.
/// </summary>
/// <param name="time">The clock of the broker's limit of calls; null if it has none, and may always be asked.</param>
internal sealed class AskPause(TimeProvider? time)
{
    private long? _since;

    /// <summary>How long it is left alone; a second by default.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether it is left alone.</summary>
    public bool IsOn => _since is { } since && time?.GetElapsedTime(since) < Length;

    /// <summary>It was asked, or could not be.</summary>
    public void Begin() => _since = time?.GetTimestamp();

    /// <summary>The pause between two rounds of questions that nothing but the time asks for.</summary>
    /// <param name="time">The clock of the broker's limit of calls; null if it has none.</param>
    public static AskPause BetweenRounds(TimeProvider? time) => new(time) { Length = TimeSpan.FromSeconds(5) };
}
