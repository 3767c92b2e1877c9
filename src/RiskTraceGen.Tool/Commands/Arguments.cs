using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace RiskTraceGen.Tool.Commands;

/// <summary>What several commands are given.</summary>
internal static class Arguments
{
    /// <summary>The journal.</summary>
    public static Argument<string> Directory() => new("DIR") { Description = "The directory of the journal: RiskTracerOptions.JournalDirectory." };

    /// <summary>Whether to write JSON.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Write JSON, an object a line, for scripts." };

    /// <summary>One flow, as its number or as it is shown.</summary>
    public static Argument<long> Flow() => new("FLOW")
    {
        Description = "The number of a flow: 17 or Flow-17.",
        CustomParser = result => Parse<long>(result, TryFlow, "the number of a flow such as 17 or Flow-17"),
    };

    /// <summary>A text to look for or to find something by.</summary>
    public static Option<string?> Text(string name, string helpName, string description)
    {
        Option<string?> option = new(name) { Description = description, HelpName = helpName };
        option.Validators.Add(NotEmpty);
        return option;
    }

    /// <summary>A number of things.</summary>
    public static Option<int> Count(string name, string alias, int most, int unsaid, string description) => new(name, alias)
    {
        Description = description,
        HelpName = "COUNT",
        DefaultValueFactory = _ => unsaid,
        CustomParser = result => Parse<int>(
            result,
            (string text, out int count) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count <= most,
            $"a number from 0 to {most}"),
    };

    /// <summary>A moment.</summary>
    public static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result => Parse<DateTimeOffset?>(result, TryTime, "a time such as 2026-01-31T14:30:00 (UTC) or 2026-01-31T14:30:00+01:00"),
    };

    /// <summary>A length of time.</summary>
    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DURATION",
        CustomParser = result => Parse<TimeSpan?>(result, TryDuration, "a duration such as 250us, 5ms, 1.5s or 2m"),
    };

    /// <summary>Refuses everything but some words.</summary>
    public static Action<OptionResult> OneOf(params string[] words) => result =>
    {
        if (result.Tokens is [var word, ..] && !words.Contains(word.Value))
            result.AddError($"{result.Option.Name} expects {string.Join(", ", words[..^1])} or {words[^1]}, not '{word.Value}'.");
    };

    /// <summary>Refuses the empty text, which is in everything and names nothing: a variable of a script that was not set.</summary>
    public static void NotEmpty(SymbolResult result)
    {
        if (result.Tokens is [{ Value: "" }])
            result.AddError($"{NameOf(result)} expects a text, not an empty one.");
    }

    private delegate bool Parser<T>(string text, out T value);

    private static T? Parse<T>(ArgumentResult result, Parser<T> parser, string expected)
    {
        string text = result.Tokens[0].Value;
        if (parser(text, out T value))
            return value;

        result.AddError($"{NameOf(result)} expects {expected}, not '{text}'.");
        return default;
    }

    private static string NameOf(SymbolResult result) => result switch
    {
        OptionResult option => option.Option.Name,
        { Parent: OptionResult option } => option.Option.Name,
        ArgumentResult argument => argument.Argument.Name,
        _ => "",
    };

    private static bool TryFlow(string text, out long flow)
    {
        const string Prefix = "Flow-";
        string number = text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text[Prefix.Length..] : text;
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out flow) && flow > 0;
    }

    private static bool TryTime(string text, out DateTimeOffset? time)
    {
        // A day and month in the wrong order would be read without complaint: only the international order is taken.
        bool isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset parsed)
            && text.Length >= 10 && text[4] == '-' && text[7] == '-';
        time = parsed;
        return isTime;
    }

    private static bool TryDuration(string text, out TimeSpan? duration)
    {
        duration = null;
        foreach ((string unit, double ticks) in ((string, double)[])[("us", 10), ("µs", 10), ("ms", 1e4), ("s", 1e7), ("m", 6e8), ("h", 3.6e10)])
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal)
                || !double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)
                || count * ticks >= long.MaxValue)
                continue;

            duration = new TimeSpan((long)(count * ticks));
            return true;
        }

        return false;
    }
}
