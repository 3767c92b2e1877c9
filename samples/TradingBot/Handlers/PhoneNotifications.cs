using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RiskTraceGen;
using TradingBot.Risk;

namespace TradingBot.Handlers;

/// <summary>
/// Messages to the trader's phone. They go to a queue that a sender would empty; when it is full the oldest gives
/// way, for the latest trouble is what somebody has to hear of. That is said once, and counted.
/// </summary>
public sealed class PhoneNotifications
{
    /// <summary>So many messages wait at most.</summary>
    internal const int Capacity = 1_000;

    private readonly ILogger<PhoneNotifications> _log;
    private readonly Channel<string> _outbox;
    private int _dropped;

    /// <param name="log">Is told when messages are lost.</param>
    public PhoneNotifications(ILogger<PhoneNotifications> log)
    {
        _log = log;
        _outbox = Channel.CreateBounded<string>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest }, OnDropped);
    }

    /// <summary>Messages that nobody has sent in time.</summary>
    public int Dropped => Volatile.Read(ref _dropped);

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

    private void OnDropped(string message)
    {
        if (Interlocked.Increment(ref _dropped) == 1)
            _log.LogError("{Capacity} messages to the phone wait, and nobody sends them: the oldest are left out from now on", Capacity);
    }
}
