using RiskTraceGen.Analyzers.Calls;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class UnpassedTokenTests
{
    [Theory]
    [InlineData("async Task Use(TracedTradingSuite suite, CancellationToken stop) => await suite.{|#0:ClosePositionDirectAsync|}(\"MNQ\");", "stop")]
    [InlineData("async Task Use(ITradingSuite suite, CancellationToken stop) => await suite.{|#0:ClosePositionDirectAsync|}(contractId: \"MNQ\");", "stop")]
    [InlineData("async Task Use(TracedTradingSuite suite, CancellationToken stop) { await Inner(); async Task Inner() => await suite.{|#0:ClosePositionDirectAsync|}(\"MNQ\"); }", "stop")]
    [InlineData("Func<CancellationToken, ValueTask<OrderResult>> Use(TracedTradingSuite suite, CancellationToken stop) => ct => suite.{|#0:ClosePositionDirectAsync|}(\"MNQ\");", "ct")]
    [InlineData("ValueTask<OrderResult> Use(TracedTradingSuite suite, CancellationToken @event) => suite.{|#0:ClosePositionDirectAsync|}(\"MNQ\");", "@event")]
    public Task Reports_a_token_that_is_left_out(string member, string token)
        => Test(member).Reporting(member.Contains("ITradingSuite suite", StringComparison.Ordinal) ? "ITradingSuite.ClosePositionDirectAsync" : "TracedTradingSuite.ClosePositionDirectAsync", token).RunAsync();

    [Theory]
    [InlineData("async Task Use(TracedTradingSuite suite, CancellationToken stop) => await suite.ClosePositionDirectAsync(\"MNQ\", stop);")]
    [InlineData("async Task Use(TracedTradingSuite suite, CancellationToken stop) => await suite.ClosePositionDirectAsync(\"MNQ\", CancellationToken.None);")]
    [InlineData("async Task Use(TracedTradingSuite suite, CancellationToken stop) => await suite.ClosePositionDirectAsync(\"MNQ\", default);")]
    [InlineData("async Task Use(TracedTradingSuite suite) => await suite.ClosePositionDirectAsync(\"MNQ\");")]
    [InlineData("void Use(TracedTradingSuite suite, CancellationToken stop) => suite.CancelAll();")]
    [InlineData("async Task Use(TracedTradingSuite suite, CancellationToken stop, CancellationToken abort) => await suite.ClosePositionDirectAsync(\"MNQ\");")] // which?
    [InlineData("async Task Use(TracedTradingSuite suite, CancellationToken stop) { await Inner(suite); static async Task Inner(TracedTradingSuite suite) => await suite.ClosePositionDirectAsync(\"MNQ\"); }")]
    [InlineData("void Use(TracedTradingSuite suite, CancellationToken stop) { suite.Ping(); string.Join(',', 1); }")]
    [InlineData("void Use(ITradingSuite suite, out CancellationToken stop) { stop = default; _ = suite.ClosePositionDirectAsync(\"MNQ\").AsTask(); }")]
    public Task Stays_silent(string member) => Test(member).RunAsync();

    [Theory]
    [InlineData("Task Use(IDesk desk, CancellationToken stop) => desk.{|#0:Place|}(1);", "Place", "stop")]
    [InlineData("Task Use(IDesk desk, CancellationToken stop) => desk.{|#0:Send|}(\"x\");", "Send", "stop")]
    [InlineData("Task Use(IDesk desk, CancellationToken stop) => desk.{|#0:Move|}(1, true);", "Move", "stop")]
    [InlineData("Task Use(IDesk desk, CancellationToken stop) => desk.{|#0:Hold|}(1);", "Hold", "stop")]
    [InlineData("Task Use(IDesk desk, CancellationToken? stop) => desk.{|#0:Hold|}(1);", "Hold", "stop")]
    [InlineData("Task Use(IDesk desk, CancellationToken? stop) => desk.{|#0:Place|}(1);", "Place", "stop.GetValueOrDefault()")]
    [InlineData("Task Use(IDesk desk, Request request) => desk.{|#0:Place|}(1);", "Place", "request.Aborted")]
    [InlineData("Task Use(IDesk desk, Request request, CancellationToken stop) => desk.{|#0:Place|}(1);", "Place", "stop")]
    [InlineData("Func<Request, Task> Use(IDesk desk, CancellationToken stop) => request => desk.{|#0:Place|}(1);", "Place", "request.Aborted")]
    [InlineData("Task Use(IDesk desk, CancellationTokenSource source) => desk.{|#0:Place|}(1);", "Place", "source.Token")]
    [InlineData("Task Use(IDesk desk, CancellationToken stop) => desk.{|#0:Quote|}(new Options { Size = 1 });", "Quote", "stop")]
    [InlineData("Task Use(IDesk desk, CancellationToken stop) => desk.{|#0:Quote|}(new Options { Size = stop.IsCancellationRequested ? 1 : 0 });", "Quote", "stop")]
    [InlineData("Task Use(IDesk desk, CancellationToken stop) => desk.{|#0:Flat|}();", "Flat", "stop")]
    [InlineData("Task Use(IDesk desk, Session session) => desk.{|#0:Place|}(1);", "Place", "session.Stopped")]
    [InlineData("Task Use(IDesk desk, NightSession session) => desk.{|#0:Place|}(1);", "Place", "session.Stopped")]
    [InlineData("Task Use(IDesk desk, INightSession session) => desk.{|#0:Place|}(1);", "Place", "session.Stopped")]
    public Task Reports_overloads_missing_tokens_and_those_of_a_context(string member, string method, string token)
        => Test(member).Reporting($"IDesk.{method}", token).RunAsync();

    [Theory]
    [InlineData("Task Use(IDesk desk, CancellationToken stop) => Task.WhenAll(desk.Place(1, stop), desk.Place(1, CancellationToken.None), desk.Hold(1, null), desk.Only(1));")]
    [InlineData("Task Use(IDesk desk, CancellationToken stop) => Task.WhenAll(desk.Mixed(1), desk.Many(1, 2), desk.First(1), desk.Move(1), desk.Twin(1, \"x\"), desk.Hide(1), desk.Take(1), desk.Pull(1));")] // overloads of something else
    [InlineData("Task Use(IDesk desk, CancellationToken stop) => Task.WhenAll(desk.Quote(new Options { Token = stop }), desk.Quote(new Options(stop)), desk.Quote(new Options { Token = CancellationToken.None }));")]
    [InlineData("Task Use(IDesk desk, CancellationToken stop) { var options = new Options(stop); return desk.Quote(options); }")]
    [InlineData("Task Use(IDesk desk, Options options) => desk.Quote(options);")]
    [InlineData("Task Use(IDesk desk, CancellationToken stop) => desk.Ask(new Options(stop));")]
    [InlineData("Task Use(IDesk desk, Request one, Request two) => desk.Place(1);")] // which?
    [InlineData("Task Use(IDesk desk, Request? request) => desk.Place(1);")] // there may be none
    [InlineData("Task Use(IDesk desk, HiddenSession session) => desk.Place(1);")] // out of sight
    [InlineData("Task Use(IDesk desk, RiskFlow flow, TracedTradingSuite suite) => desk.Place((int)flow.Id);")]
    [InlineData("Task Use(IDesk desk, int size) => desk.Place(size);")]
    public Task Stays_silent_where_a_token_is_given_or_none_fits(string member) => Test(member).RunAsync();

    [Theory]
    [InlineData("async Task Use(IDesk desk) { using var limit = new CancellationTokenSource(1000); await desk.{|#0:Place|}(1); }", "limit.Token")]
    [InlineData("async Task Use(IDesk desk) { using CancellationTokenSource limit = Limited(1); await desk.{|#0:Place|}(1); }", "limit.Token")]
    [InlineData("async Task Use(IDesk desk) { CancellationToken stopping = Source.Token; await desk.{|#0:Place|}(1); }", "stopping")]
    [InlineData("async Task Use(IDesk desk) { CancellationToken? @stop = Any(); await desk.{|#0:Hold|}(1); }", "stop")]
    [InlineData("async Task Use(IDesk desk) { CancellationToken? maybe = Any(); await desk.{|#0:Place|}(1); }", "maybe.GetValueOrDefault()")]
    [InlineData("async Task Use(IDesk desk, CancellationToken stop) { using var cts = CancellationTokenSource.CreateLinkedTokenSource(stop); await desk.{|#0:Place|}(1); }", "cts.Token")]
    [InlineData("async Task Use(IDesk desk, CancellationToken stop) { using var cts = CancellationTokenSource.CreateLinkedTokenSource(stop); CancellationToken linked = cts.Token; await desk.{|#0:Place|}(1); }", "linked")]
    [InlineData("async Task Use(IDesk desk, CancellationToken stop) { using (var cts = CancellationTokenSource.CreateLinkedTokenSource(stop)) await desk.{|#0:Place|}(1); }", "cts.Token")]
    [InlineData("async Task Use(IDesk desk, CancellationToken stop) { using (var cts = CancellationTokenSource.CreateLinkedTokenSource(stop)) cts.CancelAfter(1); await desk.{|#0:Place|}(1); }", "stop")] // it is over
    [InlineData("async Task Use(IDesk desk, CancellationToken stop) { await desk.{|#0:Place|}(1); using var cts = CancellationTokenSource.CreateLinkedTokenSource(stop); }", "stop")] // not yet there
    [InlineData("async Task Use(IDesk desk, CancellationToken stop) { using var other = new CancellationTokenSource(1000); await desk.{|#0:Place|}(1); }", "stop")] // for something else
    [InlineData("async Task Use(IDesk desk, CancellationToken stop, CancellationToken abort) { using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, abort); await desk.{|#0:Place|}(1); }", "both.Token")]
    [InlineData("async Task Use(IDesk desk, CancellationToken stop) { using var all = CancellationTokenSource.CreateLinkedTokenSource(stop); using var one = CancellationTokenSource.CreateLinkedTokenSource(all.Token); await desk.{|#0:Place|}(1); }", "one.Token")]
    [InlineData("async Task Use(IDesk desk, CancellationToken stop) { using var a = CancellationTokenSource.CreateLinkedTokenSource(stop); while (true) { using var b = CancellationTokenSource.CreateLinkedTokenSource(stop); await desk.{|#0:Place|}(1); } }", "b.Token")]
    [InlineData("async Task Use(IDesk desk, CancellationToken stop) { using var a = CancellationTokenSource.CreateLinkedTokenSource(stop); using var b = CancellationTokenSource.CreateLinkedTokenSource(stop); await desk.{|#0:Place|}(1); }", "stop")] // both end with it
    [InlineData("async Task Use(IDesk desk, CancellationToken stop) { using var cts = CancellationTokenSource.CreateLinkedTokenSource(stop); try { await desk.Place(1, cts.Token); } catch { await desk.{|#0:Place|}(1); } }", "stop")] // the other may have ended the attempt
    [InlineData("async Task Use(IDesk desk, CancellationToken stop) { using var cts = CancellationTokenSource.CreateLinkedTokenSource(stop); try { await desk.Place(1, cts.Token); } finally { await desk.{|#0:Place|}(1); } }", "stop")]
    [InlineData("async Task Use(IDesk desk, CancellationToken stop) { try { } catch { using var cts = CancellationTokenSource.CreateLinkedTokenSource(stop); await desk.{|#0:Place|}(1); } }", "cts.Token")]
    [InlineData("async Task Use(IDesk desk, CancellationToken stop) { using var cts = CancellationTokenSource.CreateLinkedTokenSource(stop); Func<Task> place = () => desk.{|#0:Place|}(1); await place(); }", "cts.Token")]
    [InlineData("Func<Task> Use(IDesk desk, CancellationToken stop) => async () => { using var cts = CancellationTokenSource.CreateLinkedTokenSource(stop); await desk.{|#0:Place|}(1); };", "cts.Token")]
    [InlineData("async Task Use(IDesk desk, CancellationToken stop) { await Inner(); using var cts = CancellationTokenSource.CreateLinkedTokenSource(stop); async Task Inner() => await desk.{|#0:Place|}(1); }", "stop")] // it has no value yet
    [InlineData("async Task Use(IDesk desk, Request request) { using var cts = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted); await desk.{|#0:Place|}(1); }", "cts.Token")]
    [InlineData("async Task Use(IDesk desk, RiskFlow flow) { using var cts = CancellationTokenSource.CreateLinkedTokenSource(flow.CancellationToken); cts.CancelAfter(10); await desk.{|#0:Place|}(1); }", "cts.Token")]
    public Task Reports_the_nearest_token_of_a_local(string member, string token)
        => Test(member).Reporting(member.Contains("{|#0:Hold|}", StringComparison.Ordinal) ? "IDesk.Hold" : "IDesk.Place", token).RunAsync();

    [Theory]
    [InlineData("async Task Use(IDesk desk, CancellationToken stop) { using var cts = CancellationTokenSource.CreateLinkedTokenSource(stop); CancellationToken linked = cts.Token; await desk.Place(1, linked); await desk.Place(1, cts.Token); await desk.Place(1, stop); }")]
    [InlineData("async Task Use(IDesk desk) { using var own = new CancellationTokenSource(); Task running = desk.Only(1); await desk.Place(1); own.Cancel(); await running; }")] // the function stops something else with it
    [InlineData("async Task Use(IDesk desk) { using var own = new CancellationTokenSource(); await desk.Place(1); own.Cancel(); }")]
    [InlineData("async Task Use(IDesk desk) { CancellationToken none = default; await desk.Place(1); }")]
    [InlineData("async Task Use(IDesk desk) { CancellationToken? none = null; await desk.Place(1); }")]
    [InlineData("async Task Use(IDesk desk) { CancellationToken none = default, never = CancellationToken.None, over = new(true); CancellationToken? missing = null; await desk.Place(1); }")]
    [InlineData("async Task Use(IDesk desk, RiskFlow flow) { CancellationToken given = flow.CancellationToken; await desk.Place(1); }")] // the library passes it
    [InlineData("async Task Use(IDesk desk) { CancellationToken late; await desk.Place(1); late = Any(); }")]
    [InlineData("async Task Use(IDesk desk) { using var a = new CancellationTokenSource(1); using var b = new CancellationTokenSource(2); await desk.Place(1); }")] // which?
    [InlineData("async Task Use(IDesk desk) { using var limit = new CancellationTokenSource(1); try { await desk.Place(1, limit.Token); } catch (OperationCanceledException) { await desk.Place(1); } }")]
    [InlineData("async Task Use(IDesk desk, int k) { switch (k) { case 1: CancellationToken stop = Any(); break; default: await desk.Place(1); break; } }")] // not of this case
    [InlineData("async Task Use(IDesk desk) { using var limit = new CancellationTokenSource(1); await Inner(desk); static async Task Inner(IDesk desk) => await desk.Place(1); }")]
    [InlineData("async Task Use(IDesk desk) { using var limit = new CancellationTokenSource(1); await Inner(); async Task Inner() => await desk.Place(1); }")]
    [InlineData("async Task Use(IDesk desk, CancellationToken stop, CancellationToken abort) { using var cts = CancellationTokenSource.CreateLinkedTokenSource(stop); await desk.Place(1); }")] // and the other?
    public Task Stays_silent_where_no_token_of_a_local_is_meant(string member) => Test(member).RunAsync();

    [Fact]
    public Task Reports_a_token_of_top_level_statements() => new AnalyzerTest<UnpassedToken>("""
        ITradingSuite suite = null!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        await suite.[|ClosePositionDirectAsync|]("MNQ");
        """).Executable().RunAsync();

    [Fact]
    public Task Stays_silent_in_an_implementation() => new AnalyzerTest<UnpassedToken>("""
        sealed class Patient(ITradingSuite inner) : ITradingSuite
        {
            public ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default) => inner.ClosePositionDirectAsync(contractId);
            public void CancelAll() => inner.CancelAll();
            public int Ping() => inner.Ping();
        }
        """).RunAsync();

    [Theory]
    [InlineData("await foreach (int tick in desk.Watch().WithCancellation(stop)) { }")]
    [InlineData("await foreach (int tick in desk.Watch().WithCancellation(stop).ConfigureAwait(false)) { }")]
    [InlineData("await foreach (int tick in desk.Watch().ConfigureAwait(false).WithCancellation(stop)) { }")]
    [InlineData("await foreach (int tick in desk.Watch().WithCancellation(CancellationToken.None)) { }")] // a decision
    [InlineData("var ticks = desk.Watch(); var plain = ticks.ConfigureAwait(false); await foreach (int tick in plain.WithCancellation(stop)) { }")]
    [InlineData("await Count(Doubled(desk.Watch()), stop);")]
    [InlineData("var ticks = tight ? desk.Watch() : desk.Watch(); await foreach (int tick in ticks.WithCancellation(stop)) { }")]
    [InlineData("await foreach (int tick in (tight ? Doubled(desk.Watch()) : desk?.Watch() ?? desk!.Watch()).WithCancellation(stop)) { }")]
    [InlineData("var ticks = tight switch { true => (IAsyncEnumerable<int>)desk.Watch(), _ => desk.Watch() }; await Count(ticks, stop);")]
    [InlineData("IAsyncEnumerable<int> ticks; if (tight) ticks = desk.Watch(); else ticks = desk.Watch(); await Count(ticks, stop);")]
    [InlineData("await foreach (int tick in Passing(desk.Watch()).WithCancellation(stop)) { }")]
    [InlineData("await foreach (int tick in Checked(desk.Watch()).WithCancellation(stop)) { }")]
    [InlineData("await foreach (int tick in Giving(desk.Watch()).WithCancellation(stop)) { }")] // the stream has its own
    [InlineData("await foreach (int tick in Held(desk.Watch()).WithCancellation(stop)) { } async IAsyncEnumerable<int> Held(IAsyncEnumerable<int> ticks) { await foreach (int tick in ticks.WithCancellation(stop)) yield return tick; }")]
    [InlineData("await foreach (int tick in Lost(desk.Watch(stop)).WithCancellation(stop)) { }")]
    public Task Stays_silent_on_a_stream_that_is_given_its_token_when_it_is_read(string statements) => Stream(statements).RunAsync();

    [Theory]
    [InlineData("await foreach (int tick in desk.[|Watch|]()) { }")]
    [InlineData("await foreach (int tick in desk.[|Watch|]().ConfigureAwait(false)) { }")]
    [InlineData("var ticks = desk.[|Watch|](); await foreach (int tick in ticks) { }")]
    [InlineData("var ticks = desk.[|Watch|](); var others = Doubled(null!); await Count(others, stop); await Count(ticks);")]
    [InlineData("await foreach (int tick in Lost(desk.[|Watch|]()).WithCancellation(stop)) { }")] // it does not get through
    [InlineData("await foreach (int tick in Parts.Lost(desk.[|Watch|]()).WithCancellation(stop)) { }")]
    [InlineData("var ticks = Doubled(Lost(desk.[|Watch|]())); await Count(ticks, stop);")]
    [InlineData("var ticks = tight ? desk.[|Watch|]() : desk.[|Watch|](); await foreach (int tick in ticks) { }")]
    [InlineData("IAsyncEnumerable<int> ticks = Doubled(null!); await Count(ticks, stop); ticks = desk.[|Watch|](); await Count(ticks);")]
    [InlineData("await Count(desk.[|Watch|]()).WaitAsync(stop);")] // whoever waits has given up
    [InlineData("await desk.[|Place|](1).WaitAsync(stop);")]
    [InlineData("await Guarded(desk.[|Place|](1), stop); await Guarded(Count(desk.[|Watch|]()), stop);")]
    [InlineData("await foreach (int tick in Noted(desk.[|Watch|]()).WithCancellation(stop)) { }")]
    public Task Reports_a_stream_that_nobody_gives_a_token(string statements) => Stream(statements).RunAsync();

    [Fact]
    public Task Survives_a_stream_that_is_made_of_itself() => Stream("IAsyncEnumerable<int> ticks = Both(desk.[|Watch|](), ticks);").Broken().RunAsync();

    [Fact]
    public Task Judges_broken_code_by_what_is_there()
        => Test("async Task Use(TracedTradingSuite suite, CancellationToken stop) { await suite.[|ClosePositionDirectAsync|](\"MNQ\"); await suite.ClosePositionDirectAsync(\"MNQ\", }").Broken().RunAsync();

    private static AnalyzerTest<UnpassedToken> Stream(string statements) => Test($$"""
        async Task Use(IDesk desk, CancellationToken stop, bool tight = false) { {{statements}} }
        static async IAsyncEnumerable<int> Lost(IAsyncEnumerable<int> ticks) { await foreach (int tick in ticks) yield return tick; }
        static async IAsyncEnumerable<int> Passing(IAsyncEnumerable<int> ticks, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken end = default) { await foreach (int tick in ticks.WithCancellation(end)) yield return tick; }
        static async IAsyncEnumerable<int> Checked(IAsyncEnumerable<int> ticks, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken end = default) { await foreach (int tick in ticks) { end.ThrowIfCancellationRequested(); yield return tick; } }
        static async IAsyncEnumerable<int> Giving(IAsyncEnumerable<int> ticks) { await foreach (int tick in ticks.WithCancellation(Any())) yield return tick; }
        static partial class Parts
        {
            public static partial IAsyncEnumerable<T> Lost<T>(IAsyncEnumerable<T> ticks);
            public static async partial IAsyncEnumerable<T> Lost<T>(IAsyncEnumerable<T> ticks) { await foreach (T tick in ticks) yield return tick; }
        }

        static async IAsyncEnumerable<int> Noted([System.Diagnostics.CodeAnalysis.NotNull] IAsyncEnumerable<int> ticks) { await foreach (int tick in ticks) yield return tick; }
        static Task Guarded(Task task, CancellationToken stop) => task;
        static IAsyncEnumerable<int> Doubled(IAsyncEnumerable<int> ticks) => ticks;
        static IAsyncEnumerable<int> Both(IAsyncEnumerable<int> ticks, IAsyncEnumerable<int> more) => ticks;
        static Task<int> Count(IAsyncEnumerable<int> ticks, CancellationToken stop = default) => Task.FromResult(1);
        """);

    private static AnalyzerTest<UnpassedToken> Test(string member) => new($$"""
        #pragma warning disable CS0168, CS0219, CS1998 // bodies are fragments
        partial class Guard
        {
            private static readonly CancellationTokenSource Source = new();
            private static CancellationToken Any() => Source.Token;
            private static CancellationTokenSource Limited(int seconds) => new(seconds);
            {{member}}
        }
        """, """
        public interface IDesk
        {
            [BrokerCall("place")] Task Place(int size);
            Task Place(int size, CancellationToken stop);
            [BrokerCall("send")] Task Send<T>(T order);
            Task Send<T>(T order, CancellationToken stop);
            [BrokerCall("move")] Task Move(int size, bool dry = false);
            Task Move(int size, bool dry, CancellationToken stop);
            [BrokerCall("hold")] Task Hold(int size, CancellationToken? stop = null);
            [BrokerCall("only")] Task Only(int size);
            Task Only(int size, string note);
            Task Only(int size, string note, CancellationToken stop);
            Task Only<T>(int size, CancellationToken stop);
            static Task Only(int size, CancellationToken stop) => Task.CompletedTask;
            [BrokerCall("hide")] Task Hide(int size);
            private Task Hide(int size, CancellationToken stop) => Task.CompletedTask;
            [BrokerCall("take")] Task Take(int size);
            Task Take(ref int size, CancellationToken stop);
            [BrokerCall("mixed")] Task Mixed(int size);
            Task Mixed(string size, CancellationToken stop);
            [BrokerCall("many")] Task Many(params int[] sizes);
            Task Many(int[] sizes, CancellationToken stop);
            [BrokerCall("first")] Task First(int size);
            Task First(CancellationToken stop, int size);
            [BrokerCall("twin")] Task Twin(int size, string name);
            Task Twin(int size, int name, CancellationToken stop);
            [BrokerCall("flat")] Task Flat();
            Task Flat(CancellationToken stop);
            [BrokerCall("watch")] IAsyncEnumerable<int> Watch(CancellationToken stop = default);
            [BrokerCall("quote")] Task Quote(Options options, CancellationToken stop = default);
            [BrokerCall("ask")] Task Ask(object options, CancellationToken stop = default);
        }

        public static class DeskCalls
        {
            [BrokerCall("pull")] public static Task Pull(this IDesk desk, int size) => Task.CompletedTask;
            public static Task Pull(this IDesk desk, int size, CancellationToken stop) => Task.CompletedTask;
        }

        public sealed class Options
        {
            public Options(CancellationToken token = default) => Token = token;
            public CancellationToken Token { get; set; }
            public int Size { get; set; }
        }

        public sealed class Request { public CancellationToken Aborted => default; }

        public interface ISession { CancellationToken Stopped { get; } }
        public interface INightSession : ISession;
        public class Session : ISession { public virtual CancellationToken Stopped => default; }
        public sealed class NightSession : Session { public override CancellationToken Stopped => default; }
        public sealed class HiddenSession : ISession { CancellationToken ISession.Stopped => default; }
        """);
}
