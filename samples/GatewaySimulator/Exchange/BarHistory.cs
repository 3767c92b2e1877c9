using ProjectX;
using TradingBot.Market;

namespace GatewaySimulator.Exchange;

/// <summary>The bars of one contract: kept by the second, put together as asked.</summary>
internal sealed class BarHistory
{
    private readonly List<Bar> _seconds = [];

    public void Add(in MarketUpdate update)
    {
        if ((update.Last ?? (update.Bid + update.Ask) / 2) is not { } price)
            return;

        DateTimeOffset second = Floor(update.Time, TimeSpan.FromSeconds(1));
        if (_seconds is [.., var last] && last.T == second)
            _seconds[^1] = last with { H = Math.Max(last.H, price), L = Math.Min(last.L, price), C = price, V = last.V + update.Volume };
        else
            _seconds.Add(new Bar(second, price, price, price, price, update.Volume));
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Bar> Bars(RetrieveBarsRequest request, DateTimeOffset now)
        => [.. _seconds
            .Where(bar => bar.T >= request.StartTime && bar.T < request.EndTime)
            .GroupBy(bar => Begin(bar.T, request.Unit, request.UnitNumber))
            .Where(bars => request.IncludePartialBar || Next(bars.Key, request.Unit, request.UnitNumber) <= now)
            .Select(Join)
            .Reverse()
            .Take(request.Limit)];

    private static Bar Join(IGrouping<DateTimeOffset, Bar> bars)
        => new(bars.Key, bars.First().O, bars.Max(bar => bar.H), bars.Min(bar => bar.L), bars.Last().C, bars.Sum(bar => bar.V));

    private static DateTimeOffset Begin(DateTimeOffset time, BarUnit unit, int number) => unit switch
    {
        BarUnit.Week => Floor(time, TimeSpan.FromDays(7 * number)),
        BarUnit.Month => new DateTimeOffset(time.Year, (time.Month - 1) / number * number + 1, 1, 0, 0, 0, TimeSpan.Zero),
        _ => Floor(time, Span(unit) * number),
    };

    private static DateTimeOffset Next(DateTimeOffset begin, BarUnit unit, int number) => unit switch
    {
        BarUnit.Week => begin.AddDays(7 * number),
        BarUnit.Month => begin.AddMonths(number),
        _ => begin + Span(unit) * number,
    };

    private static TimeSpan Span(BarUnit unit) => unit switch
    {
        BarUnit.Second => TimeSpan.FromSeconds(1),
        BarUnit.Minute => TimeSpan.FromMinutes(1),
        BarUnit.Hour => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    private static DateTimeOffset Floor(DateTimeOffset time, TimeSpan span) => new(time.UtcTicks - time.UtcTicks % span.Ticks, TimeSpan.Zero);
}
