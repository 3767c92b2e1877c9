using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Rules.Behaviour;

/// <summary>
/// After some losses in a row, or one that is large, nothing is opened for a while: the next trade should not be
/// revenge. What an order closes is one result, in however many trades it comes.
/// </summary>
[RiskRule(Name, Category = "behaviour")]
public sealed class LossStreakCooldownRule(LossStreakLimits limits, TradingGate gate, MarketClock clock)
{
    private const string Name = "loss_streak_cooldown";

    /// <summary>Trades of an order come one after the other; this many orders may trade in between.</summary>
    private const int OrdersBetween = 100;

    private readonly List<Close> _closes = [];

    /// <summary>So many of the closes, the first ones, have led to a pause and count no more.</summary>
    private int _settled;

    /// <summary>Looks at a trade that closed something; one that opens has lost nothing but its fee.</summary>
    public RuleResult Check(TradeExecuted trade, RiskFlow flow)
    {
        if (trade.Closed == 0)
            return RuleResult.Pass;

        int place = Add(trade);
        if (place < _settled)
            return RuleResult.Pass;

        decimal result = _closes[place].Result;
        int streak = _closes.Skip(_settled).Reverse().TakeWhile(close => close.Result < 0).Count();
        bool isLarge = flow.FallsTo("Result of the close", result, -limits.Amount);
        if (!isLarge && !flow.Reaches("Losses in a row", streak, limits.Losses))
            return RuleResult.Pass;

        string reason = isLarge ? $"a loss of {-result:0.00}" : $"{streak} losses in a row";
        var breach = isLarge
            ? new BreachDetected(Name, trade.ContractId, result, -limits.Amount, reason)
            : new BreachDetected(Name, trade.ContractId, streak, limits.Losses, reason);
        _settled = _closes.Count;
        DateTimeOffset now = clock.NowOrLater(trade.Time);
        gate.Close(new TradingHold(Name, ContractId: null, reason, now, now.AddMinutes(limits.CoolDownMinutes), HoldKind.CoolDown), flow);
        flow.Raise(breach);
        return RuleResult.Breach($"no new positions for {limits.CoolDownMinutes} minutes");
    }

    /// <summary>Adds a trade to what its order has closed, and returns where that stands.</summary>
    private int Add(in TradeExecuted trade)
    {
        string? order = trade.OrderId;
        int place = order is null ? -1 : _closes.FindLastIndex(close => close.OrderId == order);
        if (place >= 0)
        {
            _closes[place] = _closes[place] with { Result = _closes[place].Result + trade.Realized };
            return place;
        }

        if (_closes.Count == limits.Losses + OrdersBetween)
        {
            _closes.RemoveAt(0);
            _settled = Math.Max(_settled - 1, 0);
        }

        _closes.Add(new Close(order, trade.Realized));
        return _closes.Count - 1;
    }

    /// <summary>What an order has closed so far, and what that brought.</summary>
    private readonly record struct Close(string? OrderId, decimal Result);
}
