using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Simulation;

/// <summary>One future of the simulated market: follows the index by its beta, and strays from it for minutes at a time.</summary>
internal sealed class SimulatedInstrument(FuturesContract contract, double basePrice, double beta)
{
    /// <summary>What remains after a minute of the distance between price and fair value.</summary>
    private const double Persistence = 0.85;

    /// <summary>How far orders push the price off its fair value, in units of the index's own volatility.</summary>
    private const double NoiseShare = 1.5;

    private double _stray;

    public FuturesContract Contract => contract;

    /// <summary>The next price of this instrument, <paramref name="minutes"/> after the one before.</summary>
    public MarketUpdate Next(DateTimeOffset time, double index, in MarketRegime regime, double minutes, Chance chance)
    {
        _stray += (Persistence - 1) * minutes * _stray + NoiseShare * regime.VolatilityPerMinute * Math.Sqrt(minutes) * chance.NextNormal();
        decimal fair = (decimal)(basePrice * (1 + beta * index + _stray));
        decimal tick = contract.Product.TickSize;
        decimal bid = contract.Product.RoundToTick(fair);
        decimal ask = bid + tick * chance.Next(1, regime.MaxSpreadTicks + 1);
        decimal last = chance.NextSign() < 0 ? bid : ask;
        return new MarketUpdate(time, contract, bid, ask, last, chance.Next(1, 20));
    }
}
