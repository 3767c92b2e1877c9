namespace TradingBot.Configuration;

/// <summary>What a value has to be, in words for whoever writes it.</summary>
internal static class ExpectedValue
{
    /// <summary>A value of a type.</summary>
    public static string Of(Type type) => type switch
    {
        { IsEnum: true } => string.Join(" or ", Enum.GetNames(type)),
        _ when type == typeof(int) => "a whole number",
        _ when type == typeof(decimal) => "a number",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(DateOnly) => "a date such as 2025-12-25",
        _ when type == typeof(TimeOnly) => "a time such as 08:30",
        _ when type == typeof(DateTimeOffset) => "a date and a time with the offset from UTC, such as 2025-12-10T19:00:00Z or 2025-12-10T13:00:00-06:00",
        _ => "a text",
    };
}
