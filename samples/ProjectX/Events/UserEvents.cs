using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ProjectX;

/// <summary>Reads the events of the user hub, which come bare, wrapped as <c>{"action", "data"}</c>, or as lists of either.</summary>
public static class UserEvents
{
    /// <summary>What is in a payload; an entry that cannot be read is null, and says no more than that something happened.</summary>
    /// <param name="payload">The argument of the event.</param>
    /// <param name="type">What it is about.</param>
    public static IReadOnlyList<UserEvent<T>> Read<T>(JsonElement payload, JsonTypeInfo<T> type)
        where T : class
    {
        if (payload.ValueKind == JsonValueKind.Array)
            return [.. payload.EnumerateArray().SelectMany(element => Read(element, type))];
        if (payload.ValueKind != JsonValueKind.Object || !payload.TryGetProperty("data", out JsonElement data))
            return [new UserEvent<T>(Action: null, ReadOne(payload, type))];

        EventAction? action = payload.TryGetProperty("action", out JsonElement value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out int number)
            ? (EventAction)number : null;
        return [.. Read(data, type).Select(inner => inner with { Action = inner.Action ?? action })];
    }

    private static T? ReadOne<T>(JsonElement element, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return element.Deserialize(type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Something happened to an account, an order, a position or a trade.</summary>
/// <param name="Action">What, where the gateway says it.</param>
/// <param name="Data">To what; null if it could not be read.</param>
public readonly record struct UserEvent<T>(EventAction? Action, T? Data)
    where T : class;
