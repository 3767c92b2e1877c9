using TradingBot.Domain;

namespace TradingBot.Replay;

/// <summary>
/// A first reading of everything: nothing trades on a file that turns out to be damaged in its last line, and the front contract is known by its volume.
/// </summary>
public sealed class ReplaySurvey
{
    private readonly Dictionary<LeanSource, SourceSummary> _summaries = [];

    /// <summary>Reads every source to its end.</summary>
    /// <exception cref="OperationCanceledException">The bot was stopped.</exception>
    /// <exception cref="ReplayInputException">Something cannot be read, or a line is bad and <paramref name="skipBadLines"/> is off.</exception>
    public static ReplaySurvey Of(IReadOnlyList<LeanSource> sources, bool skipBadLines, ReplayProgress progress, CancellationToken cancellationToken)
    {
        var survey = new ReplaySurvey();
        foreach (LeanSource source in sources)
            survey._summaries.Add(source, survey.Read(source, skipBadLines, progress, cancellationToken));

        foreach (IGrouping<string, LeanSource> file in sources.GroupBy(source => source.Path))
        {
            if (file.All(source => survey._summaries[source].Lines == 0))
                throw new ReplayInputException(file.Key, null, "holds not one good line", LeanLineParser.Expected(file.First().Name.Kind));
        }

        survey.Fronts = [.. survey._summaries.GroupBy(pair => pair.Key.Contract.Product).Select(Front)];
        survey.Lines = survey.FrontSources().Sum(source => survey._summaries[source].Lines);
        survey.NotTradable = survey.FrontSources().Sum(source => survey._summaries[source].NotTradable);
        return survey;
    }

    /// <summary>The contract that is replayed of each product.</summary>
    public IReadOnlyList<FrontContract> Fronts { get; private set; } = [];

    /// <summary>Good lines of the front contracts.</summary>
    public long Lines { get; private set; }

    /// <summary>Good lines of the front contracts at whose prices nobody could trade: crossed quotes, suspicious trades.</summary>
    public long NotTradable { get; private set; }

    /// <summary>Bad lines that were skipped, in all files.</summary>
    public long BadLines { get; private set; }

    /// <summary>The first bad line that was skipped.</summary>
    public ReplayInputException? FirstBadLine { get; private set; }

    /// <summary>When the first line of the front contracts begins, and the last.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Span
    {
        get
        {
            SourceSummary[] summaries = [.. FrontSources().Select(source => _summaries[source])];
            return (summaries.Min(summary => summary.First), summaries.Max(summary => summary.Last));
        }
    }

    /// <summary>The sources of the front contracts that hold anything.</summary>
    public IEnumerable<LeanSource> FrontSources() => _summaries.Where(pair => pair.Value.Lines > 0 && IsFront(pair.Key)).Select(pair => pair.Key);

    /// <summary>The time of a source's first line.</summary>
    public DateTimeOffset FirstTime(LeanSource source) => _summaries[source].First;

    private bool IsFront(LeanSource source) => Fronts.Any(front => front.Contract == source.Contract);

    private SourceSummary Read(LeanSource source, bool skipBadLines, ReplayProgress progress, CancellationToken cancellationToken)
    {
        Action<ReplayInputException>? onBadLine = skipBadLines ? Skip : null;
        DateTimeOffset midnight = ReplayTime.Midnight(source.Name.Date);
        var summary = default(SourceSummary);
        foreach (LeanRecord record in source.Read(onBadLine, cancellationToken))
        {
            progress.Surveyed();
            summary = summary.With(record, midnight);
        }

        return summary;
    }

    private void Skip(ReplayInputException badLine)
    {
        BadLines++;
        FirstBadLine ??= badLine;
    }

    private static FrontContract Front(IGrouping<FuturesProduct, KeyValuePair<LeanSource, SourceSummary>> product)
    {
        var contracts = product
            .GroupBy(pair => pair.Key.Contract)
            .Select(group => (Contract: group.Key, Volume: group.Sum(pair => pair.Value.Volume), Lines: group.Sum(pair => pair.Value.Lines)))
            .ToList();
        long total = contracts.Sum(contract => contract.Volume);

        // Quotes alone have no volume: then the contract that is quoted most often.
        var front = contracts
            .OrderByDescending(contract => contract.Volume)
            .ThenByDescending(contract => contract.Lines)
            .ThenBy(contract => contract.Contract.Expiry.ToString(), StringComparer.Ordinal)
            .First();
        return new FrontContract(front.Contract, front.Volume, total, contracts.Count);
    }

    private readonly record struct SourceSummary(long Lines, long Volume, long NotTradable, DateTimeOffset First, DateTimeOffset Last)
    {
        public SourceSummary With(in LeanRecord record, DateTimeOffset midnight)
        {
            DateTimeOffset time = midnight + record.TimeOfDay;
            return new SourceSummary(
                Lines + 1, Volume + record.Volume, NotTradable + (record.IsTradable ? 0 : 1), Lines == 0 ? time : First, time);
        }
    }
}

/// <summary>The contract of a product that is replayed: the one that traded most.</summary>
public sealed record FrontContract(FuturesContract Contract, long Volume, long VolumeOfAll, int Contracts);
