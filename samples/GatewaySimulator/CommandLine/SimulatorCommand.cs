using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using GatewaySimulator.Faults;
using GatewaySimulator.Hosting;
using TradingBot.CommandLine;
using TradingBot.Market;
using TradingBot.Replay;
using TradingBot.Simulation;

namespace GatewaySimulator.CommandLine;

/// <summary>The command line: what can be asked for, and what is refused.</summary>
public static class SimulatorCommand
{
    private const int BadInput = 2;

    private const string About = """
        A gateway that speaks the ProjectX protocol, with a market, an account and an exchange of its own. It listens on 127.0.0.1 and nowhere else.

        The market begins when the first client asks for quotes, and ends with its trading day; Ctrl+C ends the simulator.
        Exit codes: 0 it was stopped, 2 the command line, a file or the port is not usable.
        """;

    private static readonly Option<int> Port = Number("--port", "The port on 127.0.0.1.", 5055, 0, 65_535);

    private static readonly Option<int> Seed = Number("--seed", "What the simulated market is drawn from.", 1, 0, int.MaxValue);

    private static readonly Option<int> Events = Number(
        "--events", "How many price updates the simulated day has.", MarketSimulator.DefaultEvents, 1, 10_000_000);

    private static readonly Option<double> Speed = new("--speed")
    {
        Description = "How many seconds of the market pass in one, from 0.001 to 1000000; 0 for as many as can be sent: for clients that only read, and the account may not trade. A client that trades needs a speed that it keeps up with, such as the default.",
        CustomParser = ParseSpeed,
        DefaultValueFactory = _ => 120,
    };

    private static readonly Option<long?> Numbers = new("--numbers")
    {
        Description = "The number after which orders and trades are counted. By default the clock decides, so that no number is that of an earlier run; give the one of that run to see the same again.",
        HelpName = "NUMBER",
        CustomParser = ParseNumbers,
    };

    private static readonly Option<string[]> Replay = new("--replay")
    {
        Description = "Files to replay instead, in LEAN's futures format, as the bot's --replay takes them.",
        HelpName = "PATH...",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<int?> Faults = new("--faults")
    {
        Description = "Let things go wrong, drawn from this seed: server errors, refusals of too many calls, lost requests, lost and late answers, pending orders, repeated and reordered events, broken connections.",
        HelpName = "SEED",
        CustomParser = result => ParseNumber(result, "--faults", 0, int.MaxValue),
    };

    private static readonly Option<int?> PartialFills = new("--partial-fills")
    {
        Description = "Let orders trade in parts, of sizes drawn from this seed: what is left of one waits for the next quote.",
        HelpName = "SEED",
        CustomParser = result => ParseNumber(result, "--partial-fills", 0, int.MaxValue),
    };

    /// <summary>Does what the arguments ask for and returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(About);
        foreach (Option option in (Option[])[Port, Seed, Events, Speed, Numbers, Replay, Faults, PartialFills])
            root.Add(option);
        root.SetAction((parsed, cancellationToken) => ServeAsync(parsed, cancellationToken));

        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

        foreach (string message in CommandLineErrors.Of(parsed))
            await Console.Error.WriteLineAsync(message);
        await Console.Error.WriteLineAsync("See --help for what is understood.");
        return BadInput;
    }

    private static async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        // Kestrel would take addresses from here; this is no server for others.
        if (Environment.GetEnvironmentVariable("ASPNETCORE_URLS") is { Length: > 0 } urls)
        {
            await Console.Error.WriteLineAsync(
                $"The simulator listens on 127.0.0.1 and nowhere else, but ASPNETCORE_URLS is {urls}; unset it, and choose a port with --port.");
            return BadInput;
        }

        var options = new SimulatorOptions
        {
            Port = parsed.GetValue(Port),
            Speed = parsed.GetValue(Speed),
            CanTrade = parsed.GetValue(Speed) > 0,
            LastNumber = parsed.GetValue(Numbers) ?? SimulatorOptions.NumberAt(TimeProvider.System.GetUtcNow()),
            Faults = parsed.GetValue(Faults) is { } seed ? new FaultPlan(seed) : null,
            PartialFills = parsed.GetValue(PartialFills),
        };
        try
        {
            await using WebApplication app = SimulatorHost.Build(options, FeedOf(parsed, cancellationToken));
            if (app.Configuration.GetSection("Kestrel:Endpoints").GetChildren().FirstOrDefault() is { } endpoint)
            {
                await Console.Error.WriteLineAsync(
                    $"The simulator listens on 127.0.0.1 and nowhere else, but {endpoint.Path} is set, as environment variable {endpoint.Path.Replace(":", "__", StringComparison.Ordinal)} or in a file; take it out, and choose a port with --port.");
                return BadInput;
            }

            await app.StartAsync(cancellationToken);
            await Console.Out.WriteLineAsync(SimulatorReport.Opening(app));
            await WaitAsync(app, cancellationToken);
            await app.StopAsync(CancellationToken.None);
            await Console.Out.WriteLineAsync(SimulatorReport.Closing(app));
            return 0;
        }
        catch (Exception exception) when (exception is ReplayInputException or IOException or TimeZoneNotFoundException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return BadInput;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    private static async Task WaitAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await using CancellationTokenRegistration stopping = cancellationToken.Register(app.Lifetime.StopApplication);
        Task stopped = app.WaitForShutdownAsync(CancellationToken.None);
        Task over = app.Services.GetRequiredService<MarketDay>().Over;
        await Task.WhenAny(over, stopped);
        if (over.IsCompletedSuccessfully)
            await Console.Out.WriteLineAsync("the market is closed, the sessions have ended; Ctrl+C ends the simulator");
        await stopped;
    }

    private static IMarketFeed FeedOf(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Replay) is not { Length: > 0 } paths)
            return new MarketSimulator(new TradingCalendar(), parsed.GetValue(Seed), parsed.GetValue(Events));

        var progress = new ReplayProgress(Console.Error);
        return new ReplayFeed(ReplaySurvey.Of(LeanInputs.Find(paths), skipBadLines: false, progress, cancellationToken), progress);
    }

    private static Option<int> Number(string name, string description, int byDefault, int min, int max) => new(name)
    {
        Description = description,
        CustomParser = result => ParseNumber(result, name, min, max) ?? 0,
        DefaultValueFactory = _ => byDefault,
    };

    private static int? ParseNumber(ArgumentResult result, string name, int min, int max)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max)
            return number;
        result.AddError($"{name} expects a number from {min} to {max}, not '{text}'.");
        return null;
    }

    private static double ParseSpeed(ArgumentResult result)
    {
        // Slower than that a quote would be further away than a timer can be set.
        const double Slowest = 0.001;
        string text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double speed)
            && speed is 0 or (>= Slowest and <= 1_000_000))
            return speed;
        result.AddError($"--speed expects 0, or a number from 0.001 to 1000000, not '{text}'.");
        return 0;
    }

    private static long? ParseNumbers(ArgumentResult result)
    {
        const long LargestInJavaScript = 9_007_199_254_740_991;
        string text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= LargestInJavaScript / 2)
            return number;
        result.AddError($"--numbers expects a number from 0 to {LargestInJavaScript / 2}, not '{text}'.");
        return null;
    }
}
