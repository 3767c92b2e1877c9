using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Rules.Integrity;

/// <summary>
/// Nothing is opened on prices that are too old, or have not been made yet: their time is wrong, and so nobody knows how old they are.
/// Market time is that of the prices which the bot has read, so a price is also as old as it lay ready: a bot that falls behind trades on
/// none. While the market is open a contract without fresh prices is barred until they come again.
/// </summary>
[RiskRule(Name, Category = "integrity")]
public sealed class StaleMarketDataRule(StaleMarketDataLimits limits, MarketView market, TradingGate gate, TradingCalendar calendar)
{
    private const string Name = "stale_market_data";

    /// <summary>Two clocks may differ by this much.</summary>
    private const double Tolerance = 1;

    /// <summary>Looks at an order before it leaves.</summary>
    public RuleResult Check(OrderRequested request, RiskFlow flow) => Judge(request.Order.ContractId, request.Time, flow);

    /// <summary>Looks at the change of a working order.</summary>
    public RuleResult Check(OrderChangeRequested request, RiskFlow flow) => Judge(request.Order.ContractId, request.Time, flow);

    /// <summary>Looks at every contract.</summary>
    public RuleResult Check(ClockTick tick, RiskFlow flow)
    {
        RuleResult worst = RuleResult.Pass;
        bool isOpen = calendar.DayOf(tick.Time).Contains(tick.Time);
        foreach (FuturesContract contract in market.Contracts)
        {
            RuleResult result = isOpen ? Judge(contract.Id, tick.Time, flow) : RuleResult.Pass;
            if (result.IsPass)
                gate.Lift(Name, contract.Id, tick.Time, flow);
            else if (gate.Block(Name, contract.Id, result.Reason, tick.Time, flow))
                worst = result > worst ? result : worst;
        }

        return worst;
    }

    private RuleResult Judge(string contractId, DateTimeOffset now, RiskFlow flow)
    {
        if (market.Of(contractId) is not { Bid: not null, Ask: not null } quote)
            return RuleResult.InsufficientData($"{contractId} has no quote");

        double age = (now - quote.Time).TotalSeconds;
        if (flow.FallsBelow("Age of the quote in seconds", age, -Tolerance))
            return RuleResult.InsufficientData($"the quote of {contractId} is from {-age:0} s in the future");
        double waited = quote.Waited.TotalSeconds;
        bool isBehind = waited >= 1 && age <= limits.MaxSeconds;
        return flow.Exceeds("Age of the quote in seconds", age + waited, limits.MaxSeconds)
            ? RuleResult.Breach($"the quote of {contractId} is {age + waited:0} s old{(isBehind ? $", of which it lay ready for {waited:0}: the bot is behind" : "")}, {limits.MaxSeconds} allowed")
            : RuleResult.Pass;
    }
}
