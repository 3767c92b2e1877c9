using RiskTraceGen;

namespace Bot;

public sealed record PositionUpdated(string ContractId, int Size);

public sealed record OrderResult(bool Success);

public interface IBroker
{
    [BrokerCall("close_position")]
    ValueTask<OrderResult> CloseAsync(string contractId, CancellationToken cancellationToken = default);
}

public sealed class PaperBroker : IBroker
{
    public ValueTask<OrderResult> CloseAsync(string contractId, CancellationToken cancellationToken) => new(new OrderResult(true));
}

[RiskRule("max_contracts", Category = "exposure")]
public sealed class MaxContractsRule
{
    public async ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedBroker broker, CancellationToken cancellationToken)
    {
        if (!broker.Flow.Exceeds("Size check", position.Size, 2))
            return RuleResult.Pass;

        OrderResult result = await broker.CloseAsync(position.ContractId, cancellationToken);
        return RuleResult.Breach(result.Success ? "flattened" : "still open");
    }
}

public static class Alerts
{
    [Hook("on_breach")]
    public static void Notify(BreachDetected breach)
    {
    }

    [HookFailure]
    public static void Failed(HookFailure failure)
    {
    }
}

public static class Program
{
    public static async Task Main()
    {
        var broker = new PaperBroker();
        await using (var tracer = new RiskTracer(new RiskTracerOptions { Sinks = { new ConsoleTreeSink(Console.Out) } }))
        {
            RiskDispatcher dispatcher = RiskTracing.Module.CreateDispatcher(tracer, type => type == typeof(IBroker) ? broker : null);
            await dispatcher.DispatchAsync(new PositionUpdated("MNQZ25", 5));
        }

        await Close(broker);
    }

    // Bypasses the trace: the analyzers say so.
    private static ValueTask<OrderResult> Close(IBroker broker) => broker.CloseAsync("MNQZ25");
}
