namespace RiskTraceGen.Generator.Tests;

/// <summary>A traced call behaves as the untraced one, and its flow shows it.</summary>
public sealed class BrokerCallTests
{
    private const string Broker = """
        public enum Side { Buy, Sell }
        public sealed record Leg(int Ratio, Side Side);
        public sealed record Order(string Id, decimal? Limit, Leg[] Legs, Order? Parent, List<string>? Notes);
        public sealed record OrderResult(bool Success, string? Error);

        public interface IBroker
        {
            [BrokerCall("place")] ValueTask<OrderResult> PlaceAsync(Order order, Side? side = Side.Sell);
            [BrokerCall("cancel")] Task CancelAsync(int number);
            [BrokerCall("count")] int Count(ref int total, in int step, out int next, params string[] names);
            [BrokerCall("count")] int Count(ReadOnlySpan<byte> bytes);
            [BrokerCall("login")] void Login(string user, string password, string tokenKind, [Sensitive] int pin, [Sensitive(false)] string secretName);
            [BrokerCall("echo")] Task<T> EchoAsync<T>(T value);
            [BrokerCall("price")] Task<decimal?> PriceAsync([TraceFormat("N2")] decimal strike);
            [BrokerCall("legs")] ImmutableArray<Leg> Legs();
            int Calls { get; set; }
            string this[int index] { get; }
            event Action? Changed;
        }

        public sealed class Broker : IBroker
        {
            public static readonly Task Sent = Task.CompletedTask;
            public static readonly TaskCompletionSource Later = new();
            public int Calls { get; set; }
            public string this[int index] => "at " + index;
            public event Action? Changed;
            public ValueTask<OrderResult> PlaceAsync(Order order, Side? side) => new(new OrderResult(order.Id != "bad", order.Id == "bad" ? "rejected" : null));
            public Task CancelAsync(int number) => number switch { 0 => throw new InvalidOperationException("now"), 1 => Later.Task, _ => Sent };
            public int Count(ref int total, in int step, out int next, params string[] names) { total += step; next = total + 1; return names.Length; }
            public int Count(ReadOnlySpan<byte> bytes) => bytes.Length;
            public void Login(string user, string password, string tokenKind, int pin, string secretName) => Changed?.Invoke();
            public Task<T> EchoAsync<T>(T value) => Task.FromResult(value);
            public Task<decimal?> PriceAsync(decimal strike) => Task.FromResult<decimal?>(strike > 0 ? strike : null);
            public ImmutableArray<Leg> Legs() => Enumerable.Range(0, 10).Select(i => new Leg(i, Side.Buy)).ToImmutableArray();
        }

        """;

    [Fact]
    public async Task AResultThatSaysItFailedIsAFailedCall()
    {
        TraceStep[] calls = await CallsOf("""
            await broker.PlaceAsync(new Order("good", 1.5m, Array.Empty<Leg>(), null, null));
            Check((await broker.PlaceAsync(new Order("bad", null, Array.Empty<Leg>(), null, null), null)).Error == "rejected");
            """);
        Assert.Equal([false, true], calls.Select(call => call.Failed));
        Assert.Contains("side: Sell", Fields(calls[0]));
        Assert.Contains("success: false, error: rejected", Fields(calls[1]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task ObjectsAreRecordedToTheThirdLevelAndListsToTheEighthElement()
    {
        TraceStep call = Assert.Single(await CallsOf("""
            var legs = Enumerable.Range(0, 9).Select(i => new Leg(i, Side.Sell)).ToArray();
            var grand = new Order("4", null, legs, null, null);
            await broker.PlaceAsync(new Order("1", 2.5m, legs, new Order("2", null, legs, new Order("3", null, legs, grand, null), null), new List<string> { "a" }));
            """));
        var order = (TraceObject)call.Fields[0].Value!;
        Assert.Equal(["id", "limit", "legs", "parent", "notes"], order.Fields.Select(field => field.Name));
        var legs = (TraceList)order.Fields[2].Value!;
        Assert.Equal((9, 8), (legs.Count, legs.Elements.Count));
        Assert.Equal("Leg { ratio: 0, side: Sell }", legs.Elements[0]!.ToString());
        var third = (TraceObject)((TraceObject)order.Fields[3].Value!).Fields[3].Value!;
        Assert.Equal("3", third.Fields[0].Value);
        Assert.Contains("Order", third.Fields[3].Value!.ToString());
        Assert.IsNotType<TraceObject>(third.Fields[3].Value);
        Assert.Equal("[a]", order.Fields[4].Value!.ToString());
    }

    [Fact]
    public async Task ExceptionsAndTasksAreTheBrokersOwn()
    {
        TraceStep[] calls = await CallsOf("""
            Check(ReferenceEquals(broker.CancelAsync(2), Broker.Sent));
            try { _ = broker.CancelAsync(0); Check(false); } catch (InvalidOperationException e) { Check(e.Message == "now"); }
            Task later = broker.CancelAsync(1);
            Check(ReferenceEquals(later, Broker.Later.Task));
            Broker.Later.SetException(new InvalidOperationException("later"));
            try { await later; Check(false); } catch (InvalidOperationException e) { Check(e.Message == "later"); }
            """);
        Assert.Equal([null, "now", "later"], calls.OrderBy(call => call.SpanId).Select(call => call.Exception?.Message));
    }

    [Fact]
    public async Task ReferencesOverloadsAndSpansPassThrough()
    {
        TraceStep[] calls = await CallsOf("""
            int total = 3, step = 2;
            Check(broker.Count(ref total, in step, out int next, "a", "b") == 2 && total == 5 && next == 6);
            Check(broker.Count(new byte[] { 1, 2, 3 }) == 3);
            """);
        Assert.Equal("total: 3; step: 2; names: [a, b]; result: 2", Fields(calls[0]));
        Assert.Equal("bytes: [1, 2, 3]; result: 3", Fields(calls[1]));
    }

    [Fact]
    public async Task SecretsStayOut()
    {
        TraceStep call = Assert.Single(await CallsOf("""broker.Login("me", "hunter2", "kind", 1234, "shown");"""));
        Assert.Contains("user: me", Fields(call));
        Assert.Contains("secret_name: shown", Fields(call));
        Assert.DoesNotContain("hunter2", Fields(call));
        Assert.DoesNotContain("1234", Fields(call));
        Assert.DoesNotContain(": kind", Fields(call));
    }

    [Fact]
    public async Task GenericFormattedNullableAndListedResultsAreRecorded()
    {
        TraceStep[] calls = await CallsOf("""
            Check(await broker.EchoAsync("text") == "text");
            Check(await broker.EchoAsync(new Leg(2, Side.Buy)) is { Ratio: 2 });
            Check(await broker.PriceAsync(1234.5m) == 1234.5m);
            Check(await broker.PriceAsync(-1m) == null);
            Check(broker.Legs().Length == 10);
            """);
        Assert.Equal("value: text; result: text", Fields(calls[0]));
        Assert.Equal("value: Leg; result: Leg", Fields(calls[1]).Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal));
        Assert.Equal("strike: 1,234.50; result: 1234.5", Fields(calls[2]));
        Assert.StartsWith("strike: -1.00; result: ", Fields(calls[3]), StringComparison.Ordinal);
        Assert.Contains("(10 in all)", Fields(calls[4]));
    }

    [Fact]
    public async Task OtherMembersPassThroughUntraced()
        => Assert.Empty(await CallsOf("""
            broker.Calls = 3;
            int heard = 0;
            Action hear = () => heard++;
            broker.Changed += hear;
            plain.Login("", "", "", 0, "");
            broker.Changed -= hear;
            plain.Login("", "", "", 0, "");
            Check(plain.Calls == 3 && broker.Calls == 3 && broker[4] == "at 4" && heard == 1);
            """));

    private static async Task<TraceStep[]> CallsOf(string body)
    {
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync(Broker + $$"""
            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    IBroker plain = new Broker();
                    using RiskFlow flow = tracer.StartFlow("TEST");
                    TracedBroker broker = plain.Traced(flow);
                    await Task.CompletedTask;
                    {{body}}
                    flow.Complete("done");
                }

                private static void Check(bool holds) { if (!holds) throw new Exception("The traced call behaved otherwise."); }
            }
            """);
        return [.. Assert.Single(flows).Steps.Where(step => step.Kind == StepKind.ApiCall)];
    }

    private static string Fields(TraceStep step) => string.Join("; ", step.Fields);
}
