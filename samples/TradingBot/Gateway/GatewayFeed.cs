using System.Globalization;
using System.Runtime.CompilerServices;
using ProjectX;
using RiskTraceGen;
using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Gateway;

/// <summary>A quote that was not used: the gateway had told a later one before, or the same.</summary>
/// <param name="ContractId">Of what.</param>
/// <param name="Time">When it was made.</param>
/// <param name="Latest">When the one was made that is in use.</param>
public readonly record struct IgnoredQuote(string ContractId, DateTimeOffset? Time, DateTimeOffset Latest);

/// <summary>Quotes were missed: the connection to the market was lost.</summary>
/// <param name="Losses">How often.</param>
public readonly record struct QuotesMissed(int Losses);

/// <summary>
/// The gateway's quotes as the bot's prices: a field that is null has not changed, time never runs backwards, and what was told before is not told again. What is left out
/// is in the trace.
/// </summary>
public sealed class GatewayFeed(GatewaySession session, RiskTracer tracer) : IPriceStream
{
    private readonly Dictionary<string, GatewayQuote> _latest = [];

    /// <inheritdoc/>
    public string Description => string.Create(CultureInfo.InvariantCulture,
        $"{string.Join(" and ", session.Contracts.Traded)} from the gateway at {session.Address}, account {session.Account.Name}");

    /// <inheritdoc/>
    public async IAsyncEnumerable<MarketUpdate> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ContractQuote quote in session.QuotesAsync(cancellationToken))
        {
            NoteLosses();
            if (session.Contracts.Find(quote.ContractId) is { } contract && Use(quote) is { } used)
                yield return UpdateOf(contract, used);
        }

        NoteLosses();
    }

    private static MarketUpdate UpdateOf(FuturesContract contract, (GatewayQuote Now, decimal Traded) quote) => new(
        TimeOf(quote.Now)!.Value.ToUniversalTime(), contract, quote.Now.BestBid, quote.Now.BestAsk, quote.Traded > 0 ? quote.Now.LastPrice : null, (long)quote.Traded);

    private static DateTimeOffset? TimeOf(GatewayQuote quote) => quote.Timestamp ?? quote.LastUpdated;

    /// <summary>After a gap nobody knows what has not changed: until a price is told again it is missing, and no rule counts with it.</summary>
    private void NoteLosses()
    {
        if (session.TakeMarketLosses() is not (> 0 and var losses))
            return;

        foreach ((string contract, GatewayQuote quote) in _latest.ToArray())
            _latest[contract] = quote with { BestBid = null, BestAsk = null };
        using RiskFlow flow = tracer.StartFlow("QUOTES_MISSED");
        flow.Emit("quotes_missed", new QuotesMissed(losses).ToString());
        flow.Complete("RESUMED");
    }

    /// <summary>The quote that holds from now on, and what has traded since the last; null if this one is no news.</summary>
    private (GatewayQuote Now, decimal Traded)? Use(ContractQuote told)
    {
        GatewayQuote quote = told.Quote;
        if (!_latest.TryGetValue(told.ContractId, out GatewayQuote? before))
            return TimeOf(quote) is null ? null : (_latest[told.ContractId] = quote, 0);

        GatewayQuote now = quote with
        {
            LastPrice = quote.LastPrice ?? before.LastPrice,
            BestBid = quote.BestBid ?? before.BestBid,
            BestAsk = quote.BestAsk ?? before.BestAsk,
            Volume = quote.Volume ?? before.Volume,
        };
        if (TimeOf(quote) is not { } time || time < TimeOf(before) || now == before)
        {
            using RiskFlow flow = tracer.StartFlow("QUOTE_IGNORED", told.ContractId);
            flow.Emit("quote_ignored", new IgnoredQuote(told.ContractId, TimeOf(quote), TimeOf(before)!.Value).ToString());
            flow.Complete("IGNORED");
            return null;
        }

        _latest[told.ContractId] = now;
        return (now, Math.Max((now.Volume ?? 0) - (before.Volume ?? 0), 0));
    }
}
