using System.Net;
using System.Numerics;
using System.Text;

namespace RiskTraceGen.Tests;

[Collection(ProcessCounters.Name)]
public sealed class ValueAllocation : IAsyncDisposable
{
    private readonly RiskTracer _tracer = Tracers.Create();
    private readonly RiskFlow _flow;

    public ValueAllocation() => _flow = _tracer.StartFlow("TEST");

    public ValueTask DisposeAsync() => _tracer.DisposeAsync();

    [Fact]
    public void ValuesOfTheFrameworkAllocateNothing()
    {
        BigInteger big = BigInteger.Pow(10, 30);
        var version = new Version(1, 2);
        IPAddress address = IPAddress.Loopback;
        var uri = new Uri("https://example.org/");
        object boxed = DayOfWeek.Friday;
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () =>
        {
            _flow.Emit("half", (Half)1.5);
            _flow.Emit("int128", Int128.MaxValue);
            _flow.Emit("uint128", UInt128.MaxValue);
            _flow.Emit("rune", new Rune('x'));
            _flow.Emit("big", big);
            _flow.Emit("index", ^3);
            _flow.Emit("range", 1..^2);
            _flow.Emit("enum", DayOfWeek.Monday);
            _flow.Emit("native", (nint)5);
            _flow.Emit("version", version);
            _flow.Emit("address", address);
            _flow.Emit("uri", uri);
            _flow.Emit("boxed", boxed);
        }));
    }

    [Fact]
    public void ValuesThatMayBeNullAllocateNothing()
        => Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () =>
        {
            _flow.Emit<DateTime?>("time", DateTime.MinValue);
            _flow.Emit<DateTime?>("no_time", null);
            _flow.Emit<decimal?>("price", 1.5m);
            _flow.Emit<Guid?>("id", Guid.Empty);
            _flow.Emit<BigInteger?>("big", BigInteger.One);
            _flow.Emit<DayOfWeek?>("day", DayOfWeek.Friday);
            _flow.Emit<Own?>("own", new Own(1));
            _flow.Emit("tuple", (1, 2));
        }));

    private readonly record struct Own(int Size);
}
