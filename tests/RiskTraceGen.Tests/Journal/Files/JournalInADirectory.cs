namespace RiskTraceGen.Tests;

public sealed class JournalInADirectory
{
    [Fact]
    public async Task WhatWasRecordedIsReadFromTheFilesAlone()
    {
        using var directory = new TemporaryDirectory();
        await using RiskTracer tracer = Create(directory);
        RiskFlow flow = tracer.StartFlow("CHECK", "by hand");
        flow.Exceeds("Size check", 5, 2);
        flow.Complete("DONE");
        await tracer.DisposeAsync().InTime();

        FlowTrace trace = Assert.Single(ReadFlows(directory));
        Assert.Equal(Assert.Single(tracer.RecentFlows).Steps.Select(step => step.Text), trace.Steps.Select(step => step.Text));
        Assert.Equal(Assert.Single(tracer.RecentFlows).StartUtc, trace.StartUtc);
    }

    [Fact]
    public async Task EveryRecordIsThereWhenSegmentsFollowOneAnother()
    {
        using var directory = new TemporaryDirectory();
        await using RiskTracer tracer = Create(directory);
        for (int i = 0; i < 30_000; i++)
        {
            RiskFlow flow = tracer.StartFlow("CHECK");
            flow.Emit("number", i);
            flow.Complete("DONE");
        }

        await tracer.DisposeAsync().InTime();

        JournalStatistics journal = tracer.Statistics.Journal;
        Assert.Equal((0, 0, 0), (journal.Dropped, journal.InFlight, journal.Unsaved));
        using var reader = new JournalDirectoryReader(JournalDirectory.Open(directory.Path));
        long flows = 0;
        while (reader.TryRead(out TraceRecord record))
            flows += record.Type == RecordType.FlowEnd ? 1 : 0;
        Assert.Equal(30_000, flows);
        Assert.Equal(journal.Written, reader.Records);
        Assert.Equal(0, reader.Left.Total);
        Assert.True(directory.Segments.Length > 3, $"{directory.Segments.Length} segments");
    }

    [Fact]
    public async Task ASecondRunGoesOnWhereTheFirstEnded()
    {
        using var directory = new TemporaryDirectory();
        for (int run = 1; run <= 3; run++)
        {
            await using RiskTracer tracer = Create(directory);
            tracer.StartFlow($"RUN_{run}").Complete("DONE");
            await tracer.DisposeAsync().InTime();
        }

        Assert.Equal([(1, "RUN_1"), (2, "RUN_2"), (3, "RUN_3")], ReadFlows(directory).Select(flow => (flow.Id, flow.Type)));
        Assert.Equal(3, directory.Segments.Length);
        Assert.Single(Directory.EnumerateFiles(directory.Path, "*.rtw"));
    }

    [Fact]
    public async Task ARunMayHaveSegmentsOfAnotherSize()
    {
        using var directory = new TemporaryDirectory();
        foreach (int bytes in (int[])[1 << 20, 4 << 20, 2 << 20])
        {
            await using RiskTracer tracer = Create(directory, bytes);
            tracer.StartFlow("RUN").Complete("DONE");
            await tracer.DisposeAsync().InTime();
        }

        Assert.Equal([1, 2, 3], ReadFlows(directory).Select(flow => flow.Id));
        using var verifier = new JournalVerifier(JournalDirectory.Open(directory.Path));
        Assert.Empty(verifier.Verify().Damages);
    }

    [Fact]
    public async Task WhatIsLeftOfADamagedSegmentIsNotWrittenOver()
    {
        using var directory = new TemporaryDirectory();
        await using (RiskTracer tracer = Create(directory))
            tracer.StartFlow("RUN").Complete("DONE");
        string damaged = Assert.Single(directory.Segments);
        byte[] bytes = File.ReadAllBytes(damaged);
        bytes[9] ^= 1;
        File.WriteAllBytes(damaged, bytes);

        await using (RiskTracer tracer = Create(directory))
            tracer.StartFlow("RUN").Complete("DONE");
        Assert.Equal(bytes, File.ReadAllBytes(damaged));
        Assert.Equal(2, directory.Segments.Length);
    }

    [Fact]
    public async Task EachSegmentNamesItsTracePointsItself()
    {
        using var directory = new TemporaryDirectory();
        await using RiskTracer tracer = Create(directory);
        for (int i = 0; i < 10_000; i++)
        {
            RiskFlow flow = tracer.StartFlow("CHECK");
            flow.Raise(new BreachDetected("max_contracts", "MNQ", i, 2));
            flow.Complete("DONE");
        }

        await tracer.DisposeAsync().InTime();
        foreach (string segment in directory.Segments.SkipLast(1))
            File.Delete(segment);

        Assert.Contains(ReadFlows(directory).SelectMany(flow => flow.Steps), step => step.Name == "on_breach" && step.Fields.Any(field => field.ToString() == "rule: max_contracts"));
    }

    [Fact]
    public async Task ADirectoryHasOneWriter()
    {
        using var directory = new TemporaryDirectory();
        await using RiskTracer tracer = Create(directory);

        IOException thrown = Assert.Throws<IOException>(() => Create(directory));
        Assert.Contains("has a writer already", thrown.Message, StringComparison.Ordinal);
        Assert.True(JournalDirectory.Open(directory.Path).IsLive);
        await tracer.DisposeAsync().InTime();
        Assert.False(JournalDirectory.Open(directory.Path).IsLive);
    }

    [Fact]
    public async Task AFollowerSeesARecordWhileTheProgramRuns()
    {
        using var directory = new TemporaryDirectory();
        await using RiskTracer tracer = Create(directory);
        tracer.StartFlow("BEFORE").Complete("DONE");
        using var reader = new JournalDirectoryReader(JournalDirectory.Open(directory.Path), fromEnd: true);
        Assert.False(reader.TryRead(out _));

        RiskFlow flow = tracer.StartFlow("AFTER");
        Assert.Equal([(RecordType.FlowStart, flow.Id)], NewRecords(reader));
        flow.Complete("DONE");
        Assert.Equal([(RecordType.FlowEnd, flow.Id)], NewRecords(reader));
    }

    // Other tests of the process may have made trace points meanwhile.
    private static List<(RecordType Type, long Flow)> NewRecords(JournalDirectoryReader reader)
    {
        var records = new List<(RecordType Type, long Flow)>();
        while (reader.TryRead(out TraceRecord record))
        {
            if (record.Type != RecordType.Definition)
                records.Add((record.Type, record.Header.Flow));
        }

        return records;
    }

    private static RiskTracer Create(TemporaryDirectory directory, int segmentBytes = 1 << 20)
        => Tracers.Create(configure: options =>
        {
            options.JournalDirectory = directory.Path;
            // The trace points of all tests of this process have to fit in.
            options.SegmentBytes = segmentBytes;
        });

    private static IReadOnlyList<FlowTrace> ReadFlows(TemporaryDirectory directory)
    {
        using var reader = new JournalDirectoryReader(JournalDirectory.Open(directory.Path));
        var flows = new List<FlowTrace>();
        FlowAssembler? assembler = null;
        long run = 0;
        while (reader.TryRead(out TraceRecord record))
        {
            if (reader.Run != run)
            {
                flows.AddRange(assembler?.RecentFlows() ?? []);
                assembler = new FlowAssembler(reader.Clock, [], history: 10_000, static () => TraceLevel.All);
                run = reader.Run;
            }

            assembler!.OnRecord(record, reader.Points);
        }

        return [.. flows, .. assembler?.RecentFlows() ?? []];
    }
}
