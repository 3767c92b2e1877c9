using RiskTraceGen;
using Venue;

namespace App;

public sealed record PositionUpdated(string ContractId, int Size);

[RiskRule("max_contracts")]
public sealed class MaxContractsRule
{
    public RuleResult Check(PositionUpdated position, TracedBroker broker)
    {
        broker.Close(position.ContractId);
        return RuleResult.Pass;
    }
}

public static class Program
{
    public static async Task Main()
    {
        var broker = new PaperBroker();
        await using (var tracer = new RiskTracer(new RiskTracerOptions { Level = TraceLevel.All, Sinks = { new ConsoleTreeSink(Console.Out) } }))
        {
            RiskDispatcher dispatcher = RiskTracing.Module.CreateDispatcher(tracer, type => type == typeof(IBroker) ? broker : null);
            await dispatcher.DispatchAsync(new PositionUpdated("MNQZ25", 5));
        }

        Close(broker);
    }

    // Bypasses the trace: the analyzers say so.
    private static void Close(IBroker broker) => broker.Close("MNQZ25");
}
