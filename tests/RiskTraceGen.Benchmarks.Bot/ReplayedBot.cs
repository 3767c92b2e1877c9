using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TradingBot.Hosting;
using TradingBot.Market;
using TradingBot.Replay;

namespace RiskTraceGen.Benchmarks.Bot;

/// <summary>The whole sample bot on replayed prices, beside the same prices read and looked at by nobody.</summary>
public sealed class ReplayedBot
{
    private readonly TradingCalendar _calendar = new();
    private readonly ReplayFeed _feed;
    private readonly IReadOnlyList<string> _files;

    /// <summary>Prepares the replay of files in LEAN's format.</summary>
    /// <param name="files">The files, zip or csv.</param>
    /// <exception cref="FormatException">One of them cannot be replayed; the message says why.</exception>
    public ReplayedBot(IReadOnlyList<string> files)
    {
        _files = files;
        var progress = new ReplayProgress(TextWriter.Null);
        try
        {
            _feed = new ReplayFeed(ReplaySurvey.Of(LeanInputs.Find(files), skipBadLines: false, progress, CancellationToken.None), progress);
        }
        catch (ReplayInputException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    /// <summary>Price updates of one replay.</summary>
    public long Updates { get; private set; }

    /// <summary>Reads the files and keeps the quotes up to date; nothing looks at them.</summary>
    /// <returns>How long it took.</returns>
    public TimeSpan ReadAlone()
    {
        var market = new MarketView();
        long updates = 0;
        long start = Stopwatch.GetTimestamp();
        foreach (MarketUpdate update in _feed.Read(CancellationToken.None))
        {
            market.Apply(update);
            updates++;
        }

        Updates = updates;
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Lets the bot trade on the same prices: 32 rules, the gate before every order, the trace in memory.</summary>
    /// <returns>How long it took, from the start of its host to the end of its stop.</returns>
    /// <exception cref="InvalidOperationException">The bot failed, or saw other prices: the figures would mean nothing.</exception>
    public async Task<TimeSpan> TradeAsync()
    {
        var options = new BotOptions(Seed: 1, Events: 0, _files, SkipBadLines: false, TraceLevel.Quiet);
        using IHost host = BotHost.Build(options, _feed, _calendar);
        RiskTracer tracer = host.Services.GetRequiredService<RiskTracer>();
        long start = Stopwatch.GetTimestamp();
        await host.StartAsync();
        await host.WaitForShutdownAsync();
        await tracer.DisposeAsync();
        TimeSpan duration = Stopwatch.GetElapsedTime(start);

        if (host.Services.GetRequiredService<BotRun>() is { Failure: { } failure })
            throw new InvalidOperationException("The bot failed.", failure);
        if (host.Services.GetRequiredService<TradingLoop>().Updates != Updates)
            throw new InvalidOperationException("The bot has not seen the prices that were read alone.");
        return duration;
    }
}
