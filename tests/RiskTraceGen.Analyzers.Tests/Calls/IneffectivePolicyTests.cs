using RiskTraceGen.Analyzers.Calls;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class IneffectivePolicyTests
{
    [Theory]
    [InlineData("Retries = -1", "Retries = -1 is not from 0 to 100")]
    [InlineData("Retries = 101", "Retries = 101 is not from 0 to 100")]
    [InlineData("TimeoutMilliseconds = -5", "TimeoutMilliseconds = -5 is not from 0 to 86,400,000")]
    [InlineData("Retries = 1, BackoffMilliseconds = 3600001", "BackoffMilliseconds = 3600001 is not from 0 to 3,600,000")]
    [InlineData("BackoffMilliseconds = 250", "BackoffMilliseconds delays retries, and there are none; set Retries")]
    [InlineData("TimeoutMilliseconds = 250, RetryAmbiguous = true", "RetryAmbiguous allows retries, and there are none; set Retries")]
    [InlineData("Retries = 1, FallbackOnAmbiguous = true", "FallbackOnAmbiguous allows a fallback, and there is none; set Fallback")]
    public Task Names_the_reason(string settings, string reason)
        => Reports($$"""interface IDesk { [{|#0:BrokerCall("close", {{settings}})|}] Task CloseAsync(int size); }""", "IDesk.CloseAsync(int)", reason);

    [Theory]
    [InlineData("void Close(ref int size)", "IDesk.Close(ref int)")]
    [InlineData("void Close(out int size)", "IDesk.Close(out int)")]
    [InlineData("void Close(ReadOnlySpan<byte> size)", "IDesk.Close(ReadOnlySpan<byte>)")]
    [InlineData("ReadOnlySpan<byte> Close(int size)", "IDesk.Close(int)")]
    [InlineData("ref int Close(int size)", "IDesk.Close(int)")]
    [InlineData("dynamic Close(int size)", "IDesk.Close(int)")]
    public Task Reports_a_method_that_cannot_be_called_again(string method, string display) => Reports(
        $$"""interface IDesk { [{|#0:BrokerCall("close", Retries = 2)|}] {{method}}; }""",
        display,
        "arguments by reference, spans and results of such types cannot be kept for another attempt; the call is made once, and traced");

    [Theory]
    [InlineData("System.Collections.Generic.IAsyncEnumerable<int> Close()")]
    [InlineData("System.Runtime.CompilerServices.YieldAwaitable Close()")]
    [InlineData("ValueTask<int>? Close()")]
    public Task Reports_a_call_that_returns_before_its_work_is_done(string method) => Reports(
        $$"""interface IDesk { [{|#0:BrokerCall("close", Retries = 2)|}] {{method}}; }""",
        "IDesk.Close()",
        "it returns before its work is done, a stream or an awaitable that only the caller can follow, so that there is no outcome to retry or to replace; the call is made once, and traced");

    [Theory]
    [InlineData("Retries = 100, BackoffMilliseconds = 3600000, TimeoutMilliseconds = 86400000")]
    [InlineData("Retries = 0, BackoffMilliseconds = 0, TimeoutMilliseconds = 0")]
    [InlineData("Idempotent = true")]
    [InlineData("Pipeline = \"careful\", RetryAmbiguous = true, BackoffMilliseconds = 5")]
    [InlineData("Fallback = \"B\", FallbackOnAmbiguous = true")]
    [InlineData("Name = \"other\"")]
    public Task Stays_silent(string settings) => Test($$"""interface IDesk { [BrokerCall("close", {{settings}})] Task CloseAsync(in int size, params int[] sizes); }""").RunAsync();

    [Fact]
    public Task Stays_silent_on_references_without_policies() => Test("""interface IDesk { [BrokerCall("close", Idempotent = true)] bool TryClose(ref int size, out string reason); }""").RunAsync();

    [Theory]
    [InlineData("interface IDesk { [BrokerCall(\"close\", Retries = )] void Close(); }")]
    [InlineData("interface IDesk { [BrokerCall(\"close\", Retries = \"many\")] void Close(); }")]
    [InlineData("interface IDesk { [BrokerCall(\"close\", Retries = 1)] void Close(; }")]
    [InlineData("[assembly: BrokerCall(typeof(Missing), \"Close\", Retries = -1)]")]
    public Task Stays_silent_on_half_typed_code(string source) => Test(source).Broken().RunAsync();

    private static Task Reports(string source, string method, string reason)
    {
        AnalyzerTest<IneffectivePolicy> test = Test(source);
        test.ExpectedDiagnostics.Add(AnalyzerTest<IneffectivePolicy>.Reported().WithLocation(0).WithMessage($"A policy of '{method}' has no effect: {reason}"));
        return test.RunAsync();
    }

    private static AnalyzerTest<IneffectivePolicy> Test(params string[] sources) => new(sources);
}
