using System.Globalization;

namespace TradingBot.Domain;

/// <summary>The month in which a contract expires.</summary>
public readonly record struct DeliveryMonth(int Year, int Month)
{
    /// <summary>The exchange's month letters, January to December.</summary>
    private const string Letters = "FGHJKMNQUVXZ";

    /// <summary>Letter and year as contract ids write them: <c>Z25</c> is December 2025.</summary>
    public string Code => $"{Letters[Month - 1]}{(Year % 100).ToString("00", CultureInfo.InvariantCulture)}";

    /// <inheritdoc/>
    public override string ToString() => $"{Year:0000}-{Month:00}";
}
