using System.Globalization;
using System.Runtime.CompilerServices;
using ProjectX;
using RiskTraceGen;
using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Gateway;

/// <summary>A quote that was not used: the gateway had told a later one before, or the same; or its time is far ahead of the quotes that follow it.</summary>
/// <param name="ContractId">Of what.</param>
/// <param name="Time">When it was made.</param>
/// <param name="Latest">When the one was made that is in use.</param>
public readonly record struct IgnoredQuote(string ContractId, DateTimeOffset? Time, DateTimeOffset Latest);

/// <summary>Quotes were missed: the connection to the market was lost.</summary>
/// <param name="Losses">How often.</param>
public readonly record struct QuotesMissed(int Losses);

/// <summary>
/// The gateway's quotes as the bot's prices: a field that is null has not changed, time never runs backwards, and
/// what was told before is not told again. What is left out is in the trace.
/// </summary>
public sealed class GatewayFeed(GatewaySession session, RiskTracer tracer) : IPriceStream
{
    private readonly Dictionary<string, GatewayQuote> _latest = [];
    private readonly QuoteTimes _times = new();

    /// <inheritdoc/>
    public string Description => string.Create(CultureInfo.InvariantCulture,
        $"{string.Join(" and ", session.Contracts.Traded)} from the gateway at {session.Address}, account {session.Account.Name}");

    /// <inheritdoc/>
    public bool Trades(string contractId) => session.Contracts.Traded.Any(contract => contract.Id == contractId);

    /// <inheritdoc/>
    public TimeProvider? Pace => session.Time;

    /// <inheritdoc/>
    /// <exception cref="GatewayUnavailableException">The gateway has gone away, or its market was started anew.</exception>
    public async IAsyncEnumerable<MarketUpdate> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ContractQuote quote in session.QuotesAsync(cancellationToken))
        {
            NoteLosses();
            IReadOnlyList<ContractQuote> believed = _times.Follow(quote, out ContractQuote? wrong);
            if (wrong is { } ahead)
            {
                Ignore(ahead, _times.Latest!.Value);
                Forget(ahead.ContractId);
            }

            foreach (ContractQuote next in believed)
            {
                if (session.Contracts.Find(next.ContractId) is { } contract && Use(next) is { } used)
                    yield return UpdateOf(contract, used, session.Time.GetElapsedTime(next.Arrived));
            }

            if (_times.HasGoneBack)
                throw session.StartedAnew(_times.Latest!.Value, QuoteTimes.TimeOf(quote.Quote)!.Value);
        }

        if (_times.Ahead is { } last)
            Ignore(last, _times.Latest!.Value);
        NoteLosses();
    }

    private static MarketUpdate UpdateOf(FuturesContract contract, (GatewayQuote Now, decimal Traded) quote, TimeSpan waited) => new(
        QuoteTimes.TimeOf(quote.Now)!.Value.ToUniversalTime(),
        contract,
        quote.Now.BestBid,
        quote.Now.BestAsk,
        quote.Traded > 0 ? quote.Now.LastPrice : null,
        (long)quote.Traded,
        waited);

    private void NoteLosses()
    {
        if (session.TakeMarketLosses() is not (> 0 and var losses))
            return;

        foreach (string contractId in _latest.Keys.ToArray())
            Forget(contractId);
        using RiskFlow flow = tracer.StartFlow("QUOTES_MISSED");
        flow.Emit("quotes_missed", new QuotesMissed(losses).ToString());
        flow.Complete("RESUMED");
    }

    /// <summary>After a gap nobody knows what has not changed: until a price is told again it is missing, and no rule counts with it.</summary>
    private void Forget(string contractId)
    {
        if (_latest.TryGetValue(contractId, out GatewayQuote? quote))
            _latest[contractId] = quote with { BestBid = null, BestAsk = null };
    }

    /// <summary>The quote that holds from now on, and what has traded since the last; null if this one is no news.</summary>
    private (GatewayQuote Now, decimal Traded)? Use(ContractQuote told)
    {
        GatewayQuote quote = told.Quote;
        if (!_latest.TryGetValue(told.ContractId, out GatewayQuote? before))
            return QuoteTimes.TimeOf(quote) is null ? null : (_latest[told.ContractId] = quote, 0);

        GatewayQuote now = quote with
        {
            LastPrice = quote.LastPrice ?? before.LastPrice,
            BestBid = quote.BestBid ?? before.BestBid,
            BestAsk = quote.BestAsk ?? before.BestAsk,
            Volume = quote.Volume ?? before.Volume,
        };
        if (QuoteTimes.TimeOf(quote) is not { } time || time < QuoteTimes.TimeOf(before) || now == before)
        {
            Ignore(told, QuoteTimes.TimeOf(before)!.Value);
            return null;
        }

        _latest[told.ContractId] = now;
        return (now, Math.Max((now.Volume ?? 0) - (before.Volume ?? 0), 0));
    }

    private void Ignore(ContractQuote told, DateTimeOffset latest)
    {
        using RiskFlow flow = tracer.StartFlow("QUOTE_IGNORED", told.ContractId);
        flow.Emit("quote_ignored", new IgnoredQuote(told.ContractId, QuoteTimes.TimeOf(told.Quote), latest).ToString());
        flow.Complete("IGNORED");
    }
}
