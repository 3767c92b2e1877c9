using System.Collections.Concurrent;

namespace RiskTraceGen.Tests;

/// <summary>A small program as a user would write it, for the generator.</summary>
public sealed record PositionChanged(string ContractId, int Size);

public sealed record PositionLimit(int Size);

[RiskRule("position_limit", Category = "exposure")]
public sealed class PositionLimitRule(PositionLimit limit)
{
    public async ValueTask<RuleResult> CheckAsync(PositionChanged position, TracedExchange exchange, CancellationToken cancellationToken)
    {
        if (!exchange.Flow.Exceeds("Size check", position.Size, limit.Size))
            return RuleResult.Pass;

        Order order = await exchange.PlaceAsync(position.ContractId, -position.Size, cancellationToken);
        return RuleResult.Breach(order.Success ? "flattened" : "not flattened");
    }
}

public sealed class BreachLog
{
    public ConcurrentQueue<BreachDetected> Breaches { get; } = new();
}

public sealed class DeskAlerts(BreachLog log)
{
    [Hook("on_breach")]
    public void Note(BreachDetected breach) => log.Breaches.Enqueue(breach);
}
