using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tool.Tests;

/// <summary>A small program as a user would write it, whose journal the tests read.</summary>
public sealed record PositionUpdated(string ContractId, int Size);

public sealed record OrderResult(bool Success, string? OrderId);

public interface ISuite
{
    [BrokerCall("close_position")]
    ValueTask<OrderResult> CloseAsync(string contractId, int orderNumber, CancellationToken cancellationToken = default);

    [BrokerCall("take_ticket")]
    void Take(Ticket ticket);
}

/// <summary>Values of many kinds.</summary>
public readonly record struct Ticket(sbyte Signed, byte Small, ushort OrderNumber, uint Large, ulong Largest, DayOfWeek DayId);

[RiskRule("max_contracts")]
public sealed class MaxContractsRule
{
    private int _orders = 1000;

    public async ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedSuite suite, CancellationToken cancellationToken)
    {
        if (!suite.Flow.Exceeds("Size check", position.Size, 2))
            return RuleResult.Pass;

        OrderResult order = await suite.CloseAsync(position.ContractId, ++_orders, cancellationToken);
        return RuleResult.Breach(order.Success ? "flattened" : "not flattened");
    }
}

[RiskRule("known_contract")]
public sealed class KnownContractRule
{
    public RuleResult Check(PositionUpdated position) => RuleResult.Pass;
}

// Inline: the next flow does not start before the last one has ended, and the journal is the same every time.
public sealed class Alerts
{
    [Hook("on_breach", Inline = true)]
    public void Note(BreachDetected breach)
    {
    }
}

/// <summary>A broker that takes two milliseconds, and refuses what it does not know.</summary>
internal sealed class FakeSuite(FakeTimeProvider time) : ISuite
{
    public ValueTask<OrderResult> CloseAsync(string contractId, int orderNumber, CancellationToken cancellationToken = default)
    {
        time.Advance(TimeSpan.FromMilliseconds(2));
        return contractId.StartsWith("CON.", StringComparison.Ordinal)
            ? new(new OrderResult(true, $"O-{orderNumber}"))
            : throw new InvalidOperationException($"there is no '{contractId}'");
    }

    public void Take(Ticket ticket)
    {
    }
}
