using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Configuration;

namespace TradingBot.Configuration;

/// <summary>
/// Holds what is written against the types that it is read into: the names have to be theirs, and the values such
/// as can be read in one way only. What it throws says which key, where, and what is expected.
/// </summary>
internal readonly struct WrittenSettings(IConfiguration configuration)
{
    /// <summary>Checks a section and all that is in it.</summary>
    /// <exception cref="InvalidSettingException">A key is unknown, or a value is not of its kind.</exception>
    public void Check(IConfigurationSection section, JsonTypeInfo shape)
    {
        // The binding passes over what is said of a section itself.
        if (section.Value is { } value && (value.Length > 0 || (shape.Kind == JsonTypeInfoKind.Object && section.GetChildren().Any())))
            throw NoValue(section, value, shape);
        foreach (IConfigurationSection child in section.GetChildren())
            Check(child, shape.Kind == JsonTypeInfoKind.Object ? TypeOf(child, shape) : ElementOf(child, shape));
    }

    private void Check(IConfigurationSection setting, Type type)
    {
        JsonTypeInfo shape = SettingShapes.Default.GetTypeInfo(type)!;
        if (shape.Kind != JsonTypeInfoKind.None)
            Check(setting, shape);
        else if (setting.GetChildren().FirstOrDefault() is { } inner)
            throw Unknown(inner, $"{setting.Path} is a single value");
        else if (setting.Value is { Length: > 0 } value && !IsOf(type, value, out string expected))
            throw new InvalidSettingException($"{SettingOrigin.Named(configuration, setting.Path)} is '{value}'; expected {expected}.");
    }

    private Type TypeOf(IConfigurationSection setting, JsonTypeInfo section)
    {
        JsonPropertyInfo? property = section.Properties.FirstOrDefault(property => property.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase));
        if (property is not null)
            return property.PropertyType;

        string[] names = [.. section.Properties.Select(property => property.Name)];
        string parent = setting.Path[..^(setting.Key.Length + 1)];
        throw Unknown(
            setting, $"{(NearestName.Of(setting.Key, names) is { } meant ? $"did you mean {parent}:{meant}? " : "")}{parent} has {string.Join(", ", names)}");
    }

    private Type ElementOf(IConfigurationSection setting, JsonTypeInfo collection)
    {
        if (collection.KeyType == typeof(int))
            CheckNumber(setting);
        return collection.ElementType!;
    }

    // 01500 beside 1500 would be two entries for one, and which of them holds is nobody's to say.
    private void CheckNumber(IConfigurationSection setting)
    {
        if (!IsOf(typeof(int), setting.Key, out string expected))
            throw Unknown(setting, $"the key '{setting.Key}' should be {expected}");

        string plain = int.Parse(setting.Key, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        if (plain != setting.Key)
            throw Unknown(setting, $"the key '{setting.Key}' should be written {plain}");
    }

    private InvalidSettingException NoValue(IConfigurationSection section, string value, JsonTypeInfo shape)
    {
        string inner = section.GetChildren().FirstOrDefault()?.Key
            ?? (shape.Kind == JsonTypeInfoKind.Object ? shape.Properties[0].Name : shape.KeyType == typeof(string) ? "NAME" : "0");
        string example = shape.Kind == JsonTypeInfoKind.Enumerable ? "[ ... ]" : $"{{ \"{inner}\": ... }}";
        return new($"{SettingOrigin.Named(configuration, section.Path)} is '{value}', but it is a section; set what is in it, such as {section.Path}:{inner}. In a file: \"{section.Key}\": {example}.");
    }

    private InvalidSettingException Unknown(IConfigurationSection setting, string why)
        => new($"{SettingOrigin.Named(configuration, setting.Path)} is no setting; {why}.");

    private static bool IsOf(Type type, string value, out string expected)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        expected = ExpectedValue.Of(type);
        return type switch
        {
            { IsEnum: true } => Written.IsChoice(type, value),
            _ when type == typeof(int) => int.TryParse(value, NumberStyles.Integer, invariant, out _),
            _ when type == typeof(decimal) => decimal.TryParse(value, NumberStyles.Float, invariant, out _),
            _ when type == typeof(DateOnly) => Written.IsDate(value),
            _ when type == typeof(TimeOnly) => TimeOnly.TryParse(value, invariant, out _),
            _ when type == typeof(DateTimeOffset) => Written.IsMoment(value, out _),
            _ => true,
        };
    }
}
