namespace RiskTraceGen.Tool.Tests.Export;

public sealed class PerfettoTests(DeskJournal journal) : IClassFixture<DeskJournal>
{
    [Fact]
    public async Task SlicesStandOnTracksOfTheirFlowTypeAndNest()
    {
        ProtoReader[] packets = await PacketsAsync(journal.Path);

        var tracks = packets.Select(packet => packet.Message(60)).OfType<ProtoReader>().ToDictionary(track => track.Number(1)!.Value);
        string PathOf(ulong uuid) => tracks[uuid].Number(5) is { } parent ? $"{tracks[parent].Text(2)}/{tracks[uuid].Text(2)}" : tracks[uuid].Text(2)!;
        var open = new Dictionary<ulong, Stack<(string? Name, ulong Start)>>();
        var slices = new List<(string Track, string? Name, ulong Nanoseconds)>();
        // As the trace processor does: by time, and as written where times are equal.
        foreach ((ProtoReader Packet, ProtoReader Event) entry in packets.Where(packet => packet.Message(11) is not null).Select(packet => (packet, packet.Message(11)!)).OrderBy(entry => entry.packet.Number(8)))
        {
            ulong track = entry.Event.Number(11)!.Value;
            ulong time = entry.Packet.Number(8)!.Value;
            if (!open.TryGetValue(track, out Stack<(string? Name, ulong Start)>? stack))
                open.Add(track, stack = new Stack<(string? Name, ulong Start)>());
            if (entry.Event.Number(9) == 1)
                stack.Push((entry.Event.Text(23), time));
            else if (entry.Event.Number(9) == 2)
                slices.Add((PathOf(track), stack.Peek().Name, time - stack.Pop().Start));
        }

        Assert.All(open.Values, Assert.Empty);
        Assert.Equal(4, slices.Count(slice => slice is { Track: "RISK_RULE_EVALUATION/flows", Name: "POSITION_UPDATED" }));
        Assert.Equal(8, slices.Count(slice => slice.Track == "RISK_RULE_EVALUATION/rules"));
        Assert.Contains(("RISK_RULE_EVALUATION/calls", "close_position", 2_000_000UL), slices);
        Assert.Contains(slices, slice => slice.Track == "RISK_RULE_EVALUATION/hooks" && slice.Name == "on_breach → Alerts.Note");
        Assert.Contains(slices, slice => slice.Track == "NIGHTLY/flows");
    }

    [Fact]
    public async Task ArrowsLeadFromAFlowToWhatItDid()
    {
        ProtoReader[] packets = await PacketsAsync(journal.Path);

        string?[] second = [.. packets.Select(packet => packet.Message(11)).Where(happened => happened?.Number(47) == 2).Select(happened => happened!.Text(23))];
        Assert.Equal(["POSITION_UPDATED", "known_contract", "max_contracts", "close_position", "on_breach → Alerts.Note"], second);
        Assert.All(packets, packet => Assert.Equal(1UL, packet.Number(10)));
        Assert.Equal(1UL, packets[0].Number(13));
    }

    [Fact]
    public async Task TimesAreUtcAndFieldsAreAnnotations()
    {
        ProtoReader[] packets = await PacketsAsync(journal.Path);

        ulong morning = (ulong)DeskJournal.Morning.ToUnixTimeMilliseconds() * 1_000_000;
        Assert.Equal([(1UL, morning), (6UL, morning)], packets[0].Message(6)!.Messages(1).Select(clock => (clock.Number(1)!.Value, clock.Number(2)!.Value)));
        ProtoReader call = packets.Select(packet => packet.Message(11)).OfType<ProtoReader>().First(happened => happened.Text(22) == "call");
        Assert.Equal([("contract_id", "CON.MNQ.Z25", null), ("order_number", null, 1001)], call.Messages(4).Take(2).Select(note => (note.Text(10), note.Text(6), note.Number(4))));
    }

    [Fact]
    public async Task EveryFieldIsOneOfThePublicDefinitionsAndEachTrackGoesForwardInTime()
    {
        ProtoReader[] packets = await PacketsAsync(journal.Path);

        Assert.All(packets, packet => PerfettoDefinitions.Check(packet, "TracePacket"));
        var tracks = new HashSet<ulong>();
        var last = new Dictionary<ulong, ulong>();
        foreach (ProtoReader packet in packets)
        {
            if (packet.Message(60) is { } track)
            {
                Assert.True(tracks.Add(track.Number(1)!.Value), "a track is defined twice");
                Assert.True(track.Number(5) is not { } parent || tracks.Contains(parent), "a track stands below one that is not there");
            }

            if (packet.Message(11) is not { } happened)
                continue;

            ulong on = happened.Number(11)!.Value;
            Assert.Contains(on, tracks);
            Assert.InRange(packet.Number(8)!.Value, last.GetValueOrDefault(on), ulong.MaxValue);
            last[on] = packet.Number(8)!.Value;
        }

        Assert.Equal(6UL, packets[0].Message(6)!.Number(2));
    }

    [Fact]
    public async Task WhatRanAtTheSameTimeStandsOnTwoTracksOfOneName()
    {
        using var directory = new TemporaryDirectory();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DeskJournal.Morning);
        await using (var tracer = new RiskTracer(new RiskTracerOptions { Time = time, JournalDirectory = directory.Path, SegmentBytes = 1 << 20 }))
        {
            RiskFlow first = tracer.StartFlow("SWEEP");
            time.Advance(TimeSpan.FromMilliseconds(1));
            RiskFlow second = tracer.StartFlow("SWEEP");
            time.Advance(TimeSpan.FromMilliseconds(1));
            first.Complete("DONE");
            time.Advance(TimeSpan.FromMilliseconds(1));
            second.Complete("DONE");
            tracer.StartFlow("SWEEP").Complete("DONE");
        }

        ProtoReader[] packets = await PacketsAsync(directory.Path);

        ulong[] used = [.. packets.Select(packet => packet.Message(11)).Where(happened => happened?.Number(9) == 1).Select(happened => happened!.Number(11)!.Value)];
        Assert.Equal(3, used.Length);
        Assert.NotEqual(used[0], used[1]);
        Assert.Equal(used[0], used[2]);
        Assert.Equal(["SWEEP", "flows", "flows"], packets.Select(packet => packet.Message(60)).OfType<ProtoReader>().Select(track => track.Text(2)));
    }

    private static async Task<ProtoReader[]> PacketsAsync(string journal)
    {
        using var target = new TemporaryDirectory();
        string file = Path.Combine(target.Path, "day.pftrace");
        Assert.Equal(ExitCode.Done, (await ToolRun.Of("export", journal, "--format", "perfetto", "-o", file)).ExitCode);
        return [.. new ProtoReader(await File.ReadAllBytesAsync(file)).Messages(1)];
    }
}
