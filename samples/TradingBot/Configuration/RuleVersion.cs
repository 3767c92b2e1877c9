using System.Reflection;

namespace TradingBot.Configuration;

/// <summary>
/// The version of the rules: they are compiled into the bot, so it is that of the program, with the commit it was built from where that is known.
/// </summary>
internal static class RuleVersion
{
    private const int CommitDigits = 8;

    /// <summary>Such as <c>0.1.0+681b68c2</c>.</summary>
    public static string Current { get; } = Short(
        typeof(RuleVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);

    private static string Short(string version)
        => version.IndexOf('+', StringComparison.Ordinal) is var plus and >= 0 && version.Length > plus + 1 + CommitDigits
            ? version[..(plus + 1 + CommitDigits)]
            : version;
}
