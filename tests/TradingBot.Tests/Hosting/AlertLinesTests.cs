using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RiskTraceGen;
using TradingBot.Hosting;

namespace TradingBot.Tests.Hosting;

public sealed class AlertLinesTests
{
    private static readonly BotOptions Plain = new(Seed: 1, Events: 1, ReplayPaths: [], SkipBadLines: false, TraceLevel.Breaches);

    public static TheoryData<string?, string?, string> Places => new()
    {
        { null, null, "--log FILE or --journal DIR keeps the stack" },
        { "flows.jsonl", null, "stack in flows.jsonl" },
        { null, "trace", "stack lost: the journal is gone from trace" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void WhatWasThrownIsALineAndItsStackElsewhere(string? log, string? journal, string place)
    {
        Exception thrown = Assert.Throws<IOException>(Break);
        string expected = $": System.IO.IOException: the connection broke ({place})";

        Assert.Equal($"fail: audit did not handle on_breach{expected}", Line(LogLevel.Error, "audit did not handle on_breach", thrown, log, journal));
        Assert.Equal($"crit: place_order: failed (flow 7){expected}", Line(LogLevel.Critical, $"place_order: failed (flow 7){Environment.NewLine}{thrown}", null, log, journal));
    }

    [Fact]
    public void AJournalThatIsThereHasTheStack()
    {
        string directory = Directory.CreateTempSubdirectory("tradingbot-").FullName;
        File.WriteAllText(Path.Combine(directory, "1.rtj"), "");

        Assert.EndsWith($"(stack in the journal {directory})", Line(LogLevel.Error, "audit", Assert.Throws<IOException>(Break), null, directory), StringComparison.Ordinal);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public void WithoutAnExceptionThereIsNothingElsewhere()
        => Assert.Equal("crit: journal: records were lost (flow 3)", Line(LogLevel.Critical, "journal: records were lost (flow 3)", null, null, null));

    private static void Break() => throw new IOException("the connection broke");

    private static string Line(LogLevel level, string message, Exception? exception, string? log, string? journal)
    {
        var printed = new StringWriter();
        var entry = new LogEntry<string>(level, "category", default, message, exception, static (text, _) => text);
        new AlertLines(Plain with { LogFile = log, JournalDirectory = journal }).Write(entry, scopeProvider: null, printed);
        return Assert.Single(printed.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
