using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace TradingBot.Configuration;

/// <summary>A hash of each rule's limits: with it a decision can be shown to have been made with these limits and no others.</summary>
internal static class LimitHashes
{
    /// <summary>The hashes by the name of the rule.</summary>
    public static IReadOnlyDictionary<string, string> Of(IConfiguration settings)
        => RiskTracing.Module.Rules.Select(rule => rule.Name)
            .Distinct()
            .ToDictionary(rule => rule, rule => HashOf(settings.GetSection($"Limits:{SectionOf(rule)}")));

    /// <summary>The section of a rule has its name: <c>max_order_size</c> finds its limits in <c>MaxOrderSize</c>.</summary>
    internal static string SectionOf(string rule) => string.Concat(rule.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static string HashOf(IConfigurationSection limits)
    {
        // As they were written, in an order that does not depend on where: 5 and 5.0 are two texts.
        IEnumerable<string> lines = limits.AsEnumerable(makePathsRelative: true)
            .Where(pair => pair.Value is not null)
            .OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .Select(pair => $"{pair.Key.ToUpperInvariant()}={pair.Value}");
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }
}
