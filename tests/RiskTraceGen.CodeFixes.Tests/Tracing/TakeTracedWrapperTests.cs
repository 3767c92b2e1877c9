using RiskTraceGen.CodeFixes.Tracing;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The first fix of RTG0101: the method takes the wrapper, its callers pass one.</summary>
public sealed class TakeTracedWrapperTests
{
    [Fact]
    public Task Changes_the_parameter_of_a_rule() => Test("""
        [RiskRule("max_contracts")]
        public sealed class MaxContractsRule
        {
            public async ValueTask<RuleResult> CheckAsync(PositionUpdated position, /* broker */ ITradingSuite suite, CancellationToken cancellationToken)
            {
                suite.[|CancelAll|](); // first
                OrderResult order = await suite.[|ClosePositionDirectAsync|](position.ContractId, cancellationToken);
                return order.Success || suite.Ping() > 0 ? RuleResult.Breach(nameof(suite)) : RuleResult.Pass;
            }
        }
        """, """
        [RiskRule("max_contracts")]
        public sealed class MaxContractsRule
        {
            public async ValueTask<RuleResult> CheckAsync(PositionUpdated position, /* broker */ TracedTradingSuite suite, CancellationToken cancellationToken)
            {
                suite.CancelAll(); // first
                OrderResult order = await suite.ClosePositionDirectAsync(position.ContractId, cancellationToken);
                return order.Success || suite.Ping() > 0 ? RuleResult.Breach(nameof(suite)) : RuleResult.Pass;
            }
        }
        """);

    [Fact]
    public Task Gives_the_wrapper_of_a_broker_in_a_generic_type_all_type_arguments() => OfGenericBroker.RunAsync();

    [Theory]
    [InlineData(false, "Take 'TracedTradingSuite suite' as the parameter")]
    [InlineData(true, "Take 'TracedDesk<int, string> desk' as the parameter")]
    public async Task Says_which_parameter_it_writes(bool isGeneric, string title)
    {
        CodeFixTest<TakeTracedWrapper> test = isGeneric ? OfGenericBroker : new(
            "class Guard { void Run(ITradingSuite suite) => suite.[|CancelAll|](); }",
            "class Guard { void Run(TracedTradingSuite suite) => suite.CancelAll(); }");
        List<string> titles = [];
        test.CodeActionVerifier = (action, _) => titles.Add(action.Title);
        await test.RunAsync();
        Assert.Contains(title, titles);
    }

    [Fact]
    public Task Updates_the_callers_of_a_private_method() => Test("""
        class Guard(ITradingSuite injected)
        {
            public void Run(RiskFlow flow, ITradingSuite? other)
            {
                var ready = injected.Traced(flow);
                Cancel(injected);            // has a wrapper
                this.Cancel(suite: other ?? injected);
                Action later = () => Cancel(other!);
                later();
                ready.CancelAll();
            }

            private void Cancel(ITradingSuite suite) => suite.[|CancelAll|]();
        }
        """, """
        class Guard(ITradingSuite injected)
        {
            public void Run(RiskFlow flow, ITradingSuite? other)
            {
                var ready = injected.Traced(flow);
                Cancel(ready);            // has a wrapper
                this.Cancel(suite: (other ?? injected).Traced(flow));
                Action later = () => Cancel(other!.Traced(flow));
                later();
                ready.CancelAll();
            }

            private void Cancel(TracedTradingSuite suite) => suite.CancelAll();
        }
        """);

    [Fact]
    public Task Updates_extension_methods_and_local_functions() => Test("""
        static class Guard
        {
            private static void Flatten(this ITradingSuite suite, string contractId) => _ = suite.[|ClosePositionDirectAsync|](contractId);

            public static void Run(ITradingSuite suite, RiskFlow flow)
            {
                suite.Flatten("MNQ");
                Flatten(suite, "MES");
                Local(suite);

                static void Local(ITradingSuite broker) => broker.[|CancelAll|]();
            }
        }
        """, """
        static class Guard
        {
            private static void Flatten(this TracedTradingSuite suite, string contractId) => _ = suite.ClosePositionDirectAsync(contractId);

            public static void Run(ITradingSuite suite, RiskFlow flow)
            {
                suite.Traced(flow).Flatten("MNQ");
                Flatten(suite.Traced(flow), "MES");
                Local(suite.Traced(flow));

                static void Local(TracedTradingSuite broker) => broker.CancelAll();
            }
        }
        """);

    [Fact]
    public Task Updates_callers_in_other_files_and_adds_the_using_they_need() => new CodeFixTest<TakeTracedWrapper>
    {
        TestState =
        {
            Sources =
            {
                ("/0/A.cs", "public static partial class Guard { internal static void Cancel(ITradingSuite suite) => suite.[|CancelAll|](); }"),
                ("/0/B.cs", "using System.Text;\n\npublic static partial class Guard { static void Run(ITradingSuite suite, RiskFlow flow) => Cancel(suite); static StringBuilder Text => new(); }"),
            },
        },
        FixedState =
        {
            Sources =
            {
                ("/0/A.cs", "public static partial class Guard { internal static void Cancel(TracedTradingSuite suite) => suite.CancelAll(); }"),
                ("/0/B.cs", "using System.Text;\n\npublic static partial class Guard { static void Run(ITradingSuite suite, RiskFlow flow) => Cancel(suite.Traced(flow)); static StringBuilder Text => new(); }"),
            },
        },
    }.RunAsync();

    [Theory]
    [InlineData("class Guard { void Run(ITradingSuite suite, RiskFlow flow) { suite.[|CancelAll|](); Keep(suite); } static void Keep(ITradingSuite suite) { } }", "passed on as a broker")]
    [InlineData("class Guard { void Run(ITradingSuite? suite) { if (suite is null) return; suite.[|CancelAll|](); } }", "compared with null")]
    [InlineData("class Guard { void Run(ITradingSuite suite) { suite.[|CancelAll|](); } void Caller(ITradingSuite suite) => Run(suite); }", "a caller without a flow")]
    [InlineData("class Guard { void Run(ITradingSuite suite) { suite.[|CancelAll|](); } Action<ITradingSuite> Caller() => Run; }", "a method group")]
    [InlineData("class Guard { public virtual void Run(ITradingSuite suite) { suite.[|CancelAll|](); } }", "a virtual method")]
    [InlineData("interface IGuard { void Run(ITradingSuite suite); } class Guard : IGuard { public void Run(ITradingSuite suite) { suite.[|CancelAll|](); } }", "an implementation")]
    [InlineData("class Guard { void Run(ITradingSuite suite) { suite.[|CancelAll|](); } void Run(TracedTradingSuite suite) { suite.CancelAll(); } }", "an overload that is there already")]
    [InlineData("class Guard { void Run(in ITradingSuite suite) { suite.[|CancelAll|](); } }", "by reference")]
    [InlineData("class Guard { void Run(ITradingSuite? suite = null) { suite!.[|CancelAll|](); } }", "optional")]
    [InlineData("class Guard(ITradingSuite suite) { void Run() { suite.[|CancelAll|](); } }", "a parameter of the class")]
    [InlineData("class Guard { void Run<T>(T suite) where T : ITradingSuite { suite.[|CancelAll|](); } }", "a type parameter")]
    [InlineData("class Guard { Action<ITradingSuite> Run() => suite => suite.[|CancelAll|](); }", "a parameter of a lambda")]
    [InlineData("static class Feed { [BrokerCall(\"positions\")] public static IEnumerator<int> GetEnumerator(this ITradingSuite suite) { yield break; } } class Guard { void Run(ITradingSuite suite) { foreach (int size in [|suite|]) { } } }", "a call that no expression names")]
    public Task Is_not_offered_where_the_result_would_not_compile(string source, string why)
    {
        Assert.NotEmpty(why);
        return Test(source, source);
    }

    private static CodeFixTest<TakeTracedWrapper> OfGenericBroker
    {
        get
        {
            const string Venue = """
                public class Venue<T> { public interface IDesk<U> { [BrokerCall("send")] void Send(T market, U order); } }
                public readonly struct TracedDesk<T, U>(Venue<T>.IDesk<U> broker, RiskFlow flow) { public void Send(T market, U order) => broker.Send(market, order); public RiskFlow Flow => flow; }
                namespace RiskTraceGen { public static class TracedDeskExtensions { public static TracedDesk<T, U> Traced<T, U>(this Venue<T>.IDesk<U> broker, RiskFlow flow) => new(broker, flow); } }

                """;
            return new(
                Venue + "class Guard { void Run(Venue<int>.IDesk<string> desk, RiskFlow flow) => Send(desk); private void Send(Venue<int>.IDesk<string> desk) => desk.[|Send|](1, \"x\"); }",
                Venue + "class Guard { void Run(Venue<int>.IDesk<string> desk, RiskFlow flow) => Send(desk.Traced(flow)); private void Send(TracedDesk<int, string> desk) => desk.Send(1, \"x\"); }");
        }
    }

    private static Task Test(string before, string after) => new CodeFixTest<TakeTracedWrapper>(before, after).RunAsync();
}
