using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RiskTraceGen;

namespace TradingBot.Handlers;

/// <summary>Tells whoever watches the log. Handlers run beside the bot, on threads of their own, so what they share is safe for threads.</summary>
public sealed class BreachAlerts(ILogger<BreachAlerts> log)
{
    private readonly ConcurrentDictionary<string, int> _byRule = new();

    /// <summary>Breaches so far, by rule.</summary>
    public IReadOnlyDictionary<string, int> ByRule => _byRule;

    /// <summary>A rule found a limit crossed.</summary>
    [Hook("on_breach", Order = 0)]
    public void OnBreach(BreachDetected breach)
    {
        _byRule.AddOrUpdate(breach.Rule, 1, static (_, count) => count + 1);
        log.LogWarning(
            "{Rule} breached on {Contract}: {Value}, limit {Limit} {Reason}", breach.Rule, breach.ContractId, breach.Value, breach.Limit, breach.Reason);
    }
}
