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
    {
        AnalyzerTest<UnpassedToken> test = Test(member);
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnpassedToken>.Reported().WithLocation(0).WithArguments(member.Contains("ITradingSuite suite", StringComparison.Ordinal) ? "ITradingSuite.ClosePositionDirectAsync" : "TracedTradingSuite.ClosePositionDirectAsync", token));
        return test.RunAsync();
    }

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
    {
        AnalyzerTest<UnpassedToken> test = Test(member);
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnpassedToken>.Reported().WithLocation(0).WithArguments($"IDesk.{method}", token));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("Task Use(IDesk desk, CancellationToken stop) => Task.WhenAll(desk.Place(1, stop), desk.Place(1, CancellationToken.None), desk.Hold(1, null), desk.Only(1));")]
    [InlineData("Task Use(IDesk desk, CancellationToken stop) => Task.WhenAll(desk.Mixed(1), desk.Many(1, 2), desk.First(1), desk.Move(1), desk.Twin(1, \"x\"));")] // overloads of something else
    [InlineData("Task Use(IDesk desk, CancellationToken stop) => Task.WhenAll(desk.Quote(new Options { Token = stop }), desk.Quote(new Options(stop)), desk.Quote(new Options { Token = CancellationToken.None }));")]
    [InlineData("Task Use(IDesk desk, CancellationToken stop) { var options = new Options(stop); return desk.Quote(options); }")]
    [InlineData("Task Use(IDesk desk, Options options) => desk.Quote(options);")]
    [InlineData("Task Use(IDesk desk, Request one, Request two) => desk.Place(1);")] // which?
    [InlineData("Task Use(IDesk desk, Request? request) => desk.Place(1);")] // there may be none
    [InlineData("Task Use(IDesk desk, HiddenSession session) => desk.Place(1);")] // out of sight
    [InlineData("Task Use(IDesk desk, RiskFlow flow, TracedTradingSuite suite) => desk.Place((int)flow.Id);")]
    [InlineData("Task Use(IDesk desk, int size) => desk.Place(size);")]
    public Task Stays_silent_where_a_token_is_given_or_none_fits(string member) => Test(member).RunAsync();

    [Fact]
    public Task Stays_silent_in_an_implementation() => new AnalyzerTest<UnpassedToken>("""
        sealed class Patient(ITradingSuite inner) : ITradingSuite
        {
            public ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default) => inner.ClosePositionDirectAsync(contractId);
            public void CancelAll() => inner.CancelAll();
            public int Ping() => inner.Ping();
        }
        """).RunAsync();

    [Fact]
    public Task Judges_broken_code_by_what_is_there()
        => Test("async Task Use(TracedTradingSuite suite, CancellationToken stop) { await suite.[|ClosePositionDirectAsync|](\"MNQ\"); await suite.ClosePositionDirectAsync(\"MNQ\", }").Broken().RunAsync();

    private static AnalyzerTest<UnpassedToken> Test(string member) => new($$"""
        #pragma warning disable CS1998
        class Guard
        {
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
            [BrokerCall("quote")] Task Quote(Options options, CancellationToken stop = default);
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
