using Microsoft.Extensions.Configuration;

namespace TradingBot.Configuration;

/// <summary>Checks the settings of one section; what it throws names the key, and where it was written or could be.</summary>
/// <param name="configuration">The settings over their preset.</param>
/// <param name="section">The section.</param>
internal readonly struct SettingCheck(IConfiguration configuration, string section)
{
    /// <summary>The number is there and within its bounds.</summary>
    public void Between(string key, decimal value, decimal min, decimal max)
    {
        if (configuration[$"{section}:{key}"] is null)
            throw Missing(key, $"a number from {min} to {max}");
        if (value < min || value > max)
            throw new InvalidSettingException($"{Named(key)} is {value}; expected a number from {min} to {max}.");
    }

    /// <summary>The name is there.</summary>
    public void NotEmpty(string key, string value, string expected = "a name")
    {
        if (!string.IsNullOrWhiteSpace(value))
            return;
        throw configuration[$"{section}:{key}"] is null
            ? Missing(key, expected)
            : new InvalidSettingException($"{Named(key)} is empty; expected {expected}.");
    }

    /// <summary>The list names something.</summary>
    public void NotEmpty(string key, IReadOnlyCollection<string> values, string expected)
    {
        if (values.Count > 0)
            return;
        string variable = SettingOrigin.VariableOf($"{section}:{key}");
        throw new InvalidSettingException(
            $"{Named(key)} {(configuration.GetSection($"{section}:{key}").GetChildren().Any() ? "is empty" : "is missing")}; expected {expected}, in appsettings.json or as environment variables {variable}__0, {variable}__1.");
    }

    /// <summary>The choice is made.</summary>
    public void OneOf<T>(string key)
        where T : struct, Enum
    {
        if (configuration[$"{section}:{key}"] is null)
            throw Missing(key, string.Join(" or ", Enum.GetNames<T>()));
    }

    /// <summary>The list is not empty, and each of its numbers is within its bounds.</summary>
    public void EachBetween<TKey>(string key, IReadOnlyDictionary<TKey, decimal> values, decimal min, decimal max)
        where TKey : notnull
    {
        if (values.Count == 0)
            throw Missing(key, $"at least one number from {min} to {max}");
        foreach ((TKey name, decimal value) in values)
            Between($"{key}:{name}", value, min, max);
    }

    /// <summary>What is said of <paramref name="key"/> is not so.</summary>
    public void That(bool holds, string key, string expected)
    {
        if (!holds)
            throw new InvalidSettingException($"{Named(key)} {expected}");
    }

    private string Named(string key) => SettingOrigin.Named(configuration, $"{section}:{key}");

    private InvalidSettingException Missing(string key, string expected)
        => new($"{Named(key)} is missing; expected {expected}, in appsettings.json or as environment variable {SettingOrigin.VariableOf($"{section}:{key}")}.");
}
