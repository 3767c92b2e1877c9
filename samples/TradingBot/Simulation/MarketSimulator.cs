using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Simulation;

/// <summary>
/// A market that never was: two index futures that move together, from the afternoon before a trading day to its close.
/// One seed gives one market.
/// </summary>
public sealed class MarketSimulator(TradingCalendar calendar, int seed, int events) : IMarketFeed
{
    /// <summary>How many updates a day has unless somebody says otherwise: one every second and a half.</summary>
    public const int DefaultEvents = 60_000;

    private static readonly DeliveryMonth Expiry = new(2025, 12);
    private static readonly TimeSpan LeadIn = TimeSpan.FromHours(2);

    private readonly TradingDay _before = calendar.DayOn(new DateOnly(2025, 9, 16));
    private readonly TradingDay _day = calendar.DayOn(new DateOnly(2025, 9, 17));

    /// <inheritdoc/>
    public string Description
        => $"simulated {string.Join(" and ", Instruments().Select(instrument => instrument.Contract.Product.Root))}, seed {seed}, {events:N0} price updates\n"
        + $"trading day {_day.Date:yyyy-MM-dd}: {calendar.ToChicago(_day.Open):ddd HH:mm} to {calendar.ToChicago(_day.Close):ddd HH:mm} Chicago, "
        + $"led in by the last {LeadIn.TotalHours:0} hours of the day before";

    /// <inheritdoc/>
    public IEnumerable<MarketUpdate> Read(CancellationToken cancellationToken)
    {
        var chance = new Chance(seed);
        IReadOnlyList<MarketRegime> regimes = RegimeSchedule.Of(_before, _day, chance);
        SimulatedInstrument[] instruments = Instruments();
        double index = 0;
        int regime = 0;

        TimeSpan step = (LeadIn + (_day.Close - _day.Open)) / events;
        double minutes = step.TotalMinutes;
        double rootOfMinutes = Math.Sqrt(minutes);
        DateTimeOffset time = _before.Close - LeadIn;
        for (int i = 0; i < events; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (regime + 1 < regimes.Count && regimes[regime + 1].From <= time)
                regime++;

            MarketRegime now = regimes[regime];
            index += now.TrendPerMinute * minutes + now.VolatilityPerMinute * rootOfMinutes * chance.NextNormal();
            yield return instruments[i % instruments.Length].Next(time, index, now, minutes * instruments.Length, chance);

            time += step;
            if (time >= _before.Close && time < _day.Open)
                time += _day.Open - _before.Close;      // the market is shut from 15:10 to 17:00
        }
    }

    private static SimulatedInstrument[] Instruments() =>
    [
        new(FuturesContract.Of(FuturesProduct.ES, Expiry), basePrice: 6650, beta: 1.0),
        new(FuturesContract.Of(FuturesProduct.MNQ, Expiry), basePrice: 24_500, beta: 1.25),
    ];
}
