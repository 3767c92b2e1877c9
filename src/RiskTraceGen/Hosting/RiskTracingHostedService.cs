using Microsoft.Extensions.Hosting;

namespace RiskTraceGen;

/// <summary>Builds the dispatcher when the host starts, so that nothing is found missing after trading has begun; when it stops, waits for handlers and reads the journal to its end.</summary>
internal sealed class RiskTracingHostedService(RiskDispatcher dispatcher) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await dispatcher.Tracer.Hooks.DrainAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Begun also when the host has no time left for the handlers: what is recorded by now is shown, and on the disk.
            await dispatcher.Tracer.FlushAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
