using RiskTraceGen.Analyzers.Calls;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class UnusableSubstituteTests
{
    private const string Needed = "it needs the parameters (string), a cancellation token beside them at most, and the return type Task<OrderResult>";

    [Theory]
    [InlineData("FlatenAsync", "'IDesk' has no method of that name; did you mean 'FlattenAsync'?")]
    [InlineData("flattenAsync", "'IDesk' has no method of that name; did you mean 'FlattenAsync'?")]
    [InlineData("Panic", "'IDesk' has no method of that name")]
    [InlineData("CloseAsync", "it is the call itself")]
    [InlineData("SizedAsync", Needed)]
    [InlineData("ReferencedAsync", Needed)]
    [InlineData("ValuedAsync", Needed)]
    [InlineData("GenericAsync", Needed)]
    [InlineData("StaticAsync", Needed)]
    public Task Says_why_a_fallback_is_never_called(string name, string why) => Reports("Fallback", name, why);

    [Theory]
    [InlineData("FindAsyn", "'IDesk' has no method of that name; did you mean 'FindAsync'?")]
    [InlineData("OutcomeAsync", Needed)]
    public Task Says_why_a_reconciliation_is_never_called(string name, string why) => Reports("Reconcile", name, why);

    [Fact]
    public Task Names_what_the_reconciliation_of_a_call_without_a_result_returns()
    {
        AnalyzerTest<UnusableSubstitute> test = Test("""interface IDesk { [{|#0:BrokerCall("cancel", Reconcile = nameof(FindAsync))|}] Task CancelAsync(int id); Task FindAsync(int id); }""");
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnusableSubstitute>.Reported().WithLocation(0).WithMessage(
            "Reconcile = \"FindAsync\" of 'IDesk.CancelAsync(int)' is never called: it needs the parameters (int), a cancellation token beside them at most, and the return type Task<CallOutcome>"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("interface IDesk { [{|#0:BrokerCall(\"a\", Fallback = \"A\")|}] void A(int x); void A(string x); }", "it needs the parameters (int), a cancellation token beside them at most, and the return type void")]
    [InlineData("interface IBase { void FlattenB(int x); } interface IDesk : IBase { [{|#0:BrokerCall(\"a\", Fallback = \"FlattenX\")|}] void A(int x); void FlattenA(int x); }", "'IDesk' has no method of that name; did you mean 'FlattenA'?")] // its own comes first
    public Task Looks_at_overloads_and_bases(string source, string why)
    {
        AnalyzerTest<UnusableSubstitute> test = Test(source);
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnusableSubstitute>.Reported().WithLocation(0)
            .WithMessage($"Fallback = \"{(source.Contains("FlattenX", StringComparison.Ordinal) ? "FlattenX" : "A")}\" of 'IDesk.A(int)' is never called: {why}"));
        return test.RunAsync();
    }

    [Fact]
    public Task Reports_an_attribute_of_the_assembly() => Test("""
        [assembly: [|BrokerCall(typeof(IDesk), "Close", Fallback = "Panic")|]]
        interface IDesk { void Close(); }
        """).RunAsync();

    [Theory]
    [InlineData("""interface IDesk { [BrokerCall("a", Fallback = nameof(B))] Task<OrderResult> A(string x, CancellationToken token = default); Task<OrderResult> B(string y); }""")]
    [InlineData("""interface IDesk { [BrokerCall("a", Fallback = nameof(B))] Task<OrderResult> A(string x); Task<OrderResult> B(string y, CancellationToken token = default); }""")]
    [InlineData("""interface IBase { void B(int x); } interface IDesk : IBase { [BrokerCall("a", Fallback = nameof(B))] void A(int x); }""")]
    [InlineData("""class Base { public void B(int x) { } } class Desk : Base { [BrokerCall("a", Fallback = nameof(B))] public void A(int x) { } }""")]
    [InlineData("""interface IDesk { [BrokerCall("a", Fallback = nameof(B))] Task<OrderResult?> A(string x); Task<OrderResult> B(string y); }""")]
    [InlineData("""interface IDesk { [BrokerCall("a", Fallback = nameof(B))] T A<T>(T x, List<T> y); U B<U>(U x, List<U> y); }""")]
    [InlineData("""interface IDesk<T> { [BrokerCall("a", Fallback = nameof(B))] T A(T x); T B(T x); }""")]
    [InlineData("""interface IDesk { [BrokerCall("a", Fallback = nameof(A))] void A(int x); void A(long x); void A(int x, CancellationToken token); }""")]
    [InlineData("""interface IDesk { [BrokerCall("a", Reconcile = nameof(B))] ValueTask A(int x); ValueTask<CallOutcome> B(int x); }""")]
    [InlineData("""interface IDesk { [BrokerCall("a", Reconcile = nameof(B))] void A(in int x); CallOutcome B(in int x); }""")]
    [InlineData("""interface IDesk { [BrokerCall("a", Fallback = "", Reconcile = " ")] void A(int x); }""")]
    [InlineData("""interface IDesk { [BrokerCall("a")] void A(int x); }""")]
    public Task Stays_silent_where_the_method_fits(string source) => Test(source).RunAsync();

    [Theory]
    [InlineData("interface IDesk { [BrokerCall(\"a\", Fallback = nameof(B))] Missing A(int x); Missing B(); }")]
    [InlineData("interface IDesk { [BrokerCall(\"a\", Fallback = nameof(B))] void A(Missing x); }")]
    [InlineData("interface IDesk { [BrokerCall(\"a\", Fallback = Missing.Name)] void A(int x); }")]
    [InlineData("interface IDesk { [BrokerCall(\"a\", Fallback = 1)] void A(int x); }")]
    [InlineData("[assembly: BrokerCall(typeof(IDesk), \"A\", Fallback = ")]
    public Task Stays_silent_on_half_typed_code(string source) => Test(source).Broken().RunAsync();

    private static Task Reports(string property, string name, string why)
    {
        AnalyzerTest<UnusableSubstitute> test = Test($$"""
            interface IDesk
            {
                [{|#0:BrokerCall("close", {{property}} = "{{name}}")|}]
                Task<OrderResult> CloseAsync(string contractId, CancellationToken token = default);
                Task<OrderResult> FlattenAsync(string contractId);
                Task<OrderResult> FindAsync(string contractId);
                Task<OrderResult> SizedAsync(string contractId, int size);
                Task<OrderResult> ReferencedAsync(in string contractId);
                ValueTask<OrderResult> ValuedAsync(string contractId);
                Task<OrderResult> GenericAsync<T>(string contractId);
                static Task<OrderResult> StaticAsync(string contractId) => throw new NotSupportedException();
                Task<CallOutcome> OutcomeAsync(string contractId);
            }
            """);
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnusableSubstitute>.Reported().WithLocation(0).WithMessage(
            $"{property} = \"{name}\" of 'IDesk.CloseAsync(string, CancellationToken)' is never called: {why}"));
        return test.RunAsync();
    }

    private static AnalyzerTest<UnusableSubstitute> Test(params string[] sources) => new(sources);
}
