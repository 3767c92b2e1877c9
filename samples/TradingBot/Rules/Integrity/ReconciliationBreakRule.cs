using System.Collections.Immutable;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Rules.Integrity;

/// <summary>
/// Our books agree with the broker's. A contract in which they do not is barred at once, and the broker is asked for all fills: if it had none to tell and
/// the same differs still, the broker's position is taken over. Sooner would be wrong: a fill on its way would be booked on top of a position that holds it.
/// The bar is lifted when they agree. A difference that our own orders and closes explain, because the broker has filled what is not booked yet, is no break
/// until it outlasts being asked for, or two minutes. A broker that does not say what is held is asked again at the rule's own interval; until it does,
/// nobody knows, and the one alert of its first silence stands. Between two questions that only the time asks for lies a pause by the clock of the broker's
/// limit, however fast the market's runs. Where that limit is used up it is asked at the next interval.
/// </summary>
[RiskRule(Name, Category = "integrity")]
public sealed class ReconciliationBreakRule(
    ReconciliationLimits limits,
    TradingAccount account,
    MarketView market,
    TradingGate gate,
    IOrderUpdates updates,
    OrderBook orders,
    Liquidator liquidator,
    LimitAlert limit)
{
    private const string Name = "reconciliation_break";
    private const string NotDue = "a difference was found, and the broker is asked again in a moment";

    /// <summary>So long a difference may be explained by what is under way, also while nobody can say what was filled.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, Suspicion> _suspects = [];
    private readonly HashSet<string> _down = [];
    private readonly AskPause _pause = AskPause.BetweenRounds(updates.LimitClock);
    private DateTimeOffset _next;
    private string? _unanswered;

    /// <summary>Compares from time to time, and every minute while something differs.</summary>
    public ValueTask<RuleResult> CheckAsync(ClockTick tick, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        if (tick.Time >= _next && !_pause.IsOn)
            return CompareAsync(tick.Time, suite, cancellationToken);
        string? unknown = _unanswered ?? (_suspects.Count == 0 ? null : NotDue);
        return ValueTask.FromResult(unknown is null ? RuleResult.Pass : RuleResult.InsufficientData(unknown));
    }

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
        _pause.Begin();
        Dictionary<string, Position> theirs;
        try
        {
            bool hasRoom = suite.HasRoomToCompare;
            if (!hasRoom && limit.IsNews())
                LimitAlert.Tell(suite.Flow);
            ImmutableArray<Position> held = _unanswered is null && hasRoom
                ? await suite.ComparePositionsAsync(cancellationToken)
                : await suite.ComparePositionsOnceAsync(cancellationToken);
            theirs = held.ToDictionary(position => position.ContractId);
            _unanswered = null;
        }
        catch (Exception exception)
        {
            _next = now.AddMinutes(limits.EveryMinutes);
            _unanswered = $"the broker's positions are unknown: {exception.Message}";
            return RuleResult.InsufficientData(_unanswered);
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
        bool isKnown = _suspects.TryGetValue(contractId, out Suspicion before);
        bool isSettled = isKnown && before.Held == held && before.Fills == account.FillsOf(contractId) && before.Looks < updates.Looks;
        DateTimeOffset since = isKnown ? before.Since : now;
        _suspects[contractId] = new Suspicion(since, held, account.FillsOf(contractId), updates.Looks);
        updates.LookAgain();
        if (!isSettled && now - since < Patience && IsUnderWay(contractId, ours, held))
        {
            flow.Emit("difference_under_way", difference);
            return null;
        }

        gate.Block(Name, contractId, difference, now, flow);
        if (!isSettled || market.Contract(contractId) is not { } contract)
            return difference;

        account.Adopt(contract, held, theirs?.AveragePrice ?? 0);
        liquidator.CloseOver(contractId);
        return $"{difference}, taken over";
    }

    /// <summary>Whether what is held lies between what can have come of our books by now: any of our orders, and a close, may have been filled.</summary>
    private bool IsUnderWay(string contractId, int ours, int held)
    {
        int lowest = ours - Size(OrderSide.Sell);
        int highest = ours + Size(OrderSide.Buy);
        if (liquidator.Closing.Contains(contractId))
            (lowest, highest) = (Math.Min(lowest, 0), Math.Max(highest, 0));
        return lowest <= held && held <= highest;

        int Size(OrderSide side) => orders.All.Where(order => order.ContractId == contractId && order.Side == side).Sum(order => order.Size);
    }

    /// <summary>A difference as it was when it was seen.</summary>
    /// <param name="Since">When there was one for the first time since both agreed.</param>
    /// <param name="Held">At the broker.</param>
    /// <param name="Fills">Booked by then.</param>
    /// <param name="Looks">Made by then: what was told later may explain it.</param>
    private readonly record struct Suspicion(DateTimeOffset Since, int Held, int Fills, long Looks);
}
