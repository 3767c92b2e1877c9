using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Strategy;

/// <summary>What the strategy remembers of one contract.</summary>
internal sealed class ContractState(int bars)
{
    private readonly MovingAverage _average = new(bars);
    private readonly AverageTrueRange _range = new(bars);

    public decimal? Average => _average.Value;

    public decimal? Range => _range.Value;

    /// <summary>Where the first contracts were wanted.</summary>
    public decimal EntryPrice { get; private set; }

    /// <summary>The average range at that time: distances stay as they were planned.</summary>
    public decimal EntryRange { get; private set; }

    /// <summary>Additions that were sent, and not withdrawn.</summary>
    public int Additions { get; set; }

    /// <summary>Where the strategy itself has set the stop; null before it has.</summary>
    public decimal? StopPrice { get; set; }

    public void Add(in BarClosed bar)
    {
        _average.Add(bar.Close);
        _range.Add(bar);
    }

    public void Open(decimal price, decimal range) => (EntryPrice, EntryRange, Additions) = (price, range, 0);

    /// <summary>A position is there that was not entered in this run: distances are those of today, and how often it was added to nobody knows.</summary>
    public void TakeOver(decimal price, decimal range, int additions) => (EntryPrice, EntryRange, Additions) = (price, range, additions);
}
