namespace TradingBot.Gateway;

/// <summary>A gateway that could not be asked is left alone for a while: prices come by the hundred, and its limit is for orders.</summary>
internal sealed class AskPause(TimeProvider time)
{
    private long? _since;

    /// <summary>How long it is left alone; a second by default.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether it is left alone.</summary>
    public bool IsOn => _since is { } since && time.GetElapsedTime(since) < Length;

    /// <summary>It could not be asked.</summary>
    public void Begin() => _since = time.GetTimestamp();
}
