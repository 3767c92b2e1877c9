using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Rules.Integrity;

/// <summary>
/// Our books agree with the broker's. A contract in which they do not is barred at once, and the broker is asked for all fills: if it had none to tell and the same differs
/// still, the broker's position is taken over. Sooner would be wrong: a fill on its way would be booked on top of a position that holds it. The bar is lifted when they agree.
/// </summary>
[RiskRule(Name, Category = "integrity")]
public sealed class ReconciliationBreakRule(
    ReconciliationLimits limits, TradingAccount account, MarketView market, TradingGate gate, IOrderUpdates updates, Liquidator liquidator)
{
    private const string Name = "reconciliation_break";

    private readonly Dictionary<string, Suspicion> _suspects = [];
    private readonly HashSet<string> _down = [];
    private DateTimeOffset _next;

    /// <summary>Compares from time to time, and every minute while something differs.</summary>
    public ValueTask<RuleResult> CheckAsync(ClockTick tick, TracedTradingSuite suite, CancellationToken cancellationToken)
        => tick.Time < _next ? ValueTask.FromResult(RuleResult.Pass) : CompareAsync(tick.Time, suite, cancellationToken);

    /// <summary>Compares when a connection is there again: what happened meanwhile nobody told us.</summary>
    public ValueTask<RuleResult> CheckAsync(HubStateChanged state, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        if (!state.IsConnected)
            _down.Add(state.Hub);
        else if (_down.Remove(state.Hub))
            return CompareAsync(state.Time, suite, cancellationToken);
        return ValueTask.FromResult(RuleResult.Pass);
    }

    private async ValueTask<RuleResult> CompareAsync(DateTimeOffset now, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        Dictionary<string, Position> theirs;
        try
        {
            theirs = (await suite.GetPositionsAsync(cancellationToken)).ToDictionary(position => position.ContractId);
        }
        catch (Exception exception)
        {
            return RuleResult.InsufficientData($"the broker's positions are unknown: {exception.Message}");
        }

        var breaks = new List<string>();
        IEnumerable<string> ours = account.OpenPositions.Select(ledger => ledger.Contract.Id);
        foreach (string contractId in theirs.Keys.Union(ours).Union(_suspects.Keys).Union(gate.ContractsHeldBy(Name, now)).ToArray())
        {
            if (Compare(contractId, theirs.GetValueOrDefault(contractId), now, suite.Flow) is { } difference)
                breaks.Add(difference);
        }

        _next = _suspects.Count == 0 ? now.AddMinutes(limits.EveryMinutes) : now;
        return breaks.Count == 0 ? RuleResult.Pass : RuleResult.Breach(string.Join("; ", breaks));
    }

    private string? Compare(string contractId, Position? theirs, DateTimeOffset now, RiskFlow flow)
    {
        int ours = account.SizeOf(contractId);
        int held = theirs?.Size ?? 0;
        if (!flow.Check("Positions differ", ours != held))
        {
            _suspects.Remove(contractId);
            gate.Lift(Name, contractId, now, flow);
            return null;
        }

        string difference = $"{contractId}: {ours} in our books, {held} at the broker";
        bool isSettled = _suspects.TryGetValue(contractId, out Suspicion before) && before.Held == held && before.Fills == account.FillsOf(contractId) && before.Looks < updates.Looks;
        _suspects[contractId] = new Suspicion(held, account.FillsOf(contractId), updates.Looks);
        updates.LookAgain();
        gate.Block(Name, contractId, difference, now, flow);
        if (!isSettled || market.Contract(contractId) is not { } contract)
            return difference;

        account.Adopt(contract, held, theirs?.AveragePrice ?? 0);
        liquidator.CloseOver(contractId);
        return $"{difference}, taken over";
    }

    /// <summary>A difference as it was when it was seen.</summary>
    /// <param name="Held">At the broker.</param>
    /// <param name="Fills">Booked by then.</param>
    /// <param name="Looks">Made by then: what was told later may explain it.</param>
    private readonly record struct Suspicion(int Held, int Fills, long Looks);
}
