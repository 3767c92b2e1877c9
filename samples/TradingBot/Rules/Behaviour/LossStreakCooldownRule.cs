using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.Behaviour;

/// <summary>After some losses in a row, or one that is large, nothing is opened for a while: the next trade should not be revenge.</summary>
[RiskRule(Name, Category = "behaviour")]
public sealed class LossStreakCooldownRule(LossStreakLimits limits, TradingGate gate)
{
    private const string Name = "loss_streak_cooldown";

    private int _streak;

    /// <summary>Looks at a trade that closed something; one that opens has lost nothing but its fee.</summary>
    public RuleResult Check(TradeExecuted trade, RiskFlow flow)
    {
        if (trade.Closed == 0)
            return RuleResult.Pass;

        _streak = trade.Realized < 0 ? _streak + 1 : 0;
        bool isLarge = flow.FallsTo("Result of the trade", trade.Realized, -limits.Amount);
        if (!isLarge && !flow.Reaches("Losses in a row", _streak, limits.Losses))
            return RuleResult.Pass;

        string reason = isLarge ? $"a loss of {-trade.Realized:0.00}" : $"{_streak} losses in a row";
        var breach = isLarge
            ? new BreachDetected(Name, trade.ContractId, trade.Realized, -limits.Amount, reason)
            : new BreachDetected(Name, trade.ContractId, _streak, limits.Losses, reason);
        _streak = 0;
        DateTimeOffset until = trade.Time.AddMinutes(limits.CoolDownMinutes);
        gate.Close(new TradingHold(Name, ContractId: null, reason, trade.Time, until, HoldKind.CoolDown), flow);
        flow.Raise(breach);
        return RuleResult.Breach($"no new positions for {limits.CoolDownMinutes} minutes");
    }
}
