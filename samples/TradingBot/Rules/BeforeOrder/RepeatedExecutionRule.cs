using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.BeforeOrder;

/// <summary>A strategy that fires again and again in one contract is disabled until a person has looked at it.</summary>
[RiskRule(Name, Category = "before_order")]
public sealed class RepeatedExecutionRule(RepeatedExecutionLimits limits, TradingGate gate)
{
    private const string Name = "repeated_execution";

    private readonly Dictionary<string, RollingCount> _executions = [];

    /// <summary>Counts an execution.</summary>
    public RuleResult Check(StrategyFired fired, RiskFlow flow)
    {
        if (!_executions.TryGetValue(fired.ContractId, out RollingCount? executions))
            _executions.Add(fired.ContractId, executions = new RollingCount(TimeSpan.FromMinutes(limits.WindowMinutes)));

        executions.Add(fired.Time);
        int count = executions.At(fired.Time);
        if (!flow.Exceeds("Executions", count, limits.Executions))
            return RuleResult.Pass;

        string reason = $"{fired.Strategy} fired {count} times in {limits.WindowMinutes} minutes, {limits.Executions} allowed";
        executions.Clear();
        gate.Close(new TradingHold(Name, ContractId: null, reason, fired.Time, Until: null, HoldKind.Disable), flow);
        flow.Raise(new BreachDetected(Name, fired.ContractId, count, limits.Executions, reason));
        return RuleResult.Breach("disabled until somebody enables it");
    }
}
