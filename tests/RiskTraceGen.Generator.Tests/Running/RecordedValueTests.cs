namespace RiskTraceGen.Generator.Tests;

/// <summary>What is recorded of each type of value, as an argument and as a result. All of them are in one program, which is compiled and run once.</summary>
public sealed class RecordedValueTests
{
    private const string Declarations = """
        public enum Side { Buy, Sell = 7 }
        [Flags] public enum Big : ulong { None = 0, All = ulong.MaxValue }
        public sealed record Leg(int Ratio);
        public sealed record Node(string Name) { public Node? Next { get; set; } }
        public sealed record Ring(string Name) { public (Ring? Left, int Size) Pair { get; set; } }
        public sealed record Box<T>(T Value);
        public sealed record Deep<T>(T Value) { public Deep<Box<T>>? Next { get; init; } }
        public sealed record Login(string User, [Sensitive] string Pin, string Password, [Sensitive(false)] string TokenKind) { [Sensitive] public int Code { get; init; } = 77; [Sensitive] public int Field = 78; public string? ApiKey = "LEAK"; }
        public sealed record Account(Login Login, List<Login> Logins, Login[] Array, (string User, string Password) Pair, Dictionary<string, Login> Map, IReadOnlyList<Login> Read);
        public sealed class Owned<T>(int length) : System.Buffers.MemoryManager<T> { public override Memory<T> Memory => CreateMemory(length); public override Span<T> GetSpan() => throw new Exception("GetSpan ran"); protected override bool TryGetArray(out ArraySegment<T> segment) => throw new Exception("TryGetArray ran"); public override System.Buffers.MemoryHandle Pin(int elementIndex = 0) => default; public override void Unpin() { } protected override void Dispose(bool disposing) { } }
        public sealed class Loud { public int Size { get; set; } = 3; public string Name => throw new Exception("a getter ran"); public override string ToString() => throw new Exception("ToString ran"); }
        public struct Odd : IFormattable { public int How; public string ToString(string? format, IFormatProvider? provider) => How switch { 0 => throw new Exception("no"), 1 => null!, 2 => new string('x', 100_000), _ => Reenter() }; static string Reenter() { Program.Flow.Emit("inside", 1); return "emitted"; } }
        [TraceFormat] public class Masked { public string Number = "LEAK"; public override string ToString() => "***1"; }
        public class MaskedMore : Masked { public string Owner = "LEAK"; }
        [TraceFormat] public record Card(string Number) { public override string ToString() => "***2"; }
        public record NamedCard(string Number, string Owner) : Card(Number);
        [TraceFormat] public record ClosedCard(string Number) { public sealed override string ToString() => "***3"; }
        public record NamedClosedCard(string Number, string Owner) : ClosedCard(Number);
        [TraceFormat("short")] public record PrintedCard(string Number) : IFormattable { public string ToString(string? format, IFormatProvider? provider) => $"***4 {format}"; }
        public record NamedPrintedCard(string Number, string Owner) : PrintedCard(Number);
        public sealed record Twice(decimal? StopPrice, (int?, int?)? Range, int? RangeItem1) { public decimal? stopPrice = 2; public decimal? stop_price = 3; public MaskedMore Account = new(); }
        public sealed record Quoted([TraceFormat("F2")] decimal[] Prices, [property: TraceFormat("F2")] decimal? Last);
        public struct Lying : ISpanFormattable { public bool TryFormat(Span<char> to, out int written, ReadOnlySpan<char> format, IFormatProvider? provider) { written = 9_999; return true; } public string ToString(string? format, IFormatProvider? provider) => ""; }

        """;

    private static readonly (string Type, string Value, string Recorded)[] Rows =
    [
        ("Half", "(Half)1.5", "1.5"), ("Int128", "Int128.MaxValue", "170141183460469231731687303715884105727"), ("UInt128", "UInt128.MaxValue", "340282366920938463463374607431768211455"),
        ("Half?", "null", "null"), ("Int128?", "Int128.NegativeOne", "-1"),
        ("System.Numerics.BigInteger", "System.Numerics.BigInteger.Pow(10, 40)", "1" + "0000000000000000000000000000000000000000"), ("System.Numerics.BigInteger", "System.Numerics.BigInteger.Pow(10, 400)", "(BigInteger)"),
        ("System.Text.Rune", "new System.Text.Rune('é')", "é"), ("Index", "^3", "^3"), ("Index", "4", "4"), ("Range", "1..^2", "1..^2"),
        ("Uri", "new Uri(\"https://example.org/a?b=c\")", "https://example.org/a?b=c"), ("Uri?", "null", "null"), ("Version", "new Version(1, 2, 3)", "1.2.3"), ("System.Net.IPAddress", "System.Net.IPAddress.IPv6Loopback", "::1"), ("TimeZoneInfo", "TimeZoneInfo.Utc", "UTC"),
        ("DateOnly", "new DateOnly(2026, 11, 26)", "11/26/2026"), ("TimeOnly", "new TimeOnly(7, 30)", "07:30"), ("DateTime", "default", "0001-01-01T00:00:00.0000000"), ("TimeSpan", "TimeSpan.MaxValue", "10675199.02:48:05.4775807"),
        ("decimal", "decimal.MaxValue", "79228162514264337593543950335"), ("decimal", "0.0000000000000000000000000001m", "0.0000000000000000000000000001"), ("double", "double.NaN", "NaN"), ("nint", "-5", "-5"),
        ("string?", "null", "null"), ("string", "\"\\ud800x\"", "\ud800x"), ("string", "new string('y', 600)", new string('y', 511) + "…"), ("char", "'\\udfff'", "\udfff"),
        ("Side", "(Side)99", "99"), ("Side?", "Side.Sell", "Sell"), ("Big", "Big.All", "All"), ("object", "Side.Sell", "7"), ("object", "DayOfWeek.Friday", "5"), ("object", "new DateOnly(2026, 1, 2)", "01/02/2026"), ("object", "(byte)3", "3"), ("object", "new Version(1, 0)", "1.0"), ("object", "new object()", "(Object)"),
        ("ImmutableArray<int>", "default", "null"), ("ImmutableArray<int>?", "null", "null"), ("List<int>", "Enumerable.Range(0, 1_000_000).ToList()", "[0, 1, 2, 3, 4, 5, 6, 7, … (1000000 in all)]"), ("int[]?", "null", "null"), ("int?[]", "new int?[] { 1, null }", "[1, null]"), ("int[][]", "new[] { new[] { 1 }, new int[0] }", "[[1], []]"), ("int[,]", "new int[1, 1]", "(Int32[,])"),
        ("Memory<int>", "new[] { 1, 2 }", "[1, 2]"), ("Memory<int>", "default", "[]"), ("ReadOnlyMemory<char>", "\"text\".AsMemory(1)", "ext"), ("Memory<char>", "default", ""), ("ArraySegment<int>", "new ArraySegment<int>(new[] { 1, 2, 3 }, 1, 2)", "[2, 3]"), ("ArraySegment<int>", "default", "[]"), ("ReadOnlyMemory<byte>?", "null", "null"),
        ("Memory<int>", "new Owned<int>(3).Memory", "[… (3 in all)]"), ("ReadOnlyMemory<Leg?>", "new Owned<Leg?>(3).Memory[1..]", "[… (2 in all)]"), ("ReadOnlyMemory<char>", "new Owned<char>(4).Memory", "[… (4 in all)]"), ("Memory<char>?", "new Owned<char>(0).Memory", "[]"), ("Box<Memory<char>>", "new Box<Memory<char>>(new Owned<char>(5).Memory)", "Box<Memory<char>> { value: [… (5 in all)] }"),
        ("IEnumerable<int>", "new[] { 1, 2 }", "[1, 2]"), ("IReadOnlyList<Leg>", "new List<Leg> { new(3) }", "[Leg { ratio: 3 }]"), ("IList<Leg?>", "new Leg?[] { null }", "[null]"), ("ICollection<(int Size, string)>", "new List<(int, string)> { (1, \"a\") }", "[[1, a]]"), ("IReadOnlyCollection<int?>", "new int?[] { 5 }", "[5]"), ("IEnumerable<object>", "new string[] { \"s\" }", "[s]"), ("IEnumerable<int>?", "null", "null"), ("IEnumerable<int>", "new HashSet<int>()", "(HashSet<Int32>)"), ("IEnumerable<int[,]>", "new int[0][,]", "(Int32[,][])"),
        ("Dictionary<string, int>", "new Dictionary<string, int> { [\"a\"] = 1, [\"b\"] = 2 }", "[… (2 in all)]"), ("HashSet<int>?", "null", "null"), ("Queue<int>", "new Queue<int>()", "[]"), ("ImmutableDictionary<int, int>", "ImmutableDictionary<int, int>.Empty.Add(1, 2)", "[… (1 in all)]"), ("Stack<Leg>", "new Stack<Leg>(new[] { new Leg(1) })", "[… (1 in all)]"),
        ("System.Collections.Concurrent.ConcurrentQueue<int>", "new System.Collections.Concurrent.ConcurrentQueue<int>(new[] { 1, 2 })", "[… (2 in all)]"), ("System.Collections.Frozen.FrozenSet<int>", "System.Collections.Frozen.FrozenSet.ToFrozenSet(new[] { 1 })", "[… (1 in all)]"), ("ImmutableSortedSet<int>?", "null", "null"),
        ("IReadOnlyDictionary<string, Leg?>", "new Dictionary<string, Leg?> { [\"a\"] = null }", "[… (1 in all)]"), ("IDictionary<string, int>?", "null", "null"), ("IDictionary<string, int>", "new SortedDictionary<string, int>()", "(SortedDictionary<String, Int32>)"), ("IReadOnlySet<int>", "new HashSet<int> { 1, 2, 3 }", "[… (3 in all)]"), ("ISet<int>", "new SortedSet<int>()", "(SortedSet<Int32>)"),
        ("(int Size, string? Id)", "(1, null)", "[1, null]"), ("(Leg Leg, (int, Side) Inner)?", "(new Leg(2), (3, Side.Sell))", "[Leg { ratio: 2 }, [3, Sell]]"), ("(string Name, string Password)", "(\"n\", \"LEAK\")", "[n, (redacted)]"), ("KeyValuePair<string, Leg>", "new KeyValuePair<string, Leg>(\"k\", new Leg(4))", "[k, Leg { ratio: 4 }]"), ("Tuple<int, int>", "Tuple.Create(1, 2)", "(Tuple<Int32, Int32>)"),
        ("Box<Box<List<Leg>>>", "new Box<Box<List<Leg>>>(new Box<List<Leg>>(new List<Leg> { new(5) }))", "Box<Box<List<Leg>>> { value: Box<List<Leg>> { value: [Leg { ratio: 5 }] } }"), ("Deep<int>", "new Deep<int>(1)", "Deep<int> { value: 1, next: null }"),
        ("Node", "Cycle()", "Node { name: n, next: Node { name: n, next: Node { name: n, next: (Node) } } }"),
        ("Ring", "Round()", "Ring { name: r, pair: [Ring { name: r, pair: [Ring { name: r, pair: ((Ring Left, int Size)) }, 1] }, 1] }"),
        ("Twice", "new Twice(1, (4, null), 5)", "Twice { stop_price: 1, range: [4, null], range_item1: 5, stop_price: 2, stop_price: 3, account: ***1 }"), ("MaskedMore", "new MaskedMore()", "***1"),
        ("Card", "new Card(\"LEAK\")", "***2"), ("NamedCard", "new NamedCard(\"n\", \"o\")", "NamedCard { Number = n, Owner = o }"), ("Card", "new NamedCard(\"n\", \"o\")", "NamedCard { Number = n, Owner = o }"),
        ("NamedClosedCard", "new NamedClosedCard(\"LEAK\", \"LEAK\")", "***3"), ("ClosedCard", "new NamedClosedCard(\"LEAK\", \"LEAK\")", "***3"), ("NamedPrintedCard", "new NamedPrintedCard(\"LEAK\", \"LEAK\")", "***4 short"), ("PrintedCard", "new NamedPrintedCard(\"LEAK\", \"LEAK\")", "***4 short"),
        ("[TraceFormat(\"N1\")] dynamic", "1.25m", "1.3"), ("[TraceFormat] dynamic?", "null", "null"),
        ("[TraceFormat(\"F2\")] decimal[]", "new[] { 1m, 2.345m }", "[1.00, 2.35]"), ("[TraceFormat(\"F2\")] List<decimal?>?", "new List<decimal?> { 1m, null }", "[1.00, null]"), ("[TraceFormat(\"F2\")] IReadOnlyList<double[]>", "new[] { new[] { 1.5 }, new double[0] }", "[[1.50], []]"), ("[TraceFormat(\"F1\")] int[]?", "null", "null"),
        ("[TraceFormat(\"yyyy\")] ImmutableArray<DateTime>?", "ImmutableArray.Create(new DateTime(2026, 1, 2))", "[2026]"), ("[TraceFormat(\"F2\")] decimal?", "1.005m", "1.01"), ("[TraceFormat(\"F2\")] decimal?", "null", "null"), ("[TraceFormat] Memory<char>", "\"text\".ToCharArray()", "text"), ("[TraceFormat] Odd[]", "new[] { new Odd(), new Odd { How = 1 } }", "[(its formatter threw), null]"),
        ("[TraceFormat(\"N1\")] List<dynamic>", "new List<dynamic> { 1.25m, \"x\" }", "[1.3, x]"), ("[TraceFormat] (decimal, int)", "(1.5m, 2)", "(1.5, 2)"), ("Quoted", "new Quoted(new[] { 1.5m }, null)", "Quoted { prices: [1.50], last: null }"), ("[TraceFormat(\"F1\")] IEnumerable<decimal>", "new HashSet<decimal>()", "(HashSet<Decimal>)"),
        ("Loud", "new Loud()", "Loud { size: 3 }"),
        ("Login", "Who()", "Login { user: u, pin: (redacted), password: (redacted), token_kind: k, code: (redacted), field: (redacted), api_key: (redacted) }"),
        ("Account", "new Account(Who(), new List<Login> { Who() }, new Login[0], (\"u\", \"LEAK\"), new Dictionary<string, Login> { [\"LEAK\"] = Who() }, new[] { Who() })",
            "Account { login: LOGIN, logins: [LOGIN], array: [], pair: [u, (redacted)], map: [… (1 in all)], read: [LOGIN] }".Replace("LOGIN", "Login { user: u, pin: (redacted), password: (redacted), token_kind: k, code: (redacted), field: (redacted), api_key: (redacted) }", StringComparison.Ordinal)),
        ("[TraceFormat] Odd", "new Odd { How = 0 }", "(its formatter threw)"), ("[TraceFormat] Odd", "new Odd { How = 1 }", "null"), ("[TraceFormat] Odd", "new Odd { How = 2 }", new string('x', 511) + "…"), ("[TraceFormat] Odd", "new Odd { How = 3 }", "emitted"), ("[TraceFormat] Lying", "default", "(its formatter threw)"), ("[TraceFormat(\"N1\")] decimal", "1234.56m", "1,234.6"), ("[TraceFormat] Loud", "new Loud()", "(its formatter threw)"), ("[TraceFormat(\"Q9\")] int", "5", "(its formatter threw)"),
    ];

    [Fact]
    public async Task EveryValueShowsWhatItIs()
    {
        FlowTrace flow = Assert.Single(await TracedProgram.RunAsync(Declarations + $$"""
            public interface IBroker
            {
                {{string.Join("\n    ", Rows.Select((row, number) => $"[BrokerCall(\"v{number}\")] int V{number}({row.Type} value);"))}}
                {{string.Join("\n    ", Rows.Select((row, number) => $"[BrokerCall(\"r{number}\")] {Bare(row.Type)} R{number}();"))}}
            }

            public sealed class Broker : IBroker
            {
                {{string.Join("\n    ", Rows.Select((row, number) => $"public int V{number}({Bare(row.Type)} value) => 0;"))}}
                {{string.Join("\n    ", Rows.Select((row, number) => $"public {Bare(row.Type)} R{number}() => {row.Value};"))}}
                static Node Cycle() => Program.Cycle();
                static Ring Round() => Program.Round();
                static Login Who() => Program.Who();
            }

            public static class Program
            {
                public static RiskFlow Flow;
                public static Node Cycle() { var node = new Node("n"); node.Next = node; return node; }
                public static Ring Round() { var ring = new Ring("r"); ring.Pair = (ring, 1); return ring; }
                public static Login Who() => new("u", "LEAK", "LEAK", "k");
                public static Task RunAsync(RiskTracer tracer)
                {
                    using RiskFlow flow = tracer.StartFlow("TEST");
                    Flow = flow;
                    IBroker plain = new Broker();
                    TracedBroker broker = plain.Traced(flow);
                    {{string.Join("\n        ", Rows.Select((row, number) => $"broker.V{number}({row.Value}); broker.R{number}();"))}}
                    flow.Complete("done");
                    return Task.CompletedTask;
                }
            }
            """));
        var calls = flow.Steps.Where(step => step.Kind == StepKind.ApiCall).ToDictionary(step => step.Name);
        Assert.Empty(Rows.Select((row, number) => Difference(row.Type, calls[$"v{number}"].Fields[0].ToString(), $"value: {row.Recorded}")).OfType<string>());
        // [TraceFormat] is of the parameter alone.
        Assert.Empty(Rows.Select((row, number) => row.Type.StartsWith('[') ? null : Difference(row.Type, Assert.Single(calls[$"r{number}"].Fields).ToString(), $"result: {row.Recorded}")).OfType<string>());
        Assert.All(calls.Values, call => Assert.Equal("success", call.Outcome));
        Assert.DoesNotContain("LEAK", string.Concat(flow.Steps.SelectMany(step => step.Fields)), StringComparison.Ordinal);
        Assert.Single(flow.Steps, step => step.Name == "inside");
    }

    [Fact]
    public void AFlowHasNoEncoder()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            public sealed record Held(RiskFlow Flow, int Size);
            public interface IDesk { [BrokerCall("open")] RiskFlow Open(RiskFlow? around); [BrokerCall("hold")] Held Hold(RiskFlow[] flows); }
            """).Generate().WithoutComplaints();
        Assert.DoesNotContain(generated.Files, file => file.Name.Contains("RiskFlow", StringComparison.Ordinal));
        Assert.Contains("writer.Value(value.Flow);", generated["Held.Encoder.g.cs"]);
    }

    private static string? Difference(string type, string actual, string expected) => actual == expected ? null : $"{type}: {actual}, not {expected}";

    private static string Bare(string type) => type.StartsWith('[') ? type[(type.IndexOf(']', StringComparison.Ordinal) + 2)..] : type;
}
