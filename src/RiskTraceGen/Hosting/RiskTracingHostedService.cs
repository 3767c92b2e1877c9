using Microsoft.Extensions.Hosting;

namespace RiskTraceGen;

/// <summary>
/// Builds the dispatcher when the host starts, so that nothing is found missing after trading has begun. When the host's other services have stopped, in
/// whatever order they were registered, stops the tracer, as long as the host has time.
/// </summary>
internal sealed class RiskTracingHostedService(RiskDispatcher dispatcher) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
        => await dispatcher.Tracer.StopAsync(within: null, cancellationToken).ConfigureAwait(false);
}
