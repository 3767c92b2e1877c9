using Microsoft.Extensions.Hosting;

namespace RiskTraceGen;

/// <summary>Builds the dispatcher when the host starts, so that nothing is found missing after trading has begun; reads the journal to its end when it stops.</summary>
internal sealed class RiskTracingHostedService(RiskDispatcher dispatcher) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => dispatcher.Tracer.FlushAsync().AsTask().WaitAsync(cancellationToken);
}
