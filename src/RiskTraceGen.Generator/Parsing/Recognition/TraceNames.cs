using System.Text;

namespace RiskTraceGen.Parsing;

/// <summary>The names that members and types have in traces.</summary>
internal static class TraceNames
{
    /// <summary><c>orderId</c> is recorded as <c>order_id</c>.</summary>
    public static string Snake(string name)
    {
        var snake = new StringBuilder(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            bool startsWord = char.IsUpper(name[i])
                && i > 0
                && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString().Trim('_') is { Length: > 0 } text ? text : name;
    }

    /// <summary><c>PositionUpdated</c> is traced as <c>POSITION_UPDATED</c>.</summary>
    public static string Event(string name) => Snake(name).ToUpperInvariant();

    /// <summary><c>SubmitOrderAsync</c> is traced as <c>submit_order</c>.</summary>
    public static string Call(string member) => Snake(WithoutAsync(member));

    public static string WithoutAsync(string member)
        => member.Length > 5 && member.EndsWith("Async", StringComparison.Ordinal) ? member.Substring(0, member.Length - 5) : member;
}
