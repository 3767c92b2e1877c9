namespace TradingBot.Gateway;

/// <summary>The names under which the gateway has our orders. They are unique in an account for ever, and the bot counts its own from 1 in every run: so each run has a prefix.</summary>
public sealed class GatewayTags
{
    private readonly string _prefix = $"{Guid.NewGuid():N}"[..8] + "-";

    /// <summary>The gateway's name of an order that the bot calls <paramref name="tag"/>.</summary>
    public string Of(string tag) => _prefix + tag;

    /// <summary>The bot's name of an order; null if it is not an order of this run.</summary>
    public string? TagOf(string? customTag)
        => customTag?.StartsWith(_prefix, StringComparison.Ordinal) == true ? customTag[_prefix.Length..] : null;
}
