using System.Threading.Channels;
using RiskTraceGen;
using TradingBot.Risk;

namespace TradingBot.Handlers;

/// <summary>
/// Messages to the trader's phone. They go to a queue that a sender would empty; when it is full, sending waits, the handler reaches its timeout, and the
/// failure is on record, while the bot trades on.
/// </summary>
public sealed class PhoneNotifications
{
    private readonly Channel<string> _outbox = Channel.CreateBounded<string>(1_000);

    /// <summary>Messages that wait to be sent.</summary>
    public ChannelReader<string> Outbox => _outbox.Reader;

    /// <summary>A rule found a limit crossed. After the alert and the audit trail, which matter more.</summary>
    [Hook("on_breach", Order = 10, TimeoutMilliseconds = 250)]
    public ValueTask OnBreachAsync(BreachDetected breach, CancellationToken cancellationToken)
        => _outbox.Writer.WriteAsync($"Risk: {breach.Rule} {breach.ContractId}", cancellationToken);

    /// <summary>Something that guards the account failed itself: somebody has to look. The log has it already, as every alert.</summary>
    [Hook("critical_failure", Order = 10, TimeoutMilliseconds = 250)]
    public ValueTask OnCriticalFailureAsync(CriticalFailure failure, CancellationToken cancellationToken)
        => _outbox.Writer.WriteAsync($"Look at once: {failure.Source} {failure.Message}", cancellationToken);

    /// <summary>New positions are barred.</summary>
    [Hook("trading_hold", TimeoutMilliseconds = 250)]
    public ValueTask OnHoldAsync(TradingHold hold, CancellationToken cancellationToken)
        => _outbox.Writer.WriteAsync($"No new positions until {(hold.Until is { } until ? $"{until:HH:mm} UTC" : "lifted")}: {hold.Reason}", cancellationToken);
}
