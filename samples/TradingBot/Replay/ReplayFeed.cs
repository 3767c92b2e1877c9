using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Replay;

/// <summary>Recorded prices of the front contracts, of as many files as there are, merged by time.</summary>
public sealed class ReplayFeed(ReplaySurvey survey, ReplayProgress progress) : IMarketFeed
{
    /// <inheritdoc/>
    public string Description => string.Join('\n', survey.Fronts.Select(Describe).Append(SpanInWords()));

    /// <inheritdoc/>
    public IEnumerable<MarketUpdate> Read(CancellationToken cancellationToken)
    {
        // A source is opened only when its first line is due, so a month of files needs no month of handles.
        // At one time quotes come before trades: a trade meets the market that it traded in.
        var due = new PriorityQueue<IEnumerator<MarketUpdate>, (DateTimeOffset, bool, int)>();
        List<LeanSource> sources = [.. survey.FrontSources()];
        try
        {
            for (int i = 0; i < sources.Count; i++)
                due.Enqueue(Updates(sources[i], cancellationToken).GetEnumerator(), (survey.FirstTime(sources[i]), false, i - sources.Count));

            while (due.TryDequeue(out IEnumerator<MarketUpdate>? source, out (DateTimeOffset Time, bool IsTrade, int Order) key))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (key.Order >= 0)
                    yield return source.Current;
                int order = key.Order < 0 ? key.Order + sources.Count : key.Order;
                if (source.MoveNext())
                    due.Enqueue(source, (source.Current.Time, source.Current.Last is not null, order));
                else
                    source.Dispose();
            }
        }
        finally
        {
            while (due.TryDequeue(out IEnumerator<MarketUpdate>? source, out _))
                source.Dispose();
        }
    }

    private IEnumerable<MarketUpdate> Updates(LeanSource source, CancellationToken cancellationToken)
    {
        DateTimeOffset midnight = ReplayTime.Midnight(source.Name.Date);
        foreach (LeanRecord record in source.Read(onBadLine: static _ => { }, cancellationToken))     // the survey has judged them
        {
            progress.Replayed(survey.Lines);
            if (!record.IsTradable)
                continue;

            DateTimeOffset time = midnight + record.TimeOfDay;
            if (source.Name.Kind == LeanKind.TickTrade)
            {
                yield return new MarketUpdate(time, source.Contract, null, null, record.Trade?.Close, record.Volume);
                continue;
            }

            for (int step = 0; step < PriceBar.Steps; step++)
                yield return UpdateOf(source.Contract, record, time, step);
        }
    }

    private static MarketUpdate UpdateOf(FuturesContract contract, in LeanRecord record, DateTimeOffset time, int step)
    {
        bool lowFirst = record.LowFirst;
        return new MarketUpdate(
            time + ReplayTime.OfStep(step),
            contract,
            record.Bid?.Price(step, lowFirst),
            record.Ask?.Price(step, lowFirst),
            record.Trade?.Price(step, lowFirst),
            step == PriceBar.Steps - 1 ? record.Volume : 0);
    }

    private static string Describe(FrontContract front)
    {
        string product = $"replaying {front.Contract.Product.Root} {front.Contract.Expiry}";
        return front switch
        {
            { Contracts: 1 } => product,
            { VolumeOfAll: 0 } => $"{product}, the most quoted of {front.Contracts} contracts",
            _ => $"{product}, the front of {front.Contracts} contracts by volume ({front.Volume:N0} of {front.VolumeOfAll:N0})",
        };
    }

    private string SpanInWords()
    {
        (DateTimeOffset from, DateTimeOffset to) = survey.Span;
        return $"{survey.Lines:N0} lines, {from:yyyy-MM-dd HH:mm} to {to:yyyy-MM-dd HH:mm} UTC"
            + (survey.NotTradable == 0 ? "" : $"; {survey.NotTradable:N0} left out, crossed or suspicious")
            + (survey.BadLines == 0 ? "" : $"; {survey.BadLines:N0} bad skipped, the first: {survey.FirstBadLine?.Message}");
    }
}
