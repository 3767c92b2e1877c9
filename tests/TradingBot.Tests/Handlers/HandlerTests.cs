using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RiskTraceGen;
using TradingBot.Handlers;

namespace TradingBot.Tests.Handlers;

public sealed class HandlerTests
{
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
        var phone = new PhoneNotifications(NullLogger<PhoneNotifications>.Instance);
        var failure = new CriticalFailure("place_order", "failed after 4 attempts");
        audit.OnCriticalFailure(failure, RiskFlow.None);
        await phone.OnCriticalFailureAsync(failure, TestContext.Current.CancellationToken);

        Assert.Equal(1, audit.CriticalFailures);
        Assert.Equal("critical failure of place_order: failed after 4 attempts", Assert.Single(audit.Entries).What);
        Assert.Equal("Look at once: place_order failed after 4 attempts", await phone.Outbox.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AFullPhoneLeavesOutTheOldestAndSaysSoOnce()
    {
        var log = new LogLines();
        var phone = new PhoneNotifications(log);
        for (int i = 0; i < PhoneNotifications.Capacity + 3; i++)
            await phone.OnBreachAsync(new BreachDetected($"rule {i}", null), TestContext.Current.CancellationToken);

        Assert.Equal((PhoneNotifications.Capacity, 3), (phone.Outbox.Count, phone.Dropped));
        Assert.Equal("Risk: rule 3 ", await phone.Outbox.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal("1000 messages to the phone wait, and nobody sends them: the oldest are left out from now on", Assert.Single(log.Lines));
    }

    private sealed class LogLines : ILogger<PhoneNotifications>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Lines.Add(formatter(state, exception));
    }
}
