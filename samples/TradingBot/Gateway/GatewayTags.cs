using System.Text.RegularExpressions;

namespace TradingBot.Gateway;

/// <summary>
/// The names under which the gateway has our orders. They are unique in an account for ever, and the bot counts
/// its own from 1 in every run: so each run has a prefix.
/// </summary>
public sealed partial class GatewayTags
{
    private readonly string _prefix = $"{Guid.NewGuid():N}"[..8] + "-";

    /// <summary>The gateway's name of an order that the bot calls <paramref name="tag"/>.</summary>
    public string Of(string tag) => _prefix + tag;

    /// <summary>The bot's name of an order; null if it is not an order of this run.</summary>
    public string? TagOf(string? customTag)
        => customTag?.StartsWith(_prefix, StringComparison.Ordinal) == true ? customTag[_prefix.Length..] : null;

    /// <summary>What an order was sent for, by this run or an earlier one; null if the bot did not send it.</summary>
    public static string? PurposeOf(string? customTag)
        => customTag is not null && OwnTag().Match(customTag) is { Success: true } own ? own.Groups["purpose"].Value : null;

    /// <summary>Whether the bot sent an order, and not in this run.</summary>
    public bool IsOfEarlierRun(string? customTag) => PurposeOf(customTag) is not null && TagOf(customTag) is null;

    [GeneratedRegex(@"^[0-9a-f]{8}-(?<purpose>[a-z]+)-[0-9]+$")]
    private static partial Regex OwnTag();
}
