using RiskTraceGen.Analyzers.Calls;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class UnguardedAmbiguityTests
{
    [Theory]
    [InlineData("Retries = 2, RetryAmbiguous = true", "RetryAmbiguous")]
    [InlineData("FallbackOnAmbiguous = true", "FallbackOnAmbiguous")]
    [InlineData("RetryAmbiguous = true, FallbackOnAmbiguous = true, Idempotent = false", "RetryAmbiguous and FallbackOnAmbiguous")]
    [InlineData("RetryAmbiguous = true, Reconcile = \" \"", "RetryAmbiguous")]
    public Task Reports_what_may_be_done_twice(string settings, string named)
    {
        AnalyzerTest<UnguardedAmbiguity> test = Test($$"""interface IDesk { [{|#0:BrokerCall("place", {{settings}})|}] Task PlaceAsync(int size); }""");
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnguardedAmbiguity>.Reported().WithLocation(0).WithMessage(
            $"'IDesk.PlaceAsync(int)' says {named}, is not Idempotent and names no Reconcile: after a timeout or a lost answer the order may exist twice"));
        return test.RunAsync();
    }

    [Fact]
    public Task Reports_an_attribute_of_the_assembly_for_each_overload()
    {
        AnalyzerTest<UnguardedAmbiguity> test = Test("""
            [assembly: {|#0:BrokerCall(typeof(IDesk), "Place", RetryAmbiguous = true)|}]
            interface IDesk { void Place(int size); void Place(string size); void Close(); }
            """);
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnguardedAmbiguity>.Reported().WithLocation(0).WithArguments("IDesk.Place(int)", "RetryAmbiguous"));
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnguardedAmbiguity>.Reported().WithLocation(0).WithArguments("IDesk.Place(string)", "RetryAmbiguous"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("RetryAmbiguous = true, Idempotent = true")]
    [InlineData("RetryAmbiguous = true, Reconcile = nameof(FindAsync)")]
    [InlineData("FallbackOnAmbiguous = true, Reconcile = \"Missing\"")]
    [InlineData("RetryAmbiguous = false, FallbackOnAmbiguous = false")]
    [InlineData("Retries = 3")]
    [InlineData("Retries = 3, Fallback = nameof(FindAsync)")]
    public Task Stays_silent(string settings) => Test($$"""interface IDesk { [BrokerCall("place", {{settings}})] Task PlaceAsync(int size); Task FindAsync(int size); }""").RunAsync();

    [Theory]
    [InlineData("interface IDesk { [BrokerCall(\"place\", RetryAmbiguous = )] Task PlaceAsync(int size); }")]
    [InlineData("interface IDesk { [BrokerCall(RetryAmbiguous = true)] Task PlaceAsync(int size); }")]
    [InlineData("[assembly: BrokerCall(typeof(Missing), \"Place\", RetryAmbiguous = true)]")]
    [InlineData("[assembly: BrokerCall(typeof(")]
    public Task Stays_silent_on_half_typed_code(string source) => Test(source).Broken().RunAsync();

    private static AnalyzerTest<UnguardedAmbiguity> Test(params string[] sources) => new(sources);
}
