using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tool.Tests;

/// <summary>
/// The journal of a short day, by number of flow: 1 passes, 2 breaches and is flattened, 3 crosses the limit too, but its call throws; it has a contract id that wants to paint
/// the terminal; 4 is a flow of user code that is abandoned; 5, of a second run an hour later, passes.
/// </summary>
public sealed class DeskJournal : IAsyncLifetime
{
    public const string Painting = "\e[31mRED\u202e";

    public static readonly DateTimeOffset Morning = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();

    public string Path => _directory.Path;

    public async ValueTask InitializeAsync()
    {
        var time = new FakeTimeProvider(Morning);
        await RunAsync(time, async (tracer, dispatcher) =>
        {
            await dispatcher.DispatchAsync(new PositionUpdated("CON.MNQ.Z25", 1)).InTime();
            await dispatcher.DispatchAsync(new PositionUpdated("CON.MNQ.Z25", 5)).InTime();
            await dispatcher.DispatchAsync(new PositionUpdated(Painting, 9)).InTime();
            RiskFlow flow = tracer.StartFlow("NIGHTLY", "by hand");
            flow.Emit("swept", 1003);
            flow.Dispose();
        });

        time.Advance(TimeSpan.FromHours(1));
        await RunAsync(time, async (_, dispatcher) => await dispatcher.DispatchAsync(new PositionUpdated("CON.MNQX.Z25", 2)).InTime());
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return default;
    }

    private async Task RunAsync(FakeTimeProvider time, Func<RiskTracer, RiskDispatcher, Task> day)
    {
        await using var tracer = new RiskTracer(new RiskTracerOptions { Time = time, JournalDirectory = Path, SegmentBytes = 1 << 20 });
        await day(tracer, RiskTracing.Module.CreateDispatcher(tracer, type => type == typeof(ISuite) ? new FakeSuite(time) : null));
        await tracer.DisposeAsync().InTime();
    }
}
