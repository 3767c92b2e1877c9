using Microsoft.Extensions.Hosting;

namespace TradingBot.Hosting;

/// <summary>Runs the trading loop inside the host, and stops the host when the loop ends.</summary>
public sealed class BotService(TradingLoop loop, BotRun run, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A short replay could end before the host has started, and a host does not like to be stopped while it starts.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration onStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            await loop.RunAsync(stoppingToken);
            run.End(interrupted: false, failure: null);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            run.End(interrupted: true, failure: null);
        }
        catch (Exception exception)
        {
            run.End(interrupted: false, exception);
        }
        finally
        {
            lifetime.StopApplication();
        }
    }
}
