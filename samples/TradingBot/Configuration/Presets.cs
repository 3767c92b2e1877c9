using Microsoft.Extensions.Configuration;

namespace TradingBot.Configuration;

/// <summary>Limits by the size of the account, from presets.json beside the program.</summary>
internal static class Presets
{
    private const string Key = "Limits:Preset";
    private const string FileName = "presets.json";

    /// <summary>The settings over the preset that they name.</summary>
    /// <exception cref="InvalidSettingException">They name none, or one that does not exist.</exception>
    public static IConfiguration Under(IConfiguration configuration)
    {
        IConfiguration presets = Read();
        string expected = string.Join(", ", presets.GetChildren().Select(preset => preset.Key));
        if (configuration[Key] is not { } name)
            throw new InvalidSettingException(
                $"{SettingOrigin.Named(configuration, Key)} is {(configuration.GetSection(Key).GetChildren().Any() ? "a single value" : "missing")}; expected one of {expected}.");
        if (presets.GetChildren().FirstOrDefault(preset => preset.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } preset)
            throw new InvalidSettingException($"{SettingOrigin.Named(configuration, Key)} is '{name}'; expected one of {expected}.");

        // Not chained: a chain takes what is empty for what is not there.
        return new ConfigurationBuilder()
            .Add(new PlacedSettings(preset.AsEnumerable(makePathsRelative: true), static _ => FileName))
            .Add(new PlacedSettings(configuration.AsEnumerable().Where(setting => setting.Value is not null), key => SettingOrigin.PlaceOf(configuration, key)))
            .Build();
    }

    private static IConfigurationRoot Read()
    {
        try
        {
            return new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile(FileName).Build();
        }
        catch (InvalidDataException exception)
        {
            throw UnreadableSettings.Of(exception);
        }
        catch (IOException exception)
        {
            throw new InvalidSettingException($"{FileName}: {exception.Message}", exception);
        }
    }
}
