using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace TradingBot.Configuration;

/// <summary>Where a setting was written.</summary>
internal static class SettingOrigin
{
    /// <summary>The key with the place in brackets, where that is known: a file, or a variable of the environment.</summary>
    public static string Named(IConfiguration configuration, string key)
        => PlaceOf(configuration, key) is { } place ? $"{key} ({place})" : key;

    /// <summary>A file, or a variable of the environment; null if nobody knows.</summary>
    public static string? PlaceOf(IConfiguration configuration, string key)
        => Of((configuration as IConfigurationRoot)?.Providers.LastOrDefault(provider => Has(provider, key)), key);

    /// <summary>The variable of the environment that sets a key.</summary>
    public static string VariableOf(string key) => key.Replace(":", "__", StringComparison.Ordinal);

    private static bool Has(IConfigurationProvider provider, string key) => provider.TryGet(key, out _) || provider.GetChildKeys([], key).Any();

    /// <summary>The key, or where it is that of a section the first one in it that has a value.</summary>
    private static string FirstIn(IConfigurationProvider provider, string key)
        => provider.TryGet(key, out _) ? key : FirstIn(provider, $"{key}:{provider.GetChildKeys([], key).First()}");

    private static string? Of(IConfigurationProvider? provider, string key) => provider switch
    {
        FileConfigurationProvider file => file.Source.Path,
        PlacedSettings placed => placed.PlaceOf(key),
        EnvironmentVariablesConfigurationProvider variables => $"environment variable {VariableOf(FirstIn(variables, key))}",
        _ => null,
    };
}
