using Microsoft.Extensions.Time.Testing;
using RiskTraceGen.Tool.Output;
using RiskTraceGen.Tool.Search;

namespace RiskTraceGen.Tool.Tests.Search;

/// <summary>What stands decoded in a flow is found among its raw bytes: the prefilter must never refuse what is there.</summary>
public sealed class TextSearchTests
{
    private static readonly Guid Ticket = new("6c1b0e0c-93a5-4b4e-9a55-2f2f8f1f6c01");

    [Theory]
    [InlineData("Zürich")]
    [InlineData("plain")]
    [InlineData("ain te")]
    [InlineData("Friday")]
    [InlineData("-7")]
    [InlineData("200")]
    [InlineData("60000")]
    [InlineData("4000000000")]
    [InlineData("18446744073709551615")]
    [InlineData("6c1b0e0c-93a5-4b4e-9a55-2f2f8f1f6c01")]
    [InlineData("6C1B0E0C93A54B4E9A552F2F8F1F6C01")]
    [InlineData("SEARCHED")]
    [InlineData("DONE_WELL")]
    public async Task WhatWasRecordedIsFound(string text)
    {
        using TemporaryDirectory directory = await RecordAsync();

        Assert.Equal(1, Count(directory, new FlowSearch { Contains = text }));
    }

    [Theory]
    [InlineData("Plain")]
    [InlineData("2000")]
    [InlineData("Saturday")]
    [InlineData("Fri-day")]
    public async Task WhatWasNotIsNot(string text)
    {
        using TemporaryDirectory directory = await RecordAsync();

        Assert.Equal(0, Count(directory, new FlowSearch { Contains = text }));
    }

    [Theory]
    [InlineData("plain", 1)]
    [InlineData("plain text", 1)]
    [InlineData("lain", 0)]
    [InlineData("Friday", 1)]
    [InlineData("6c1b0e0c-93a5-4b4e-9a55-2f2f8f1f6c01", 1)]
    [InlineData("200", 0)]
    [InlineData("60000", 1)]
    [InlineData("SEARCHED", 0)]
    public async Task ASubjectIsAWholeValueOrAPartBetweenOtherSigns(string text, int found)
    {
        using TemporaryDirectory directory = await RecordAsync();

        Assert.Equal(found, Count(directory, new FlowSearch { Contract = text }));
    }

    [Fact]
    public async Task FlowsThatCannotMatchAreNotDecoded()
    {
        using TemporaryDirectory directory = await RecordAsync();
        var search = new FlowSearch { Contains = "Zürich" };
        int decoded = 0, offered = 0;
        using var reader = new JournalDirectoryReader(JournalDirectory.Open(directory.Path));
        FlowAssembler? assembler = null;
        while (reader.TryRead(out TraceRecord record))
        {
            assembler ??= new FlowAssembler(reader.Clock, [new CountingSink(search, () => offered++, () => decoded++)], history: 0, static () => TraceLevel.All);
            assembler.OnRecord(record, reader.Points);
        }

        Assert.Equal((101, 1), (offered, decoded));
    }

    private static async Task<TemporaryDirectory> RecordAsync()
    {
        var directory = new TemporaryDirectory();
        await using var tracer = new RiskTracer(new RiskTracerOptions { JournalDirectory = directory.Path, SegmentBytes = 1 << 20 });
        for (int i = 0; i < 100; i++)
            tracer.StartFlow("OTHER").Complete("PASS");
        RiskFlow flow = tracer.StartFlow("SEARCHED");
        flow.Emit("city", "Zürich");
        flow.Emit("words", "plain text");
        ((ISuite)new FakeSuite(new FakeTimeProvider())).Traced(flow).Take(new Ticket(-7, 200, 60_000, 4_000_000_000, ulong.MaxValue, DayOfWeek.Friday));
        flow.Emit("ticket", Ticket);
        flow.Complete("DONE_WELL");
        return directory;
    }

    private static long Count(TemporaryDirectory directory, FlowSearch search)
        => FlowPass.Over(JournalDirectory.Open(directory.Path), new Terminal(TextWriter.Null, TextWriter.Null), search, static _ => { }, CancellationToken.None);

    private sealed class CountingSink(FlowSearch search, Action offered, Action decoded) : IRawFlowSink
    {
        public bool Wants(in FlowSummary summary, TraceLevel level)
        {
            offered();
            return search.Wants(summary);
        }

        public bool WantsRecords(ReadOnlySpan<byte> records, TracePointTable points) => search.WantsRecords(records, points);

        public void OnFlow(FlowTrace flow, TraceLevel level) => decoded();
    }
}
