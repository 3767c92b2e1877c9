namespace RiskTraceGen.Generator.Tests;

/// <summary>The ways from a rule to a broker call that lead through a call which no expression names.</summary>
public sealed class ImplicitCallTests
{
    private const string Fill = "public class Fill(TracedDesk desk) { public void Deconstruct(out int size, out bool closed) { size = 1; closed = desk.Close(1); } }";
    private const string Fills = "public class Fills(TracedDesk desk) { public int Length => 3; public bool this[int index] => desk.Close(index); public Fills Slice(int start, int length) => this; }";
    private const string Book = "public class Book(TracedDesk desk) { public int Count => desk.Close(1) ? 1 : 0; public int this[int index] { get => 0; set { } } }";
    private const string Ticket = "public class Ticket(TracedDesk desk) { public override string ToString() => desk.Close(1) ? \"closed\" : \"open\"; }";
    private const string Work = """
        public class Work(TracedDesk desk) { public Waiter GetAwaiter() => new(desk); }
        public class Waiter(TracedDesk desk) : System.Runtime.CompilerServices.INotifyCompletion
        {
            public bool IsCompleted => true;
            public void OnCompleted(Action continuation) { }
            public bool GetResult() => desk.Close(1);
        }
        """;

    public static TheoryData<string, string, string, string> Ways => new()
    {
        // Taking apart
        { "(int size, bool closed) = new Fill(desk);", "", Fill, "Fill.Deconstruct > BrokerCall close" },
        { "var (_, (size, closed)) = (1, new Fill(desk));", "", Fill, "Fill.Deconstruct > BrokerCall close" },
        { "var (first, (size, closed)) = new Pair(new Fill(desk));", "", "public class Pair(Fill fill) { public void Deconstruct(out int first, out Fill second) => (first, second) = (1, fill); }" + Fill, "Fill.Deconstruct > BrokerCall close" },
        { "(int size, int rest) = new Fill(desk);", "", "public class Fill(TracedDesk desk) { public TracedDesk Desk => desk; } public static class Extensions { public static void Deconstruct(this Fill fill, out int size, out int rest) { (size, rest) = (1, 2); fill.Desk.Close(1); } }", "Extensions.Deconstruct > BrokerCall close" },
        { "(Size size, int rest) = (desk, 1);", "", "public class Size { public static implicit operator Size(TracedDesk desk) { desk.Close(1); return new(); } }", "Size.op_Implicit > BrokerCall close" },
        { "foreach (var (size, closed) in new[] { new Fill(desk) }) { }", "", Fill, "Fill.Deconstruct > BrokerCall close" },
        { "if (new Fill(desk) is (1, true)) { }", "", Fill, "Fill.Deconstruct > BrokerCall close" },
        { "if (new Holder(desk) is { Closed: true }) { }", "", "public class Holder(TracedDesk desk) { public bool Closed => desk.Close(1); }", "Holder.Closed > BrokerCall close" },
        { "if (Get(desk) is (1, 2)) { }", "private static object Get(TracedDesk desk) => new Parts(desk);", "public class Parts(TracedDesk desk) : System.Runtime.CompilerServices.ITuple { public int Length => 2; public object? this[int index] => desk.Close(index); }", "Parts.this[] > BrokerCall close" },
        { "int rest; (new Holder(desk).Size, rest) = (1, 2);", "", "public class Holder(TracedDesk desk) { public int Size { get => 0; set => desk.Close(value); } }", "Holder.Size = value > BrokerCall close" },

        // Lists, indexes and ranges
        { "if (new Fills(desk) is [true, ..]) { }", "", Fills, "Fills.this[] > BrokerCall close" },
        { "if (new Book(desk) is [1, ..]) { }", "", Book, "Book.Count > BrokerCall close" },
        { "if (new Fills(desk) is [_, .. var rest]) { }", "", "public class Fills(TracedDesk desk) { public int Length => 3; public int this[int index] => index; public Fills Slice(int start, int length) { desk.Close(start); return this; } }", "Fills.Slice > BrokerCall close" },
        { "_ = new Fills(desk)[^1];", "", Fills, "Fills.this[] > BrokerCall close" },
        { "_ = new Book(desk)[^1];", "", Book, "Book.Count > BrokerCall close" },
        { "new Book(desk)[^1] = 2;", "", "public class Book(TracedDesk desk) { public int Count => 1; public int this[int index] { get => 0; set => desk.Close(value); } }", "Book.this[] = value > BrokerCall close" },
        { "_ = new Fills(desk)[1..2];", "", "public class Fills(TracedDesk desk) { public int Length => 3; public Fills Slice(int start, int length) { desk.Close(start); return this; } }", "Fills.Slice > BrokerCall close" },
        { "_ = new Fills(desk)[1..2];", "", "public class Fills(TracedDesk desk) { public bool this[Range range] => desk.Close(1); }", "Fills.this[] > BrokerCall close" },

        // Text
        { "string text = $\"{new Ticket(desk)}\";", "", Ticket, "Ticket.ToString > BrokerCall close" },
        { "string text = \"a\" + new Ticket(desk);", "", Ticket, "Ticket.ToString > BrokerCall close" },
        { "string text = \"\"; text += new Ticket(desk);", "", Ticket, "Ticket.ToString > BrokerCall close" },
        { "string text = $\"{Get(desk)}\";", "private static Size? Get(TracedDesk desk) => new Size(desk);", "public struct Size(TracedDesk desk) { public override string ToString() => desk.Close(1).ToString(); }", "Size.ToString > BrokerCall close" },
        { "string text = $\"{new Size(desk):n}\";", "", "public class Size(TracedDesk desk) : IFormattable { public override string ToString() => \"\"; public string ToString(string? format, IFormatProvider? provider) => desk.Close(1).ToString(); }", "Size.ToString > BrokerCall close" },
        { "string text = $\"{new Size(desk)}\";", "", "public class Size(TracedDesk desk) : ISpanFormattable { public string ToString(string? format, IFormatProvider? provider) => \"\"; public bool TryFormat(Span<char> text, out int written, ReadOnlySpan<char> format, IFormatProvider? provider) { written = 0; return desk.Close(1); } }", "Size.TryFormat > BrokerCall close" },
        { "_ = Text(new Ticket(desk));", "private static string Text<T>(T value) => $\"{value}\";", Ticket, "Rule.Text<Ticket> > Ticket.ToString > BrokerCall close" },
        { "Log(desk, $\"a{1}\");", "private static void Log(TracedDesk desk, [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument(\"desk\")] Handler text) { }", Handler("desk.Close(1);", ""), "new Handler > BrokerCall close" },
        { "Log(desk, $\"a{1}\");", "private static void Log(TracedDesk desk, [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument(\"desk\")] Handler text) { }", Handler("", "_desk.Close(1);"), "Handler.AppendFormatted<int> > BrokerCall close" },

        // Operators
        { "bool same = (new Sum(desk), 1) == (new Sum(desk), 1);", "", "public class Sum(TracedDesk desk) { public static bool operator ==(Sum one, Sum other) => one.Close(); public static bool operator !=(Sum one, Sum other) => false; private bool Close() => desk.Close(1); public override bool Equals(object? other) => false; public override int GetHashCode() => 0; }", "Sum.op_Equality > Sum.Close > BrokerCall close" },
        { "var two = (new Sum(desk), 1); bool other = two != two;", "", "public class Sum(TracedDesk desk) { public static bool operator ==(Sum one, Sum other) => false; public static bool operator !=(Sum one, Sum other) => one.Close(); private bool Close() => desk.Close(1); public override bool Equals(object? other) => false; public override int GetHashCode() => 0; }", "Sum.op_Inequality > Sum.Close > BrokerCall close" },
        { "var both = new Sum(desk) && new Sum(desk);", "", "public class Sum(TracedDesk desk) { public static Sum operator &(Sum one, Sum other) => one; public static bool operator true(Sum one) => true; public static bool operator false(Sum one) => one.Close(); private bool Close() => desk.Close(1); }", "Sum.op_False > Sum.Close > BrokerCall close" },
        { "if (new Sum(desk)) { }", "", "public class Sum(TracedDesk desk) { public static bool operator true(Sum one) => one.Close(); public static bool operator false(Sum one) => false; private bool Close() => desk.Close(1); }", "Sum.op_True > Sum.Close > BrokerCall close" },
        { "Size? size = null; int known = size ?? 1;", "", "public struct Size { public static implicit operator int(Size size) { Now.Desk.Close(1); return 1; } } public static class Now { public static TracedDesk Desk; }", "Size.op_Implicit > BrokerCall close" },
        { "Size size = new(); size += 1;", "", "public class Size { public static implicit operator int(Size size) => 1; public static implicit operator Size(int size) { Now.Desk.Close(size); return new(); } } public static class Now { public static TracedDesk Desk; }", "Size.op_Implicit > BrokerCall close" },
        { "foreach (Size size in new[] { 1 }) { }", "", "public class Size { public static implicit operator Size(int size) { Now.Desk.Close(size); return new(); } } public static class Now { public static TracedDesk Desk; }", "Size.op_Implicit > BrokerCall close" },
        { "_ = Add(new Sum(desk));", "private static T Add<T>(T sum) where T : ISum<T> => sum + sum;", "public interface ISum<T> where T : ISum<T> { static abstract T operator +(T one, T other); } public class Sum(TracedDesk desk) : ISum<Sum> { public static Sum operator +(Sum one, Sum other) { one.Close(); return one; } private void Close() => desk.Close(1); }", "Rule.Add<Sum> > Sum.op_Addition > Sum.Close > BrokerCall close" },

        // Awaiting
        { "_ = RunAsync(desk);", "private static async Task RunAsync(TracedDesk desk) => await new Work(desk);", Work, "Rule.RunAsync > Waiter.GetResult > BrokerCall close" },
        { "_ = RunAsync(desk);", "private static async Task RunAsync(TracedDesk desk) => await new Work(desk);", Work.Replace("IsCompleted => true", "IsCompleted => desk.Close(1)").Replace("GetResult() => desk.Close(1)", "GetResult() => true"), "Rule.RunAsync > Waiter.IsCompleted > BrokerCall close" },
        { "_ = RunAsync(desk);", "private static async Task RunAsync(TracedDesk desk) => await new Work(desk);", Work.Replace("OnCompleted(Action continuation) { }", "OnCompleted(Action continuation) { desk.Close(1); }").Replace("GetResult() => desk.Close(1)", "GetResult() => true"), "Rule.RunAsync > Waiter.OnCompleted > BrokerCall close" },
        { "_ = RunAsync(desk);", "private static async Task RunAsync(TracedDesk desk) => await desk;", Work + " public static class Extensions { public static Waiter GetAwaiter(this TracedDesk desk) => new(desk); }", "Rule.RunAsync > Waiter.GetResult > BrokerCall close" },
        { "_ = RunAsync(desk);", "private static async Task RunAsync(TracedDesk desk) { await foreach (int size in SizesAsync(desk)) { } } private static async IAsyncEnumerable<int> SizesAsync(TracedDesk desk) { await Task.Yield(); desk.Close(1); yield return 1; }", "", "Rule.RunAsync > Rule.SizesAsync > BrokerCall close" },
        { "_ = RunAsync(desk);", "private static async Task RunAsync(TracedDesk desk) { await foreach (int size in new Sizes(desk)) { } }", "public class Sizes(TracedDesk desk) { public Sizes GetAsyncEnumerator() => this; public int Current => 1; public Work MoveNextAsync() => new(desk); }" + Work, "Rule.RunAsync > Waiter.GetResult > BrokerCall close" },
        { "_ = RunAsync(desk);", "private static async Task RunAsync(TracedDesk desk) { await using var scope = new Scope(desk); }", "public sealed class Scope(TracedDesk desk) : IAsyncDisposable { public ValueTask DisposeAsync() { desk.Close(1); return default; } }", "Rule.RunAsync > Scope.DisposeAsync > BrokerCall close" },
        { "_ = RunAsync(desk);", "private static async Task RunAsync(TracedDesk desk) { await using (new Scope(desk)) { } }", "public sealed class Scope(TracedDesk desk) : IAsyncDisposable { ValueTask IAsyncDisposable.DisposeAsync() => default; public Work DisposeAsync() => new(desk); }" + Work, "Rule.RunAsync > Waiter.GetResult > BrokerCall close" },
        { "using var scope = new Scope(desk);", "", "public sealed class Scope(TracedDesk desk) : IDisposable { public void Dispose() { } void IDisposable.Dispose() => desk.Close(1); }", "Scope.Dispose > BrokerCall close" },
        { "using var scope = new Scope(desk);", "", "public readonly ref struct Scope(TracedDesk desk) { public void Dispose() => desk.Close(1); }", "Scope.Dispose > BrokerCall close" },
        { "Run(new Scope(desk));", "private static void Run<T>(T scope) where T : IDisposable { using (scope) { } }", "public sealed class Scope(TracedDesk desk) : IDisposable { public void Dispose() => desk.Close(1); } public sealed class Other : IDisposable { public void Dispose() { } }", "Rule.Run<Scope> > Scope.Dispose > BrokerCall close" },

        // Collections
        { "foreach (int size in desk) { }", "", "public static class Extensions { public static IEnumerator<int> GetEnumerator(this TracedDesk desk) { desk.Close(1); yield return 1; } }", "Extensions.GetEnumerator > BrokerCall close" },
        { "_ = new Sizes { desk };", "", "public class Sizes : List<int> { public void Add(TracedDesk desk) => desk.Close(1); }", "Sizes.Add > BrokerCall close" },
        { "_ = new Sizes { desk };", "", "public class Sizes : List<int>; public static class Extensions { public static void Add(this Sizes sizes, TracedDesk desk) => desk.Close(1); }", "Extensions.Add > BrokerCall close" },
        { "Sizes sizes = [desk];", "", "public class Sizes : IEnumerable { public void Add(object any) { } public void Add(TracedDesk desk) => desk.Close(1); public IEnumerator GetEnumerator() => null!; }", "Sizes.Add > BrokerCall close" },
        { "Sizes sizes = [desk];", "", "public class Sizes : IEnumerable<object> { public void Add(object desk) => ((TracedDesk)desk).Close(1); public IEnumerator<object> GetEnumerator() => null!; IEnumerator IEnumerable.GetEnumerator() => null!; }", "Sizes.Add > BrokerCall close" },
        { "Sizes sizes = [1];", "", "public class Sizes : List<int> { public Sizes() => Now.Desk.Close(1); } public static class Now { public static TracedDesk Desk; }", "new Sizes > BrokerCall close" },
        { "Sizes sizes = [desk];", "", "[System.Runtime.CompilerServices.CollectionBuilder(typeof(Sizes), \"Create\")] public class Sizes : List<TracedDesk> { public static Sizes Create(ReadOnlySpan<TracedDesk> desks) { desks[0].Close(1); return new(); } }", "Sizes.Create > BrokerCall close" },
        { "Use(desk);", "private static void Use(params Sizes sizes) { }", "[System.Runtime.CompilerServices.CollectionBuilder(typeof(Sizes), \"Create\")] public class Sizes : List<TracedDesk> { public static Sizes Create(ReadOnlySpan<TracedDesk> desks) { desks[0].Close(1); return new(); } }", "Sizes.Create > BrokerCall close" },
        { "int[] sizes = [.. new Sizes(desk)];", "", "public class Sizes(TracedDesk desk) { public IEnumerator<int> GetEnumerator() { desk.Close(1); yield return 1; } }", "Sizes.GetEnumerator > BrokerCall close" },
        { "int[] sizes = [.. new Sizes(desk)];", "", "public class Sizes(TracedDesk desk) : IEnumerable<int> { IEnumerator<int> IEnumerable<int>.GetEnumerator() { desk.Close(1); yield return 1; } IEnumerator IEnumerable.GetEnumerator() => null!; }", "Sizes.GetEnumerator > BrokerCall close" },
        { "int[] sizes = [.. desk];", "", "public static class Extensions { public static IEnumerator<int> GetEnumerator(this TracedDesk desk) { desk.Close(1); yield return 1; } }", "Extensions.GetEnumerator > BrokerCall close" },
        { "int[] sizes = [.. new Sizes(desk)];", "", "public class Sizes(TracedDesk desk) { public Sizes GetEnumerator() => this; public int Current => 1; public bool MoveNext() => desk.Close(1); }", "Sizes.MoveNext > BrokerCall close" },

        // The rest
        { "new Alarm(desk).Rung += Note;", "private static void Note() { }", "public class Alarm(TracedDesk desk) { public event Action Rung { add => desk.Close(1); remove { } } }", "Alarm.add_Rung > BrokerCall close" },
        { "new Alarm(desk).Rung -= Note;", "private static void Note() { }", "public class Alarm(TracedDesk desk) { public event Action Rung { add { } remove => desk.Close(1); } }", "Alarm.remove_Rung > BrokerCall close" },
        { "_ = Make<Closer>();", "private static T Make<T>() where T : new() => new T();", "public class Closer { public Closer() => Now.Desk.Close(1); } public static class Now { public static TracedDesk Desk; }", "Rule.Make<Closer> > new Closer > BrokerCall close" },
        { "_ = from size in new Sizes(desk) select size;", "", "public class Sizes(TracedDesk desk) { public bool Select(Func<int, int> select) => desk.Close(1); }", "Sizes.Select > BrokerCall close" },
        { "_ = new Order(desk) with { Size = 1 };", "", "public record Order(TracedDesk Desk) { public int Size { get => 0; init => Desk.Close(value); } }", "Order.Size = value > BrokerCall close" },
    };

    [Theory, MemberData(nameof(Ways))]
    public void AWayToABrokerCallIsFollowed(string body, string members, string declarations, string path)
        => MappedProgram.AssertFollowed(MapPrograms.Rule(body, members, declarations), path);

    [Theory]
    [InlineData("string text = $\"{new Ticket(desk)}\" + new Ticket(desk);", "Ticket.ToString", "  BrokerCall close")]
    [InlineData("foreach (var ticket in new Tickets(desk)) { }", "Tickets.GetEnumerator", "  BrokerCall close")]
    [InlineData("using (var tickets = new Tickets(desk)) { }", "Tickets.Dispose", "  BrokerCall query")]
    [InlineData("_ = new Tickets(desk)[^1];", "Tickets.this[]", "  BrokerCall query")]
    [InlineData("object held = new Ticket(desk); string text = $\"{held}\"; FormattableString later = $\"{new Ticket(desk)}\";")]
    [InlineData("string text = $\"{1}{\"a\"}{moved.Size:n}\" + 1; int[] sizes = [1, .. new List<int>()]; foreach (int size in sizes) { } if (sizes is [1, ..] or [_, _]) { }")]
    public void ACallIsSaidOnceAndNoneThatIsNotMade(string body, params string[] steps)
        => Assert.Equal(steps, MappedProgram.Steps(Assert.Single(MappedProgram.Of(MapPrograms.Rule(
            body,
            declarations: Ticket + "public class Tickets(TracedDesk desk) : IDisposable { public int Count => 1; public int this[int index] => desk.Query(); public IEnumerator<int> GetEnumerator() { desk.Close(1); yield return 1; } public void Dispose() => desk.Query(); }").Generate()).Rules)));

    private static string Handler(string constructed, string appended) => $$"""
        [System.Runtime.CompilerServices.InterpolatedStringHandler]
        public class Handler
        {
            private readonly TracedDesk _desk;
            public Handler(int literal, int formatted, TracedDesk desk) { _desk = desk; {{constructed}} }
            public void AppendLiteral(string text) { }
            public void AppendFormatted<T>(T value) { {{appended}} }
        }
        """;
}
