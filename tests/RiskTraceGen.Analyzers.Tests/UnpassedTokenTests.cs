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
        """);
}
