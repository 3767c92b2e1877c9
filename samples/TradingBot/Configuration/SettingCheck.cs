using Microsoft.Extensions.Configuration;

namespace TradingBot.Configuration;

/// <summary>Checks the settings of one section; what it throws names the key.</summary>
internal readonly struct SettingCheck(IConfiguration configuration, string section)
{
    /// <summary>The number is there and within its bounds.</summary>
    public void Between(string key, decimal value, decimal min, decimal max)
    {
        string path = $"{section}:{key}";
        if (configuration[path] is null)
            throw new InvalidSettingException($"{path} is missing; expected a number from {min} to {max}.");
        if (value < min || value > max)
            throw new InvalidSettingException($"{path} is {value}; expected a number from {min} to {max}.");
    }

    /// <summary>The name is there.</summary>
    public void NotEmpty(string key, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
            throw new InvalidSettingException($"{section}:{key} is missing; expected a name.");
    }

    /// <summary>The choice is made.</summary>
    public void OneOf<T>(string key)
        where T : struct, Enum
    {
        string path = $"{section}:{key}";
        if (configuration[path] is null)
            throw new InvalidSettingException($"{path} is missing; expected {string.Join(" or ", Enum.GetNames<T>())}.");
    }

    /// <summary>The list is not empty, and each of its numbers is within its bounds.</summary>
    public void EachBetween<TKey>(string key, IReadOnlyDictionary<TKey, decimal> values, decimal min, decimal max)
        where TKey : notnull
    {
        if (values.Count == 0)
            throw new InvalidSettingException($"{section}:{key} is missing; expected at least one number from {min} to {max}.");
        foreach ((TKey name, decimal value) in values)
            Between($"{key}:{name}", value, min, max);
    }

    /// <summary>What is said of <paramref name="key"/> is not so.</summary>
    public void That(bool holds, string key, string expected)
    {
        if (!holds)
            throw new InvalidSettingException($"{section}:{key} {expected}");
    }
}
