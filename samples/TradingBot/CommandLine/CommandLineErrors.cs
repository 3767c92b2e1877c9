using System.CommandLine;
using System.CommandLine.Parsing;
using TradingBot.Configuration;

namespace TradingBot.CommandLine;

/// <summary>What is wrong with a command line, in words: each says which option, and what is understood.</summary>
public static class CommandLineErrors
{
    /// <summary>A line for each mistake.</summary>
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        string[] options = [.. parsed.CommandResult.Command.Options.Select(option => option.Name)];
        return parsed.UnmatchedTokens.Select(token => Unknown(token, options))
            .Concat(parsed.Errors.Where(error => !parsed.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal)))
                .Select(Words))
            .Distinct();
    }

    private static string Unknown(string token, string[] options)
        => token.StartsWith('-')
            ? $"There is no option {token}{(NearestName.Of(token, options) is { } meant ? $"; did you mean {meant}?" : ".")}"
            : $"'{token}' belongs to no option.";

    private static string Words(ParseError error)
        => error.SymbolResult is OptionResult { Option: { Arity.MinimumNumberOfValues: > 0 } option, Tokens.Count: 0 }
            ? $"{option.Name} expects {option.HelpName?.TrimEnd('.') ?? "a value"}."
            : error.Message;
}
