using System.Text;
using System.Text.Json;

namespace RiskTraceGen.Tests;

public sealed class JsonLinesSinkTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private string Log => Path.Combine(_directory.Path, "flows.jsonl");

    [Fact]
    public async Task Every_flow_is_a_line_at_any_level_and_so_is_what_comes_late()
    {
        using var sink = new JsonLinesSink(Log);
        await using RiskTracer tracer = Tracers.Create(configure: o =>
        {
            o.Level = TraceLevel.Quiet;
            o.Sinks.Add(sink);
        });
        tracer.StartFlow("FIRST", "by hand").Complete("DONE\n\u00e4");
        RiskFlow second = tracer.StartFlow("SECOND");
        second.Dispose();
        await tracer.FlushAsync().InTime();
        second.Emit("straggler", 7);
        await tracer.FlushAsync().InTime();

        // Read while it is written.
        JsonElement[] lines = [.. ReadLines().Select(static line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal([(1, "completed"), (2, "abandoned"), (2, "addition")], lines.Select(static l => (l.GetProperty("flow").GetInt32(), l.GetProperty("state").GetString())));
        Assert.Equal(("FIRST", "DONE\n\u00e4"), (lines[0].GetProperty("type").GetString(), lines[0].GetProperty("result").GetString()));
        JsonElement late = Assert.Single(lines[2].GetProperty("steps").EnumerateArray());
        Assert.Equal(("straggler", true, 7), (late.GetProperty("name").GetString(), late.GetProperty("late").GetBoolean(), late.GetProperty("fields").GetProperty("value").GetInt32()));
        Assert.Equal(0, tracer.Statistics.Sinks.Failures);
    }

    [Theory]
    [InlineData("{\"flow\":1}\n", "{\"flow\":1}")]
    [InlineData("{\"flow\":1}\n{\"flow\":", "{\"flow\":1}|{\"flow\":")]
    public async Task What_is_in_the_file_stays_and_half_a_line_is_ended(string there, string expected)
    {
        await File.WriteAllTextAsync(Log, there, TestContext.Current.CancellationToken);
        for (int run = 0; run < 2; run++)
        {
            using var sink = new JsonLinesSink(Log);
            await RunAsync(sink, flows: 1);
        }

        string[] lines = ReadLines();
        string[] before = expected.Split('|');
        Assert.Equal(before, lines[..before.Length]);
        Assert.Equal([1, 1], lines[before.Length..].Select(FlowOf));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_disk_that_is_full_costs_the_flows_that_do_not_fit_and_nothing_else(bool takesBack)
    {
        using var disk = new FillingStream(takesBack);
        using var sink = new JsonLinesSink(disk);
        await using RiskTracer tracer = Tracers.Create(configure: o => o.Sinks.Add(sink));
        await CompleteAsync(tracer);
        disk.Room = 100;
        await CompleteAsync(tracer);
        await CompleteAsync(tracer);
        disk.Room = int.MaxValue;
        await CompleteAsync(tracer);

        string[] lines = Encoding.UTF8.GetString(disk.ToArray()).Split('\n');
        Assert.Equal("", lines[^1]);
        Assert.Equal(1, FlowOf(lines[0]));
        Assert.Equal(4, FlowOf(lines[^2]));
        // Half a line, where it cannot be taken back, ends before the next.
        Assert.Equal(takesBack ? 3 : 4, lines.Length);
        Assert.Equal(2, tracer.Statistics.Sinks.Failures);
        Assert.Equal(4, tracer.RecentFlows.Count);
    }

    [Fact]
    public async Task A_writer_that_fails_costs_the_flows_that_it_refuses_and_nothing_else()
    {
        using var writer = new RefusingWriter();
        using var sink = new JsonLinesSink(writer);
        await using RiskTracer tracer = Tracers.Create(configure: o => o.Sinks.Add(sink));
        await CompleteAsync(tracer);
        writer.Refuses = true;
        await CompleteAsync(tracer);
        writer.Refuses = false;
        await CompleteAsync(tracer);

        Assert.Equal(1, tracer.Statistics.Sinks.Failures);
        string[] lines = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([1, 3], lines.Where(static l => l.EndsWith('}')).Select(FlowOf));
    }

    [Fact]
    public void A_path_that_is_none_is_refused()
    {
        Assert.Equal("path", Assert.Throws<ArgumentException>(static () => new JsonLinesSink("")).ParamName);
        Assert.Throws<DirectoryNotFoundException>(() => new JsonLinesSink(Path.Combine(_directory.Path, "missing", "flows.jsonl")));
        Assert.Throws<UnauthorizedAccessException>(() => new JsonLinesSink(_directory.Path));
    }

    private static async Task RunAsync(JsonLinesSink sink, int flows)
    {
        await using RiskTracer tracer = Tracers.Create(configure: o => o.Sinks.Add(sink));
        for (int i = 0; i < flows; i++)
            await CompleteAsync(tracer);
    }

    private static async Task CompleteAsync(RiskTracer tracer)
    {
        tracer.StartFlow("TEST").Complete("DONE");
        await tracer.FlushAsync().InTime();
    }

    private static int FlowOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("flow").GetInt32();

    private string[] ReadLines()
    {
        using var reader = new StreamReader(new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>A disk with so much room: what does not fit is written in part, as disks do.</summary>
    private sealed class FillingStream(bool takesBack) : MemoryStream
    {
        public long Room { get; set; } = int.MaxValue;

        public override bool CanSeek => takesBack;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            int fits = (int)Math.Min(Room, buffer.Length);
            base.Write(buffer[..fits]);
            Room -= fits;
            if (fits < buffer.Length)
                throw new IOException("No space left on device");
        }

        public override void SetLength(long value)
        {
            if (!takesBack)
                throw new NotSupportedException();

            Room += Length - value;
            base.SetLength(value);
        }
    }

    private sealed class RefusingWriter : StringWriter
    {
        public bool Refuses { get; set; }

        public override void Write(string? value)
        {
            base.Write(Refuses ? value![..10] : value);
            if (Refuses)
                throw new IOException("refused");
        }
    }
}
