using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class UnannotatedBrokerCallTests
{
    private const string Sdk = """
        namespace Vendor.Sdk
        {
            public interface IOrders { void Submit(string order); int Count { get; } }
            public class Session<T> : IDisposable { public void Dispose() { } public virtual T Open() => default!; public override string ToString() => ""; }
            public static class Clock { public static void Sync() { } }
        }
        namespace Vendor.Tools { public class Chart { public void Draw() { } } }
        """;

    [Theory]
    [InlineData("Vendor.Sdk.IOrders", "orders.[|Submit|](\"x\");")]
    [InlineData("Vendor.Sdk.*", "orders.[|Submit|](\"x\"); session.[|Open|]();")]
    [InlineData(" Other.Thing , Vendor.Sdk.Session ", "session.[|Open|](); orders.Submit(\"x\");")]
    [InlineData("*.IOrders", "orders?.[|Submit|](\"x\"); Action a = () => orders!.[|Submit|](\"y\");")]
    [InlineData("*", "chart.[|Draw|]();")]
    public Task Reports_calls_of_the_types_that_are_named(string types, string code) => Test(types, code).RunAsync();

    [Fact]
    public Task Says_which_annotation_is_missing()
    {
        AnalyzerTest<UnannotatedBrokerCall> test = Test("Vendor.Sdk.*", "session.{|#0:Open|}();");
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnannotatedBrokerCall>.Reported().WithLocation(0).WithMessage(
            "'Session.Open' is a broker's ('risktrace_broker_types'), and nothing marks it as a broker call: no trace will ever see it; add [assembly: BrokerCall(typeof(Session<>), \"Open\")]"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("Vendor.Sdk.*", "chart.Draw();")]
    [InlineData("Vendor.Sdk.I", "orders.Submit(\"x\");")]
    [InlineData("vendor.sdk.IOrders", "orders.Submit(\"x\");")]
    [InlineData("Vendor.Sdk.*", "_ = orders.Count; _ = session.ToString(); _ = session.GetHashCode();")]
    [InlineData("Vendor.Sdk.*", "session.Dispose(); using var other = session;")]
    [InlineData("Vendor.Sdk.*", "Vendor.Sdk.Clock.Sync();")]
    [InlineData(",", "orders.Submit(\"x\");")]
    [InlineData("Vendor.Sdk.*", "_ = nameof(orders.Submit);")]
    public Task Stays_silent(string types, string code) => Test(types, code).RunAsync();

    [Fact]
    public Task Stays_silent_where_nothing_is_named() => new AnalyzerTest<UnannotatedBrokerCall>(Sdk, Guard("orders.Submit(\"x\");")).RunAsync();

    [Fact]
    public Task Leaves_what_is_annotated_to_the_other_rule()
        => Test("Vendor.Sdk.*", "orders.Submit(\"x\");", "[assembly: BrokerCall(typeof(Vendor.Sdk.IOrders), \"Submit\")]").RunAsync();

    [Fact]
    public Task Stays_silent_behind_an_annotated_boundary() => Test("Vendor.Sdk.*", "", """
        sealed class Venue(Vendor.Sdk.IOrders orders) : ITradingSuite
        {
            public ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default) { orders.Submit(contractId); return default; }
            public void CancelAll() => Action(() => orders.Submit("all"));
            public int Ping() => 0;
            private static void Action(Action action) => action();
        }
        """).RunAsync();

    [Fact]
    public Task Stays_silent_in_test_projects() => Test("Vendor.Sdk.*", "orders.Submit(\"x\");").GlobalConfig("build_property.IsTestProject = true").RunAsync();

    [Fact]
    public Task Judges_broken_code_by_what_is_there() => Test("Vendor.Sdk.*", "orders.[|Submit|](\"x\"); session.; Missing(").Broken().RunAsync();

    private static AnalyzerTest<UnannotatedBrokerCall> Test(string types, string code, string more = "")
        => new AnalyzerTest<UnannotatedBrokerCall>(more + Guard(code), Sdk).EditorConfig($"risktrace_broker_types = {types}");

    private static string Guard(string code) => $$"""

        class Guard
        {
            void Use(Vendor.Sdk.IOrders orders, Vendor.Sdk.Session<int> session, Vendor.Tools.Chart chart)
            {
                {{code}}
            }
        }
        """;
}
