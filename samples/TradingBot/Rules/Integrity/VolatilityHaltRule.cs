using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Rules.Integrity;

/// <summary>
/// No new positions while a minute travels several times its usual range: prices are then no guide to what an order will get. A halt bars the contract
/// for a cool-down; positions stay, and may be reduced.
/// </summary>
[RiskRule(Name, Category = "integrity")]
public sealed class VolatilityHaltRule(VolatilityHaltLimits limits, TradingGate gate)
{
    private const string Name = "volatility_halt";

    private readonly Dictionary<string, Minutes> _minutes = [];

    /// <summary>A minute is over: its range is judged, and becomes part of what is usual.</summary>
    public RuleResult Check(BarClosed bar, RiskFlow flow)
    {
        Minutes minutes = MinutesOf(bar.ContractId);
        RuleResult result = Judge(bar.ContractId, minutes, bar.High, bar.Low, bar.Time, flow);
        minutes.Close(bar);
        return result;
    }

    /// <summary>The minute under way is judged by how far it has come: a halt that waits for the end of the bar is late.</summary>
    public RuleResult Check(QuoteUpdated quote, RiskFlow flow)
    {
        if (quote.Mid is not { } mid)
            return RuleResult.InsufficientData($"{quote.ContractId} has no {(quote.Bid is null ? "bid" : "ask")}");

        Minutes minutes = MinutesOf(quote.ContractId);
        minutes.Extend(mid);
        return Judge(quote.ContractId, minutes, minutes.High, minutes.Low, quote.Time, flow);
    }

    private RuleResult Judge(string contractId, Minutes minutes, decimal high, decimal low, DateTimeOffset now, RiskFlow flow)
    {
        if (minutes.UsualRange is not { } usual)
            return RuleResult.InsufficientData($"{contractId} has fewer than {limits.AtrBars} bars");
        if (usual == 0)
            return RuleResult.InsufficientData($"{contractId} has not moved for {limits.AtrBars} bars");

        // One halt for one burst: while it stands there is nothing left to decide.
        if (gate.IsHeldBy(Name, contractId, now))
            return RuleResult.Pass;

        decimal ratio = minutes.TrueRange(high, low) / usual;
        if (!flow.Exceeds("Range to average range", ratio, limits.MaxRatio))
            return RuleResult.Pass;

        DateTimeOffset until = now.AddMinutes(limits.CoolDownMinutes);
        string reason = $"a minute of {ratio:0.00##} average ranges";
        gate.Close(new TradingHold(Name, contractId, reason, now, until, HoldKind.CoolDown), flow);
        flow.Raise(new BreachDetected(Name, contractId, ratio, limits.MaxRatio, reason));
        return RuleResult.Breach($"no new positions for {limits.CoolDownMinutes} minutes");
    }

    private Minutes MinutesOf(string contractId)
    {
        if (!_minutes.TryGetValue(contractId, out Minutes? minutes))
            _minutes.Add(contractId, minutes = new Minutes(limits.AtrBars));
        return minutes;
    }

    /// <summary>What is usual in one contract, and how far its present minute has come.</summary>
    private sealed class Minutes(int bars)
    {
        private readonly AverageTrueRange _range = new(bars);
        private bool _isEmpty = true;

        public decimal? UsualRange => _range.Value;

        public decimal High { get; private set; }

        public decimal Low { get; private set; }

        public decimal TrueRange(decimal high, decimal low) => _range.TrueRange(high, low);

        public void Extend(decimal price)
        {
            High = _isEmpty ? price : Math.Max(High, price);
            Low = _isEmpty ? price : Math.Min(Low, price);
            _isEmpty = false;
        }

        public void Close(in BarClosed bar)
        {
            _range.Add(bar);
            _isEmpty = true;
        }
    }
}
