using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.Exposure;

/// <summary>Every position has a stop that covers all of it. One that has none after a grace time is closed.</summary>
[RiskRule(Name, Category = "exposure")]
public sealed class MissingStopRule(MissingStopLimits limits, TradingAccount account, OrderBook orders, Liquidator liquidator, BreachActions actions)
{
    private const string Name = "missing_stop";

    private readonly Dictionary<string, DateTimeOffset> _uncoveredSince = [];

    /// <summary>Looks at a position that has changed.</summary>
    public async ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedTradingSuite suite, CancellationToken cancellationToken)
        => account.OpenPositions.FirstOrDefault(open => open.Contract.Id == position.ContractId) is { } ledger
            ? await JudgeAsync(ledger, position.Time, suite, cancellationToken)
            : Forget(position.ContractId);

    /// <summary>Looks at every position.</summary>
    public async ValueTask<RuleResult> CheckAsync(ClockTick tick, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        var breaches = new List<string>();
        RuleResult worst = RuleResult.Pass;
        foreach (PositionLedger ledger in account.OpenPositions.ToArray())
        {
            RuleResult result = await JudgeAsync(ledger, tick.Time, suite, cancellationToken);
            worst = result > worst ? result : worst;
            if (result.IsBreach)
                breaches.Add($"{ledger.Contract.Id} {result.Reason}");
        }

        return breaches.Count == 0 ? worst : RuleResult.Breach(string.Join("; ", breaches));
    }

    private async ValueTask<RuleResult> JudgeAsync(PositionLedger ledger, DateTimeOffset now, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        string contractId = ledger.Contract.Id;
        int open = liquidator.Remaining(ledger);
        int covered = orders.CoveredByStops(contractId, open);
        if (covered >= Math.Abs(open))
            return Forget(contractId);

        _uncoveredSince.TryAdd(contractId, now);
        double seconds = (now - _uncoveredSince[contractId]).TotalSeconds;
        if (!suite.Flow.Exceeds("Seconds without a stop", seconds, limits.GraceSeconds))
            return RuleResult.Pass;

        string reason = $"{covered} of {Math.Abs(open)} contracts covered after {limits.GraceSeconds} s";
        return await actions.CloseAsync(new BreachDetected(Name, contractId, (decimal)seconds, limits.GraceSeconds, reason), suite, cancellationToken);
    }

    private RuleResult Forget(string contractId)
    {
        _uncoveredSince.Remove(contractId);
        return RuleResult.Pass;
    }
}
