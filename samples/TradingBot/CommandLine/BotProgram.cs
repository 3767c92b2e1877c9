using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RiskTraceGen;
using TradingBot.Chaos;
using TradingBot.Configuration;
using TradingBot.Gateway;
using TradingBot.Hosting;
using TradingBot.Market;
using TradingBot.Replay;
using TradingBot.Reporting;
using TradingBot.Risk;
using TradingBot.Simulation;

namespace TradingBot.CommandLine;

/// <summary>One run from the first line printed to the last, with the exit code it deserves.</summary>
internal static class BotProgram
{
    /// <summary>Of a terminal that does not say how many columns it has.</summary>
    private const int UnknownWidth = 80;

    public static async Task<int> RunAsync(BotOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await TradeAsync(options, cancellationToken);
        }
        catch (Exception exception) when (exception is ReplayInputException or InvalidSettingException or TimeZoneNotFoundException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCode.BadInput;
        }
        catch (GatewayUnavailableException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCode.GatewayUnavailable;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("stopped before anything was traded");
            return ExitCode.Interrupted;
        }
    }

    private static async Task<int> TradeAsync(BotOptions options, CancellationToken cancellationToken)
    {
        using StateLock? state = options.StateDirectory is { } directory ? StateLock.Take(directory) : null;
        var calendar = new TradingCalendar();
        if (options.Gateway is { } address)
        {
            await using GatewaySession gateway = await OpenGatewayAsync(address, cancellationToken);
            return await TradeAsync(options, (log, status) => BotHost.Build(options, gateway, calendar, log, status), cancellationToken);
        }

        return await FeedOfAsync(options, calendar, cancellationToken) is { } feed
            ? await TradeAsync(options, (log, status) => BotHost.Build(options, feed, calendar, log, status), cancellationToken)
            : ExitCode.Interrupted;
    }

    private static Task<GatewaySession> OpenGatewayAsync(Uri address, CancellationToken cancellationToken)
    {
        IConfiguration configuration = BotHost.ReadConfiguration();
        string paper = SettingsReader.Read(configuration).Account.Id;
        GatewaySettings settings = GatewaySettings.Read(configuration);
        string account = settings.Account.Length > 0 ? settings.Account : paper;
        return GatewaySession.OpenAsync(settings.OptionsFor(address), account, settings.Products, cancellationToken);
    }

    private static async Task<int> TradeAsync(BotOptions options, Func<IFlowSink?, StatusLine?, IHost> build, CancellationToken cancellationToken)
    {
        // Disposed of last: the tracer writes to it until the end.
        using JsonLinesSink? log = LogOf(options);
        StatusLine? status = StatusOf(options);
        using IHost host = build(log, status);
        RiskTracer tracer = TracerOf(host, options);
        await Console.Out.WriteLineAsync(RunHeader.Of(
            host.Services.GetRequiredService<IPriceStream>(),
            host.Services.GetRequiredService<BotSettings>(),
            onPaper: options.Gateway is null,
            host.Services.GetRequiredService<Decisions>().OfEarlierRun,
            host.Services.GetRequiredService<TradingGate>().OfEarlierRun));
        await RunToEndAsync(host, cancellationToken);

        BotRun run = host.Services.GetRequiredService<BotRun>();
        if (run.Failure is ReplayInputException badInput)
            throw badInput;

        if (host.Services.GetService<ChaosBroker>() is { } broker)
            await broker.DeliverLateAnswersAsync();

        // Handlers may still be at work: the tracer waits for them, and for its own reader, before anything is counted.
        await tracer.DisposeAsync();
        status?.Clear();
        await Console.Out.WriteLineAsync(RunSummary.Of(host.Services, tracer.Statistics));
        if (run.Failure is GatewayUnavailableException gone)
            throw gone;
        if (run.Failure is { } failure)
        {
            await Console.Error.WriteLineAsync($"The bot failed: {failure}");
            return ExitCode.Failed;
        }

        if (ChaosAccount.Of(host.Services, tracer.Statistics) is { AddsUp: false })
        {
            await Console.Error.WriteLineAsync("The trace does not account for what chaos did; the summary says where.");
            return ExitCode.Failed;
        }

        return run.WasInterrupted ? ExitCode.Interrupted : ExitCode.Done;
    }

    // Whatever is printed from here on, by whomever, makes way for the line.
    private static StatusLine? StatusOf(BotOptions options)
    {
        if (!StatusLine.IsWanted(options.Level, Console.IsOutputRedirected, Environment.GetEnvironmentVariable))
            return null;

        var status = new StatusLine(Console.Out, static () => Console.WindowWidth is > 1 and var columns ? columns : UnknownWidth);
        Console.SetOut(status.Beside(Console.Out));
        Console.SetError(status.Beside(Console.Error));
        return status;
    }

    private static JsonLinesSink? LogOf(BotOptions options)
    {
        try
        {
            return options.LogFile is { } file ? new JsonLinesSink(file) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string why = Directory.Exists(options.LogFile) ? "a file is expected, and this is a directory." : exception.Message;
            throw new InvalidSettingException($"--log {options.LogFile}: {why}", exception);
        }
    }

    // Before anything is traded: a bot that was to keep a journal must not run without one.
    private static RiskTracer TracerOf(IHost host, BotOptions options)
    {
        try
        {
            return host.Services.GetRequiredService<RiskTracer>();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string why = File.Exists(options.JournalDirectory) ? "a directory is expected, and this is a file." : exception.Message;
            throw new InvalidSettingException($"--journal {options.JournalDirectory}: {why}", exception);
        }
    }

    private static async Task RunToEndAsync(IHost host, CancellationToken cancellationToken)
    {
        IHostApplicationLifetime lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        await using CancellationTokenRegistration onInterrupted = cancellationToken.Register(lifetime.StopApplication);
        try
        {
            await host.StartAsync(CancellationToken.None);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Stopped while it started: what has started is stopped below, like after any run.
        }

        await host.WaitForShutdownAsync(CancellationToken.None);
    }

    /// <summary>The market that was asked for; null if the bot was stopped while it looked through the files.</summary>
    private static async Task<IMarketFeed?> FeedOfAsync(BotOptions options, TradingCalendar calendar, CancellationToken cancellationToken)
    {
        if (options.ReplayPaths.Count == 0)
            return new MarketSimulator(calendar, options.Seed, options.Events);

        var progress = new ReplayProgress(Console.Error);
        try
        {
            return new ReplayFeed(ReplaySurvey.Of(LeanInputs.Find(options.ReplayPaths), options.SkipBadLines, progress, cancellationToken), progress);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("stopped while the files were surveyed; nothing was traded");
            return null;
        }
    }
}
