using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.BeforeOrder;

/// <summary>
/// No more messages in a stretch of time than the gateway takes: what is above is not sent. Messages that reduce risk count, but are never held back.
/// </summary>
[RiskRule("message_throttle", Category = "before_order")]
public sealed class MessageThrottleRule(MessageThrottleLimits limits)
{
    private readonly RollingCount _messages = new(TimeSpan.FromSeconds(limits.WindowSeconds));

    /// <summary>Counts an order before it leaves.</summary>
    public RuleResult Check(OrderRequested request, RiskFlow flow) => Count(request.Time, flow);

    /// <summary>Counts a change.</summary>
    public RuleResult Check(OrderChangeRequested request, RiskFlow flow) => Count(request.Time, flow);

    /// <summary>Counts a withdrawal.</summary>
    public RuleResult Check(OrderCancelRequested request, RiskFlow flow) => request.ReducesRisk ? Let(request.Time) : Count(request.Time, flow);

    /// <summary>Counts an order that reduces risk.</summary>
    public RuleResult Check(ReductionRequested request) => Let(request.Time);

    private RuleResult Count(DateTimeOffset now, RiskFlow flow)
    {
        int messages = _messages.At(now) + 1;
        if (flow.Exceeds("Messages", messages, limits.Messages))
            return RuleResult.Breach($"message {messages} in {limits.WindowSeconds} s, {limits.Messages} allowed");
        return Let(now);
    }

    private RuleResult Let(DateTimeOffset now)
    {
        _messages.Add(now);
        return RuleResult.Pass;
    }
}
