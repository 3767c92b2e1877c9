using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using RiskTraceGen;
using TradingBot.Hosting;
using TradingBot.Simulation;

namespace TradingBot.CommandLine;

/// <summary>The command line: what can be asked for, and what is refused.</summary>
public static class BotCommand
{
    private const string About = """
        Trades one day on paper, watched by 32 risk rules, and shows where every breach went.

        Without options the day is simulated: one seed, one market. With --replay it is recorded, with --gateway it is whatever the gateway's market does.
        On a terminal the line at the bottom shows how the run stands, unless the bot is to be quiet.
        Exit codes: 0 the day was traded to its end, 1 the bot failed, its trace does not account for chaos or its output could not be written, 2 the command line, a setting or a file is not usable, 3 the gateway is not there, refuses the key or has gone away, 128 and its number stopped by a signal: 130 Ctrl+C, 143 a request to terminate, 129 the terminal was closed. A second Ctrl+C does not wait for what the end of a run takes.
        Limits are in appsettings.json beside the program; environment variables such as Limits__DailyTotalLoss__Limit come before it.
        """;

    private const int MaxEvents = 10_000_000;

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "What the simulated market and the travel times of orders are drawn from.",
        CustomParser = result => ParseSeed(result, "--seed") ?? 0,
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Events = new("--events")
    {
        Description = "How many price updates the simulated day has.",
        CustomParser = ParseEvents,
        DefaultValueFactory = _ => MarketSimulator.DefaultEvents,
    };

    private static readonly Option<string[]> Replay = new("--replay")
    {
        Description = "Files to replay, in LEAN's futures format: zip or csv of minute trades, minute quotes or tick trades. Several are merged by time.",
        HelpName = "PATH...",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> SkipBadLines = new("--skip-bad-lines") { Description = "Count bad lines of a replay and go on." };

    private static readonly Dictionary<string, TraceLevel> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["quiet"] = TraceLevel.Quiet,
        ["breaches"] = TraceLevel.Breaches,
        ["all"] = TraceLevel.All,
    };

    private static readonly Option<string> Level = new("--level")
    {
        Description = "Which flows are printed: none, those in which something breached or failed, or all.",
        HelpName = "quiet|breaches|all",
        CustomParser = ParseLevel,
        DefaultValueFactory = _ => "breaches",
    };

    private static readonly Option<bool> Verbose = new("--verbose") { Description = "The same as --level all." };

    private static readonly Option<bool> Quiet = new("--quiet") { Description = "The same as --level quiet: the summary alone." };

    private static readonly Option<string?> JournalDirectory = new("--journal")
    {
        Description = "Keep the trace in this directory, where it survives the bot. Each run goes on where the last one ended.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Log = new("--log")
    {
        Description = "Write every flow that has ended to this file, one line of JSON each, whatever is printed. What is in the file stays.",
        HelpName = "FILE",
    };

    private static readonly Option<int?> Chaos = new("--chaos")
    {
        Description = "Let broker calls fail by faults drawn from this seed, and account for each of them in the summary. The same seeds give the same faults and the same trades; only latencies differ.",
        HelpName = "SEED",
        CustomParser = result => ParseSeed(result, "--chaos"),
    };

    private static readonly Option<Uri?> Gateway = new("--gateway")
    {
        Description = "Trade at a gateway that speaks the ProjectX protocol, such as samples/GatewaySimulator at http://127.0.0.1:5055. The section Gateway of appsettings.json says as whom; keys belong into the environment: Gateway__UserName, Gateway__ApiKey.",
        HelpName = "ADDRESS",
        CustomParser = ParseGateway,
    };

    private static readonly Option<string?> State = new("--state")
    {
        Description = "Keep locks and disables of trading in this directory, and at a gateway what rules decided to close, the day's result and the high-water mark: there they survive the bot.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Enable = new("--enable")
    {
        Description = "Trade on after rules have disabled the account; your name goes on record. Needs --state.",
        HelpName = "NAME",
    };

    private static readonly Option<string?> Disable = new("--disable")
    {
        Description = "Pull the kill switch before the first price: everything is closed, and nothing opens until somebody enables the account.",
        HelpName = "NAME",
    };

    private static readonly Option<bool> ListRules = new("--list-rules")
    {
        Description = "List the rules, their version, a hash of their limits, what wakes them and where they are, and end."
    };

    /// <summary>Does what the arguments ask for and returns the exit code.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="cancellationToken">Stops the bot early, but cleanly.</param>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        ParseResult parsed = Root().Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (string message in CommandLineErrors.Of(parsed))
                await Console.Error.WriteLineAsync(message);
            await Console.Error.WriteLineAsync("See --help for what is understood.");
            return ExitCode.BadInput;
        }

        // Who calls listens to Ctrl+C; two listeners would race for it.
        return await parsed.InvokeAsync(
            new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false }, cancellationToken);
    }

    private static RootCommand Root()
    {
        var root = new RootCommand(About);
        foreach (Option option in (Option[])
        [
            Seed, Events, Replay, SkipBadLines, Level, Verbose, Quiet, JournalDirectory, Log, Chaos, Gateway, State, Enable, Disable, ListRules
        ])
            root.Add(option);
        Command paths = PathsCommand.Create();
        paths.Validators.Add(result => RefuseOthers(result, paths.Name, (CommandResult)result.Parent!));
        root.Add(paths);

        root.Validators.Add(result =>
        {
            if (result.GetResult(ListRules) is { Implicit: false })
                RefuseOthers(result, ListRules.Name, result);
            if (result.GetResult(Replay)?.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)) == true)
                result.AddError("--replay expects the path of a zip or csv file; one that was given is empty.");
            if (result.GetResult(Replay) is not null && result.GetResult(Events) is { Implicit: false })
                result.AddError("--events is of the simulated market; a replay has the events that are in its files.");
            if (result.GetResult(Replay) is null && result.GetResult(SkipBadLines) is { Implicit: false })
                result.AddError("--skip-bad-lines needs --replay: the simulated market has no lines.");
            if (result.GetResult(JournalDirectory) is { } journal && journal.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
                result.AddError("--journal expects the path of a directory; the one that was given is empty.");
            if (result.GetResult(Log) is { } log && log.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
                result.AddError("--log expects the path of a file; the one that was given is empty.");
            if (result.GetResult(Gateway) is not null)
            {
                foreach (Option option in ((Option[])[Seed, Events, Replay, Chaos]).Where(option => result.GetResult(option) is { Implicit: false }))
                    result.AddError($"{option.Name} is of the paper market; a gateway has a market and faults of its own.");
            }

            foreach ((Option<string?> option, string expected) in ((Option<string?>, string)[])
            [
                (State, "the path of a directory"),
                (Enable, "a name"),
                (Disable, "a name")
            ])
            {
                if (result.GetResult(option) is { } given && given.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
                    result.AddError($"{option.Name} expects {expected}; the one that was given is empty.");
            }

            if (result.GetResult(Enable) is not null && result.GetResult(State) is null)
                result.AddError("--enable needs --state: without it nothing of an earlier run is in force.");
            if (((Option[])[Level, Verbose, Quiet]).Count(option => result.GetResult(option) is { Implicit: false }) > 1)
                result.AddError("--level, --verbose and --quiet say the same thing; give one of them.");
        });
        root.SetAction((parsed, cancellationToken)
            => parsed.GetValue(ListRules) ? RuleList.PrintAsync() : BotProgram.RunAsync(OptionsOf(parsed), cancellationToken));
        return root;
    }

    /// <summary>What only lists something and ends takes no options of a run.</summary>
    private static void RefuseOthers(CommandResult result, string what, CommandResult run)
    {
        foreach (OptionResult other in run.Children.OfType<OptionResult>().Where(other => !other.Implicit && other.Option.Name != what))
            result.AddError($"{other.Option.Name} is of a run; {what} only prints something.");
    }

    private static BotOptions OptionsOf(ParseResult parsed) => new(
        parsed.GetValue(Seed),
        parsed.GetValue(Events),
        parsed.GetValue(Replay) ?? [],
        parsed.GetValue(SkipBadLines),
        parsed.GetValue(Quiet) ? TraceLevel.Quiet : parsed.GetValue(Verbose) ? TraceLevel.All : Levels[parsed.GetValue(Level)!],
        parsed.GetValue(JournalDirectory),
        parsed.GetValue(Log),
        parsed.GetValue(Chaos),
        parsed.GetValue(Gateway),
        parsed.GetValue(State),
        parsed.GetValue(Enable),
        parsed.GetValue(Disable));

    private static int ParseEvents(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int events) && events is >= 1 and <= MaxEvents)
            return events;
        result.AddError($"--events expects a number from 1 to {MaxEvents}, not '{text}'.");
        return default;
    }

    private static int? ParseSeed(ArgumentResult result, string option)
    {
        string text = result.Tokens[0].Value;
        // Random takes a seed and its negative for the same one.
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seed))
            return seed;
        result.AddError($"{option} expects a number from 0 to {int.MaxValue} as its seed, not '{text}'.");
        return null;
    }

    private static Uri? ParseGateway(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        bool isAddress = Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is ("http" or "https");
        if (isAddress && address is { UserInfo: "", PathAndQuery: "/", Fragment: "" })
            return address;

        // What is beside the host may be a secret, and is not printed.
        bool isPlain = !text.Contains('@', StringComparison.Ordinal) && !text.Contains('?', StringComparison.Ordinal);
        result.AddError(isAddress
            ? $"--gateway expects an address with nothing before or after host and port, such as {address!.Scheme}://{address.Authority}; Gateway__UserName says who logs in, and Gateway:Hubs where the hubs are, if not there."
            : $"--gateway expects an http or https address{(isPlain ? $", not '{text}'" : "")}.");
        return null;
    }

    private static string ParseLevel(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Levels.ContainsKey(text))
            return text;
        result.AddError($"--level expects quiet, breaches or all, not '{text}'.");
        return "";
    }
}
