using TradingBot.Domain;

namespace TradingBot.Market;

/// <summary>Makes one-minute bars of a contract: of its trades, or of the middle of its quotes while it has had no trade.</summary>
public sealed class BarBuilder
{
    private decimal _open, _high, _low, _close;
    private long _volume;
    private bool _any, _hasTrades;

    /// <summary>Takes a price into the minute that is under way.</summary>
    public void Add(in MarketUpdate update)
    {
        if (update.Last is { } last)
        {
            _hasTrades = true;
            Add(last, update.Volume);
        }
        else if (!_hasTrades && (update.Bid + update.Ask) / 2 is { } mid)
        {
            Add(mid, volume: 0);
        }
    }

    /// <summary>Ends the minute. False if nothing happened in it: a quiet minute has no bar.</summary>
    public bool TryClose(string contractId, DateTimeOffset endOfMinute, out BarClosed bar)
    {
        bar = new BarClosed(contractId, _open, _high, _low, _close, _volume, endOfMinute);
        bool any = _any;
        (_any, _volume) = (false, 0);
        return any;
    }

    private void Add(decimal price, long volume)
    {
        if (!_any)
        {
            _open = _high = _low = price;
            _any = true;
        }

        _high = Math.Max(_high, price);
        _low = Math.Min(_low, price);
        _close = price;
        _volume += volume;
    }
}
