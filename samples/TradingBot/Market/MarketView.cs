using TradingBot.Domain;

namespace TradingBot.Market;

/// <summary>The best prices of a contract at one moment.</summary>
/// <param name="Bid">The best price somebody pays; null if nobody does.</param>
/// <param name="Ask">The best price somebody asks; null if nobody does.</param>
/// <param name="Time">When, in market time.</param>
/// <param name="Waited">How long it lay ready before the bot read it.</param>
public readonly record struct Quote(decimal? Bid, decimal? Ask, DateTimeOffset Time, TimeSpan Waited = default)
{
    /// <summary>The middle of the market; null while one side is missing.</summary>
    public decimal? Mid => (Bid + Ask) / 2;

    /// <summary>The price at which an order of this side would trade at once; null if nobody is on the other side.</summary>
    public decimal? PriceFor(OrderSide side) => side == OrderSide.Buy ? Ask : Bid;

    /// <summary>The price at which a position of this sign could be closed now; null if nobody is on the other side.</summary>
    public decimal? ClosingPrice(int size) => size > 0 ? Bid : Ask;
}

/// <summary>The market as the bot and its paper broker see it: the latest quote of each contract.</summary>
public sealed class MarketView
{
    private readonly Dictionary<string, Quote> _quotes = [];
    private readonly Dictionary<string, FuturesContract> _contracts = [];
    private readonly Dictionary<string, FuturesContract> _introduced = [];
    private readonly HashSet<string> _quoted = [];
    private readonly Dictionary<string, decimal> _lasts = [];

    /// <summary>The contracts that had a price so far, in the order of their first one.</summary>
    public IEnumerable<FuturesContract> Contracts => _contracts.Values;

    /// <summary>Takes in an update and returns the quote that holds from now on. Where there are quotes, a trade makes none of them newer.</summary>
    public Quote Apply(in MarketUpdate update)
    {
        string id = update.Contract.Id;
        bool isQuote = update.Bid is not null || update.Ask is not null;
        if (isQuote)
            _quoted.Add(id);

        if (update.Last is { } traded)
            _lasts[id] = traded;

        Quote before = Of(id);
        _contracts[id] = update.Contract;
        return _quotes[id] = isQuote ? new Quote(update.Bid, update.Ask, update.Time, update.Waited)
            : _quoted.Contains(id) || update.Last is not { } last ? before
            : AroundTrade(before, last, update.Contract.Product.TickSize, update.Time);
    }

    /// <summary>The latest quote; both sides are null before the first.</summary>
    public Quote Of(string contractId) => _quotes.GetValueOrDefault(contractId);

    /// <summary>What a contract is worth now: the middle of its market, or its last trade while a side is missing; null before either.</summary>
    public decimal? ReferencePrice(string contractId)
        => Of(contractId).Mid ?? (_lasts.TryGetValue(contractId, out decimal last) ? last : null);

    /// <summary>The contract with this id; null before its first price, unless it was introduced.</summary>
    public FuturesContract? Contract(string contractId) => _contracts.GetValueOrDefault(contractId) ?? _introduced.GetValueOrDefault(contractId);

    /// <summary>Takes in a contract that is held and may never have a price.</summary>
    public void Introduce(FuturesContract contract) => _introduced[contract.Id] = contract;

    /// <summary>
    /// A source of trades alone tells no quote. A trade at or above the last ask is taken to have lifted it, one at or below the bid to have hit it,
    /// and the market to be one tick wide; a trade between the two leaves the quote as it was.
    /// </summary>
    private static Quote AroundTrade(Quote before, decimal price, decimal tickSize, DateTimeOffset time)
    {
        if (price >= before.Ask)
            return new Quote(price - tickSize, price, time);
        if (price <= before.Bid || before.Bid is null)
            return new Quote(price, price + tickSize, time);
        return before with { Time = time };
    }
}
