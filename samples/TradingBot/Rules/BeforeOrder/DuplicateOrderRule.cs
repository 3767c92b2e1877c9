using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;

namespace TradingBot.Rules.BeforeOrder;

/// <summary>
/// The same order is not sent twice in a moment: a loop that runs wild repeats itself. The same is what the broker would see as such: why an order is sent, and
/// where its stop will stand, makes it no other. And no tag is sent twice, ever.
/// </summary>
[RiskRule("duplicate_order", Category = "before_order")]
public sealed class DuplicateOrderRule(DuplicateOrderLimits limits)
{
    private readonly TimeSpan _window = TimeSpan.FromMilliseconds(limits.WindowMilliseconds);
    private readonly Queue<(OrderRequest Order, DateTimeOffset Time)> _recent = [];
    private readonly HashSet<string> _tags = [];

    /// <summary>Looks at an order before it leaves.</summary>
    public RuleResult Check(OrderRequested request, RiskFlow flow)
    {
        OrderRequest order = request.Order;
        while (_recent.TryPeek(out (OrderRequest Order, DateTimeOffset Time) oldest) && oldest.Time <= request.Time - _window)
            _recent.Dequeue();

        bool isKnown = order.Tag is { } tag && !_tags.Add(tag);
        OrderRequest intent = order with { Tag = null, Purpose = null, PlannedStop = null };
        bool isRepeated = _recent.Any(recent => recent.Order == intent);
        _recent.Enqueue((intent, request.Time));
        if (flow.Check("Tag used before", isKnown))
            return RuleResult.Breach($"an order {order.Tag} was sent before");
        return flow.Check("Same order within the window", isRepeated)
            ? RuleResult.Breach($"the same order within {limits.WindowMilliseconds} ms")
            : RuleResult.Pass;
    }
}
