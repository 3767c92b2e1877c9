using TradingBot.Market;
using TradingBot.Replay;

namespace TradingBot.Tests.Replay;

public sealed class ReplayFeedTests : IDisposable
{
    private static readonly DateTimeOffset Midnight = new(2013, 10, 7, 0, 0, 0, TimeSpan.Zero);
    private readonly ReplayFolder _folder = new();

    [Fact]
    public void AMinuteIsReplayedAsItsFourPrices()
    {
        MarketUpdate[] updates = Read(
            _folder.Csv("20131007_es_minute_trade_201312.csv", "60000,10,12,9,11,7", "120000,11,12,9,10,8"));

        Assert.Equal([10m, 9m, 12m, 11m, 11m, 12m, 9m, 10m], updates.Select(update => update.Last!.Value));
        Assert.Equal([0L, 0, 0, 7, 0, 0, 0, 8], updates.Select(update => update.Volume));
        Assert.Equal(Midnight.AddMinutes(1), updates[0].Time);
        Assert.Equal(Midnight.AddMinutes(2).AddMilliseconds(-1), updates[3].Time);
    }

    [Fact]
    public void OfSeveralExpiriesTheOneThatTradedMostIsReplayed()
    {
        string path = _folder.Zip(
            "day.zip",
            ("20131007_es_minute_trade_201312.csv", ["0,10,10,10,10,5", "60000,10,10,10,10,5"]),
            ("20131007_es_minute_trade_201403.csv", ["0,20,20,20,20,11"]),
            ("20131007_es_minute_trade_201406.csv", []));
        ReplaySurvey survey = Survey(path);

        Assert.Equal(("CON.F.US.EP.H14", 11L, 21L, 3), survey.Fronts.Select(front => (front.Contract.Id, front.Volume, front.VolumeOfAll, front.Contracts)).Single());
        Assert.All(Read(path), update => Assert.Equal(20m, update.Last));
    }

    [Fact]
    public void OfQuotesAloneTheContractQuotedMostIsReplayed()
    {
        string path = _folder.Zip(
            "day.zip",
            ("20131007_es_minute_quote_201312.csv", ["0,10,10,10,10,5,11,11,11,11,5"]),
            ("20131007_es_minute_quote_201403.csv", ["0,20,20,20,20,5,21,21,21,21,5", "60000,20,20,20,20,5,21,21,21,21,5"]));

        Assert.All(Read(path), update => Assert.Equal((20m, 21m), (update.Bid, update.Ask)));
    }

    [Fact]
    public void SeveralFilesAreMergedByTimeQuotesBeforeTrades()
    {
        string nextDay = _folder.Csv("20131008_es_tick_trade_201312.csv", "0,13,1,,,0");
        string trades = _folder.Csv("20131007_es_tick_trade_201312.csv", "0,10,1,,,0", "20000,11,1,,,0", "30000,12,1,,,0");
        string quotes = _folder.Csv("20131007_es_minute_quote_201312.csv", "0,9,9,9,9,5,10,10,10,10,5");
        MarketUpdate[] updates = Read(nextDay, trades, quotes);

        Assert.Equal(["quote", "10", "quote", "11", "12", "quote", "quote", "13"], updates.Select(update => update.Last is { } last ? $"{last:0}" : "quote"));
        Assert.Equal(updates.OrderBy(update => update.Time).Select(update => update.Time), updates.Select(update => update.Time));
    }

    [Fact]
    public void CrossedQuotesAndSuspiciousTradesAreLeftOut()
    {
        string ticks = _folder.Csv("20131007_es_tick_trade_201312.csv", "0,10,1,,,1", "1,11,1,,,0");
        string quotes = _folder.Csv("20131007_es_minute_quote_201312.csv", "0,12,12,12,12,5,10,10,10,10,5");

        Assert.Equal(11m, Assert.Single(Read(ticks, quotes)).Last);
        Assert.Equal(2, Survey(ticks, quotes).NotTradable);
    }

    [Fact]
    public void TwoProductsAreReplayedSideBySide()
    {
        string es = _folder.Csv("20131007_es_tick_trade_201312.csv", "0,10,1,,,0", "2,10,1,,,0");
        string gc = _folder.Csv("20131007_gc_tick_trade_201312.csv", "1,1300,1,,,0");

        Assert.Equal(["ES", "GC", "ES"], Read(es, gc).Select(update => update.Contract.Product.Root));
    }

    [Fact]
    public void AFeedReadsTheSameTwice()
    {
        ReplaySurvey survey = Survey(_folder.Csv("20131007_es_minute_trade_201312.csv", "60000,10,12,9,11,7"));
        var feed = new ReplayFeed(survey, new ReplayProgress(TextWriter.Null));

        Assert.Equal(feed.Read(CancellationToken.None).ToArray(), feed.Read(CancellationToken.None).ToArray());
    }

    [Theory]
    [InlineData(ReplayProgress.LongInput - 1, 0)]
    [InlineData(ReplayProgress.LongInput, 10)]
    public void ALongReplaySaysHowFarItIs(long lines, int messages)
    {
        var output = new StringWriter();
        var progress = new ReplayProgress(output);
        for (long i = 0; i < lines; i++)
            progress.Replayed(lines);

        Assert.Equal(messages, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData(ReplayProgress.SurveyStep - 1, "")]
    [InlineData(ReplayProgress.SurveyStep * 2, "surveyed 1,000,000 lines|surveyed 2,000,000 lines")]
    public void ALongSurveySaysThatItIsAtWork(long lines, string messages)
    {
        var output = new StringWriter { NewLine = "|" };
        var progress = new ReplayProgress(output);
        for (long i = 0; i < lines; i++)
            progress.Surveyed();

        Assert.Equal(messages, output.ToString().TrimEnd('|'));
    }

    public void Dispose() => _folder.Dispose();

    private static ReplaySurvey Survey(params string[] paths) => ReplaySurvey.Of(LeanInputs.Find(paths), skipBadLines: false, new ReplayProgress(TextWriter.Null), CancellationToken.None);

    private static MarketUpdate[] Read(params string[] paths)
    {
        ReplaySurvey survey = Survey(paths);
        return [.. new ReplayFeed(survey, new ReplayProgress(TextWriter.Null)).Read(CancellationToken.None)];
    }
}
