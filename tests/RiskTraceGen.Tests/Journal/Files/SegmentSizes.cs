namespace RiskTraceGen.Tests;

/// <summary>Segments are as large as was asked for, unless the trace points that each repeats would fill them.</summary>
public sealed class SegmentSizes
{
    [Theory]
    [InlineData(64 << 10, 0, 16)]
    [InlineData(64 << 10, 16 << 10, 16)]
    [InlineData(64 << 10, (16 << 10) + 1, 17)]
    [InlineData(64 << 10, 600_000, 22)]
    [InlineData(4 << 20, 600_000, 22)]
    [InlineData(64 << 10, 100_000_000, 24)]
    public void DefinitionsTakeAQuarterAtMost(int asked, long definitionBytes, int bits)
        => Assert.Equal(bits, FileJournalSettings.SegmentBitsFor(asked, definitionBytes));

    [Fact]
    public async Task ATracerThatKnowsManyTracePointsMakesLargerSegments()
    {
        using var directory = new TemporaryDirectory();
        for (int point = 0; point < 10; point++)
            TracePoint.Shape($"Wide{point}", [.. Enumerable.Range(0, 80).Select(static field => $"a_field_with_a_long_name_{field}")]);
        long definitions = TracePoint.DefinitionBytes();
        Assert.True(definitions > 16 << 10, $"{definitions} bytes of definitions");
        await using RiskTracer tracer = Tracers.Create(configure: options =>
        {
            options.JournalDirectory = directory.Path;
            options.SegmentBytes = 64 << 10;
        });
        for (int i = 0; i < 20_000; i++)
            tracer.StartFlow("CHECK").Complete("DONE");
        await tracer.DisposeAsync().InTime();

        Assert.True(directory.Segments.Length > 1, $"{directory.Segments.Length} segments");
        Assert.All(directory.Segments, segment => Assert.True(new FileInfo(segment).Length >= 4 * definitions));
    }
}
