using Microsoft.Extensions.Logging.Abstractions;
using RiskTraceGen;
using TradingBot.Handlers;
using TradingBot.Risk;

namespace TradingBot.Tests.Handlers;

public sealed class HandlerTests
{
    private static readonly DateTimeOffset Time = new(2025, 9, 17, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public void AlertsCountBreachesByRuleFromManyThreads()
    {
        var alerts = new BreachAlerts(NullLogger<BreachAlerts>.Instance);
        Parallel.For(0, 1_000, i => alerts.OnBreach(new BreachDetected(i % 4 == 0 ? "a" : "b", null)));

        Assert.Equal((250, 750), (alerts.ByRule["a"], alerts.ByRule["b"]));
    }

    [Fact]
    public void TheAuditTrailHasNoGapsAndNoDoubles()
    {
        var audit = new AuditTrail();
        Parallel.For(0, 1_000, _ => audit.OnBreach(new BreachDetected("rule", "contract", 6, 5), RiskFlow.None));

        Assert.Equal(Enumerable.Range(1, 1_000).Select(i => (long)i), audit.Entries.Select(entry => entry.Sequence));
        Assert.Equal("rule breached on contract: 6 against 5 ", audit.Entries[0].What);
    }

    [Fact]
    public async Task ACriticalFailureIsInTheAuditTrailAndOnThePhone()
    {
        var audit = new AuditTrail();
        var phone = new PhoneNotifications();
        var failure = new CriticalFailure("place_order", "failed after 4 attempts");
        audit.OnCriticalFailure(failure, RiskFlow.None);
        await phone.OnCriticalFailureAsync(failure, TestContext.Current.CancellationToken);

        Assert.Equal(1, audit.CriticalFailures);
        Assert.Equal("critical failure of place_order: failed after 4 attempts", Assert.Single(audit.Entries).What);
        Assert.Equal("Look at once: place_order failed after 4 attempts", await phone.Outbox.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AFullPhoneHoldsUpItsHandlerUntilTheTimeout()
    {
        var phone = new PhoneNotifications();
        var hold = new TradingHold("rule", null, "why", Time, Time.AddMinutes(15), HoldKind.CoolDown);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        for (int i = 0; i < 1_000; i++)
            await phone.OnHoldAsync(hold, timeout.Token);

        ValueTask waiting = phone.OnHoldAsync(hold, timeout.Token);
        Assert.False(waiting.IsCompleted);
        await timeout.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
    }
}
