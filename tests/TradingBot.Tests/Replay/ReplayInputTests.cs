using System.Text;
using TradingBot.Replay;

namespace TradingBot.Tests.Replay;

public sealed class ReplayInputTests : IDisposable
{
    private const string Name = "20131007_es_minute_trade_201312.csv";
    private const string Good = "0,10,11,9,10,5";
    private readonly ReplayFolder _folder = new();

    [Fact]
    public void AMissingFileIsNamed()
    {
        string path = Path.Combine(_folder.Root, "missing.zip");

        Assert.Equal($"{path}: does not exist; expected a zip or csv file in LEAN's futures format", Problem(path));
    }

    [Fact]
    public void AFolderIsNoFile() => Assert.Contains("is a folder; expected a zip or csv file", Problem(_folder.Root), StringComparison.Ordinal);

    [Fact]
    public void AnotherKindOfFileIsRefused()
        => Assert.Contains("is neither a zip nor a csv", Problem(_folder.Csv("20131007_es_minute_trade_201312.txt", Good)), StringComparison.Ordinal);

    [Fact]
    public void ACsvWhoseNameSaysNothingIsRefused()
        => Assert.Contains("prices.csv: its name does not say what it holds; expected a name like", Problem(_folder.Csv("prices.csv", Good)), StringComparison.Ordinal);

    [Fact]
    public void AProductTheBotDoesNotKnowIsNamed()
        => Assert.Contains("the bot does not know the product CL; expected one of ES, NQ", Problem(_folder.Csv("20131007_cl_minute_trade_201312.csv", Good)), StringComparison.Ordinal);

    [Fact]
    public void TheSameFileTwiceIsRefused()
    {
        string path = _folder.Csv(Name, Good);

        Assert.Contains("is given twice", Problem(path, path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n  \n")]
    public void AnEmptyFileIsRefused(string content)
        => Assert.Contains("holds not one good line; expected 6 columns", Problem(_folder.Csv(Name, content)), StringComparison.Ordinal);

    [Fact]
    public void AnEmptyZipIsRefused()
        => Assert.Contains("holds no futures data that the bot can replay", Problem(_folder.Zip("empty.zip")), StringComparison.Ordinal);

    [Fact]
    public void AZipOfOtherThingsIsRefused()
        => Assert.Contains("holds no futures data", Problem(_folder.Zip("other.zip", ("readme.txt", ["hello"]))), StringComparison.Ordinal);

    [Fact]
    public void OtherFilesBesideTheDataAreLeftAlone()
    {
        string path = _folder.Zip("day.zip", ("readme.txt", ["hello"]), ("__MACOSX/._" + Name, ["\0\0"]), (Name, [Good]));

        Assert.Equal(1, Survey([path]).Lines);
    }

    [Theory]
    [InlineData("a/" + Name, "b/" + Name)]
    [InlineData(Name, "a/20131007_ES_minute_trade_201312.csv")]
    [InlineData(Name, Name)]
    public void AZipThatHoldsTheSameCsvTwiceIsRefused(string first, string second)
        => Assert.Contains(
            $"day.zip: holds the same csv twice: {first} and {second}; expected each csv once, whatever its folder",
            Problem(_folder.Zip("day.zip", (first, [Good]), (second, ["60000,10,11,9,10,5"]))),
            StringComparison.Ordinal);

    [Fact]
    public void AFileThatIsNoZipIsRefused()
        => Assert.Contains("cannot be opened", Problem(_folder.Csv("damaged.zip", "this is no zip")), StringComparison.Ordinal);

    [Fact]
    public void AZipThatWasCutOffIsRefused()
    {
        string path = _folder.Zip("cut.zip", (Name, [.. Enumerable.Repeat(Good, 100)]));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..300]);

        Assert.Contains("cut.zip: cannot be opened", Problem(path), StringComparison.Ordinal);
    }

    [Fact]
    public void ADigitThatFlippedInAZipIsFound()
    {
        string path = _folder.Zip("flipped.zip", (Name, [Good, "60000,10,11,9,10,5"]));
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("60000,10"u8) + 7] = (byte)'1';      // 11 is a price too
        File.WriteAllBytes(path, bytes);

        Assert.Contains($"({Name}): cannot be read: its checksum does not match its content; expected an undamaged zip", Problem(path), StringComparison.Ordinal);
    }

    [Fact]
    public void ABadLineIsNamedByItsNumber()
        => Assert.Contains(
            $"{Name}, line 3: high 9 is below low 11; expected 6 columns: milliseconds since midnight, open, high, low, close, volume",
            Problem(_folder.Csv(Name, Good, "", "60000,10,9,11,10,5", Good)),
            StringComparison.Ordinal);

    [Fact]
    public void LinesOutOfOrderAreRefused()
        => Assert.Contains("line 2: time 60000 comes after 120000, so the lines are out of order; expected each line at the time of the line before it or later", Problem(_folder.Csv(Name, "120000,10,11,9,10,5", "60000,10,11,9,10,5")), StringComparison.Ordinal);

    [Fact]
    public void ALineWithoutEndIsNotTakenIntoMemory()
        => Assert.Contains("line 1: the line is longer than 512 characters", Problem(_folder.Csv(Name, new string('1', 100_000))), StringComparison.Ordinal);

    [Fact]
    public void BadLinesAreCountedAndSkippedOnRequest()
    {
        ReplaySurvey survey = Survey([_folder.Csv(Name, Good, "nonsense", "60000,10,11,9,10,5", "0,10,11,9,10,5")], skipBadLines: true);

        Assert.Equal((2L, 2L), (survey.Lines, survey.BadLines));
        Assert.Contains("line 2: 1 column", survey.FirstBadLine!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingButBadLinesIsNothing()
    {
        string path = _folder.Csv(Name, "nonsense");

        Assert.Contains("holds not one good line", Assert.Throws<ReplayInputException>(() => Survey([path], skipBadLines: true)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Good)]
    [InlineData("nonsense")]
    [InlineData("")]
    public void ASurveyStopsWhenItIsAskedTo(string line)
    {
        IReadOnlyList<LeanSource> sources = LeanInputs.Find([_folder.Csv(Name, line)]);

        Assert.Throws<OperationCanceledException>(
            () => ReplaySurvey.Of(sources, skipBadLines: true, new ReplayProgress(TextWriter.Null), new CancellationToken(canceled: true)));
    }

    public static TheoryData<string> Encodings => ["utf-8", "utf-16", "utf-16BE", "utf-32"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void AByteOrderMarkSaysTheEncoding(string encoding)
        => Assert.Equal(2, Survey([_folder.Csv(Name, Encoding.GetEncoding(encoding), Good + "\r", "60000,10,11,9,10,5\r")]).Lines);

    public void Dispose() => _folder.Dispose();

    private static ReplaySurvey Survey(string[] paths, bool skipBadLines = false) => ReplaySurvey.Of(LeanInputs.Find(paths), skipBadLines, new ReplayProgress(TextWriter.Null), CancellationToken.None);

    private static string Problem(params string[] paths) => Assert.Throws<ReplayInputException>(() => Survey(paths)).Message;
}
