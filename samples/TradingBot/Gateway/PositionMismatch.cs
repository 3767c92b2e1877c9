using Microsoft.Extensions.Logging;
using RiskTraceGen;

namespace TradingBot.Gateway;

/// <summary>What the gateway holds is not what the books say.</summary>
/// <param name="Differences">Where, in words.</param>
[HookEvent("position_mismatch")]
public readonly record struct PositionMismatch(string Differences);

/// <summary>Somebody has to look: rules that count with wrong positions guard nothing.</summary>
public sealed class PositionMismatchAlerts(ILogger<PositionMismatchAlerts> log)
{
    /// <summary>The books are wrong.</summary>
    [Hook("position_mismatch")]
    public void OnMismatch(PositionMismatch mismatch) => log.LogError("The books do not agree with the gateway: {Differences}", mismatch.Differences);
}
