using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>What RTG0101 reports where no expression names the broker call, or the program finds it when it runs.</summary>
public sealed class UntracedImplicitCallTests
{
    private const string Broker = """
        class Desk : IDisposable, IAsyncDisposable, System.Collections.IEnumerable
        {
            public int Length => 1;
            public int this[int index] => index;
            [BrokerCall("slice")] public Desk Slice(int start, int length) => this;
            [BrokerCall("feed")] public IEnumerator<int> GetEnumerator() { yield break; }
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
            [BrokerCall("state")] public void Deconstruct(out int size, out int rest) => size = rest = 0;
            [BrokerCall("close")] public void Dispose() { }
            [BrokerCall("close_later")] public ValueTask DisposeAsync() => default;
            [BrokerCall("add")] public void Add(int size) { }
            [BrokerCall("submit")] public System.Runtime.CompilerServices.TaskAwaiter GetAwaiter() => default;
            [BrokerCall("net")] public static Desk operator +(Desk one, Desk other) => one;
            [BrokerCall("position")] public static implicit operator int(Desk desk) => 0;
            [BrokerCall("tell")] public override string ToString() => "";
            [BrokerCall("sync")] public void Sync(int size) { }
            public void Sync(int size, string note) { }
            public event Action Rung { [BrokerCall("ring")] add { } remove { } }
            public void Note(object size) { }
        }

        """;

    [Theory]
    [InlineData("foreach (int size in [|desk|]) { }")]
    [InlineData("foreach (int size in (IEnumerable<int>)[|feed|]) { }")]
    [InlineData("foreach (int size in [|feed|]) { }")]
    [InlineData("int[] copy = [.. (IEnumerable<int>)[|feed|]];")]
    [InlineData("(int size, int rest) = [|desk|];")]
    [InlineData("(_, (int size, int rest)) = [|(1, desk)|];")]
    [InlineData("foreach (var (size, rest) in [|new[] { desk }|]) { }")]
    [InlineData("if (desk is [|(1, 2)|]) { }")]
    [InlineData("if (desk is [_, [|.. var rest|]]) { }")]
    [InlineData("_ = [|desk|][1..2];")]
    [InlineData("using ([|desk|]) { }")]
    [InlineData("using IDisposable held = [|desk|];")]
    [InlineData("await using ([|desk|]) { }")]
    [InlineData("await [|desk|];")]
    [InlineData("_ = new Desk { [|1|] };")]
    [InlineData("Desk made = [[|1|]];")]
    [InlineData("int[] copy = [.. [|desk|]];")]
    [InlineData("_ = [|desk + desk|];")]
    [InlineData("int size = [|desk|];")]
    [InlineData("_ = \"a\" + [|desk|];")]
    [InlineData("_ = $\"{[|desk|]}\";")]
    public Task Reports_a_call_that_no_expression_names(string statement) => Test(InGuard(statement)).RunAsync();

    [Theory]
    [InlineData("desk.[|Sync|]((dynamic)3);")]
    [InlineData("desk?.[|Sync|](late);")]
    [InlineData("Get().[|Sync|](late);")]
    [InlineData("suites[0].[|CancelOrder|](late);")]
    public Task Reports_a_dynamic_call_on_a_broker(string statement) => Test(InGuard(statement)).RunAsync();

    [Fact]
    public Task Reports_them_through_type_parameters_and_interfaces() => Test("""
        interface IFeed { [BrokerCall("feed")] IEnumerator<int> GetEnumerator(); }
        class Guard
        {
            void Run<TFeed>(TFeed feed, IFeed other) where TFeed : IFeed
            {
                foreach (int size in [|feed|]) { }
                foreach (int size in [|other|]) { }
            }
        }
        """).RunAsync();

    [Fact]
    public Task Reports_extensions_that_the_language_looks_for() => Test("""
        static class SuiteExtensions
        {
            [BrokerCall("positions")] public static IEnumerator<int> GetEnumerator(this ITradingSuite suite) { yield break; }
            [BrokerCall("state")] public static void Deconstruct(this ITradingSuite suite, out int size, out int rest) => size = rest = 0;
            [BrokerCall("settle")] public static System.Runtime.CompilerServices.TaskAwaiter GetAwaiter(this ITradingSuite suite) => default;
        }
        class Guard
        {
            async Task RunAsync(ITradingSuite suite)
            {
                foreach (int size in [|suite|]) { }
                (int one, int rest) = [|suite|];
                await [|suite|];
            }
        }
        """).RunAsync();

    [Fact]
    public Task Reports_disposal_that_the_assembly_names() => Test("""
        [assembly: BrokerCall(typeof(Foreign.IClient), "Dispose")]
        namespace Foreign { public interface IClient : IDisposable; public interface IScreen : IDisposable; }
        class Guard
        {
            void Run(Foreign.IClient client, Foreign.IScreen screen)
            {
                using ([|client|]) { }
                using (screen) { }
            }
        }
        """).RunAsync();

    [Fact]
    public Task Names_the_member_and_the_way_out()
    {
        AnalyzerTest<UntracedBrokerCall> test = Test(InGuard("foreach (int size in {|#0:desk|}) { }"));
        test.ExpectedDiagnostics.Add(AnalyzerTest<UntracedBrokerCall>.Reported()
            .WithLocation(0)
            .WithMessage("'Desk.GetEnumerator' is called on the broker itself, so no trace sees it; call it on the traced wrapper ('Traced(flow)')"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("if (desk is [1, ..]) { }")]
    [InlineData("_ = desk[^1];")]
    [InlineData("if (desk is { Length: 1 }) { }")]
    [InlineData("if (desk is not null) { }")]
    [InlineData("desk.Sync(late, \"note\");")]
    [InlineData("desk.Note(late);")]
    [InlineData("late.Sync(3);")]
    [InlineData("desk.Rung += () => { };")]
    [InlineData("object held = desk; _ = $\"{held}\" + held;")]
    [InlineData("FormattableString text = $\"{desk}\";")]
    [InlineData("foreach (int size in sizes) { }")]
    [InlineData("int[] copy = [.. sizes];")]
    [InlineData("foreach (Desk each in new[] { desk }) { }")]
    [InlineData("Expression<Func<Desk, int>> size = each => each;")]
    public Task Stays_silent_where_no_broker_call_is_made(string statement) => Test(InGuard(statement)).RunAsync();

    [Fact]
    public Task Stays_silent_inside_the_broker_and_on_the_wrapper() => Test(Broker + """
        class Heir : Desk
        {
            void Run(Desk other) { foreach (int size in other) { } using (other) { } _ = $"{this}" + other[1..2]; }
        }

        interface IFeed { [BrokerCall("feed")] IEnumerator<int> GetEnumerator(); }
        readonly struct TracedFeed(IFeed broker, RiskFlow flow)
        {
            public IEnumerator<int> GetEnumerator() => broker.GetEnumerator();
            public RiskFlow Flow => flow;
        }
        class Guard { void Run(TracedFeed feed) { foreach (int size in feed) { } } }
        """).RunAsync();

    [Fact]
    public Task Stays_silent_in_code_that_does_not_compile() => Test(InGuard("foreach (int size in ) { } await ; (int a, ) = ; _ = $\"{\"; int[] x = [..]; using (")).Broken().RunAsync();

    private static string InGuard(string statement) => $$"""
        {{Broker}}
        class Feed : IEnumerable<int>
        {
            [BrokerCall("feed")] public IEnumerator<int> GetEnumerator() { yield break; }
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
        }
        abstract class Suite { [BrokerCall("cancel_order")] public abstract void CancelOrder(params int[] orders); }
        class Guard
        {
            Desk Get() => new();
            async Task RunAsync(Desk desk, Feed feed, List<Suite> suites, List<int> sizes, dynamic late)
            {
                {{statement}}
                await Task.Yield();
            }
        }
        """;

    private static AnalyzerTest<UntracedBrokerCall> Test(string source) => new(source);
}
