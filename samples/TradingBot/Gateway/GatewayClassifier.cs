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

        // Within the milliseconds of a back-off nothing changes; but a close has waited, and does so again.
        GatewayLimitException { Call.Urgency: CallUrgency.Close } => CallFailure.Transient,
        GatewayLimitException => CallFailure.Permanent,
        GatewayRefusedException => CallFailure.Permanent,
        _ => base.Classify(call, exception),
    };
}
