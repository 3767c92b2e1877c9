using Microsoft.Extensions.Hosting;

namespace TradingBot.Hosting;

/// <summary>Runs the trading loop inside the host, and stops the host when the loop ends.</summary>
public sealed class BotService(TradingLoop loop, BotRun run, IHostApplicationLifetime lifetime) : BackgroundService
{
    private bool _hasBegun;

    /// <summary>
    /// Stops the loop. A host that is stopped while it starts has never begun it: then what an earlier run has left is withdrawn all the same.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!Volatile.Read(ref _hasBegun))
            await ExecuteAsync(new CancellationToken(canceled: true));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Volatile.Write(ref _hasBegun, true);

        // A short replay could end before the host has started, and a host does not like to be stopped while it starts.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration onStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            // One that is stopped by then sees no price, but what an earlier run has left is withdrawn all the same.
            await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
