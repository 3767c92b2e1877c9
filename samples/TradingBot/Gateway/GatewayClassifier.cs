using ProjectX;
using RiskTraceGen;

namespace TradingBot.Gateway;

/// <summary>What the gateway's own failures mean; everything else means what it does on every line.</summary>
public sealed class GatewayClassifier : CallClassifier
{
    /// <inheritdoc/>
    public override CallFailure Classify(string call, Exception exception) => exception switch
    {
        GatewayPendingException => CallFailure.Ambiguous,
        GatewayNotSentException => CallFailure.Transient,
        GatewayRefusedException => CallFailure.Permanent,
        _ => base.Classify(call, exception),
    };
}
