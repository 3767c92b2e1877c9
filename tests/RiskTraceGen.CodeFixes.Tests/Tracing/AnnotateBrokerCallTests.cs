using RiskTraceGen.Analyzers.Tracing;
using RiskTraceGen.CodeFixes.Tracing;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0102.</summary>
public sealed class AnnotateBrokerCallTests
{
    private const string Sdk = """
        namespace Vendor
        {
            public interface IOrders { void Submit(string order); void Cancel(); }
            public class Session<T> { public T Open() => default!; public class Feed { public void Start() { } } }
            public struct Fast { public void Send(int size) { } }
            public static class OrderExtensions { public static void Flatten(this IOrders orders) { } }
        }
        """;

    [Fact]
    public Task Adds_the_attribute_behind_the_usings() => Test("""
        // The guard.
        using Vendor;

        class Guard
        {
            void Use(IOrders orders) => orders.[|Submit|]("x");
        }
        """, """
        // The guard.
        using Vendor;

        [assembly: BrokerCall(typeof(IOrders), "Submit")]

        class Guard
        {
            void Use(IOrders orders) => orders.Submit("x");
        }
        """).RunAsync();

    [Fact]
    public Task Says_each_once() => Test("""
            class Guard
            {
                void Use(Vendor.IOrders orders, Vendor.Session<int> session, Vendor.Session<int>.Feed feed)
                {
                    orders.[|Submit|]("x");
                    orders.[|Submit|]("y");
                    session.[|Open|]();
                    feed.[|Start|]();
                }
            }
            """, """
            [assembly: BrokerCall(typeof(Vendor.IOrders), "Submit")]
            [assembly: BrokerCall(typeof(Vendor.Session<>), "Open")]
            [assembly: BrokerCall(typeof(Vendor.Session<>.Feed), "Start")]

            class Guard
            {
                void Use(Vendor.IOrders orders, Vendor.Session<int> session, Vendor.Session<int>.Feed feed)
                {
                    orders.Submit("x");
                    orders.Submit("y");
                    session.Open();
                    feed.Start();
                }
            }
            """).RunAsync();

    [Fact]
    public Task Adds_what_is_missing_to_a_type_that_has_a_wrapper()
    {
        const string Wrapper = """
            namespace Vendor { public readonly struct TracedOrders(IOrders broker, RiskFlow flow) { public RiskFlow Flow => flow; public void Submit(string order) => broker.Submit(order); public void Cancel() => broker.Cancel(); } }
            """;
        return Test("""
            using Vendor;

            [assembly: BrokerCall(typeof(IOrders), "Submit")]

            class Guard
            {
                void Use(IOrders orders) => orders.[|Cancel|]();
            }

            """ + Wrapper, """
            using Vendor;

            [assembly: BrokerCall(typeof(IOrders), "Submit")]
            [assembly: BrokerCall(typeof(IOrders), "Cancel")]

            class Guard
            {
                void Use(IOrders orders) => orders.Cancel();
            }

            """ + Wrapper).RunAsync();
    }

    [Fact]
    public Task Adds_nothing_that_would_say_nothing()
    {
        const string Code = """
            using Vendor;

            class Guard
            {
                void Use(IOrders orders, Fast fast) { orders.[|Flatten|](); fast.[|Send|](1); }
            }
            """;
        return Test(Code, Code).RunAsync();
    }

    private static CodeFixTest<UnannotatedBrokerCall, AnnotateBrokerCall> Test(string before, string after)
    {
        var test = new CodeFixTest<UnannotatedBrokerCall, AnnotateBrokerCall>(before, after);
        test.TestState.Sources.Add(("Sdk.cs", Sdk));
        test.FixedState.Sources.Add(("Sdk.cs", Sdk));
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\nrisktrace_broker_types = Vendor.*\n"));
        return test;
    }
}
