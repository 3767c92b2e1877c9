using Microsoft.Extensions.Configuration;

namespace TradingBot.Configuration;

/// <summary>Settings that remember where each was written.</summary>
internal sealed class PlacedSettings : ConfigurationProvider, IConfigurationSource
{
    private readonly Func<string, string?> _placeOf;

    /// <param name="settings">The settings.</param>
    /// <param name="placeOf">Where a key was written; null if nobody knows.</param>
    public PlacedSettings(IEnumerable<KeyValuePair<string, string?>> settings, Func<string, string?> placeOf)
    {
        _placeOf = placeOf;
        foreach ((string key, string? value) in settings)
            Set(key, value);
    }

    /// <summary>Where a key was written; null if nobody knows.</summary>
    public string? PlaceOf(string key) => _placeOf(key);

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;
}
