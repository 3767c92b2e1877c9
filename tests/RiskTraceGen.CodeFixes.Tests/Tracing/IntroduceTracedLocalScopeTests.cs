using Microsoft.CodeAnalysis.Testing;
using RiskTraceGen.CodeFixes.Tracing;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The second fix of RTG0101 where scopes, nulls and writes make it hard, and where it must not be offered.</summary>
public sealed class IntroduceTracedLocalScopeTests
{
    [Fact]
    public Task Gives_lambdas_the_local_around_them_and_local_functions_their_own() => Test("""
        class Guard
        {
            public void Run(ITradingSuite suite, RiskFlow flow)
            {
                Later();
                suite.[|CancelAll|]();
                Action cancel = () => suite.[|CancelAll|]();
                cancel();

                void Later()
                {
                    suite.[|CancelAll|]();
                }
            }
        }
        """, """
        class Guard
        {
            public void Run(ITradingSuite suite, RiskFlow flow)
            {
                Later();
                var tracedSuite = suite.Traced(flow);
                tracedSuite.CancelAll();
                Action cancel = () => tracedSuite.CancelAll();
                cancel();

                void Later()
                {
                    var tracedSuite2 = suite.Traced(flow);
                    tracedSuite2.CancelAll();
                }
            }
        }
        """);

    [Fact]
    public Task Traces_in_place_where_no_statement_stands_between_broker_and_call() => Test("""
        class Guard
        {
            public void Run(List<ITradingSuite> suites, object some, RiskFlow flow)
            {
                suites.ForEach(suite => suite.[|CancelAll|]());
                _ = some is ITradingSuite found && found.[|ClosePositionDirectAsync|]("MNQ").IsCompleted;
            }
        }
        """, """
        class Guard
        {
            public void Run(List<ITradingSuite> suites, object some, RiskFlow flow)
            {
                suites.ForEach(suite => suite.Traced(flow).CancelAll());
                _ = some is ITradingSuite found && found.Traced(flow).ClosePositionDirectAsync("MNQ").IsCompleted;
            }
        }
        """);

    [Fact]
    public Task Does_not_read_a_nullable_broker_before_it_is_checked() => Test("""
        class Guard
        {
            public void Run(ITradingSuite? suite, RiskFlow flow)
            {
                _ = suite != null && suite.[|ClosePositionDirectAsync|]("MNQ").IsCompleted;
                if (suite is null)
                    return;
            }

            public void Checked(ITradingSuite? suite, RiskFlow flow)
            {
                if (suite is null)
                    return;

                suite.[|CancelAll|]();
                suite.[|CancelAll|]();
            }
        }
        """, """
        class Guard
        {
            public void Run(ITradingSuite? suite, RiskFlow flow)
            {
                _ = suite != null && suite.Traced(flow).ClosePositionDirectAsync("MNQ").IsCompleted;
                if (suite is null)
                    return;
            }

            public void Checked(ITradingSuite? suite, RiskFlow flow)
            {
                if (suite is null)
                    return;

                var tracedSuite = suite.Traced(flow);
                tracedSuite.CancelAll();
                tracedSuite.CancelAll();
            }
        }
        """);

    [Fact]
    public Task Gives_each_branch_its_own_local_where_the_flow_is_only_there() => Test("""
        class Guard(ITradingSuite suite)
        {
            public void Run(bool first, TracedTradingSuite[] others)
            {
                if (first)
                {
                    RiskFlow flow = others[0].Flow;
                    suite.[|CancelAll|]();
                    suite.[|CancelAll|]();
                }
                else
                {
                    RiskFlow flow = others[1].Flow;
                    suite.[|CancelAll|]();
                }
            }
        }
        """, """
        class Guard(ITradingSuite suite)
        {
            public void Run(bool first, TracedTradingSuite[] others)
            {
                if (first)
                {
                    RiskFlow flow = others[0].Flow;
                    var tracedSuite = suite.Traced(flow);
                    tracedSuite.CancelAll();
                    tracedSuite.CancelAll();
                }
                else
                {
                    RiskFlow flow = others[1].Flow;
                    var tracedSuite2 = suite.Traced(flow);
                    tracedSuite2.CancelAll();
                }
            }
        }
        """);

    [Fact]
    public Task Follows_a_broker_that_is_replaced() => Test("""
        class Guard
        {
            public void Run(ITradingSuite suite, ITradingSuite other, RiskFlow flow)
            {
                suite.[|CancelAll|]();
                suite = other;
                suite.[|CancelAll|]();
            }
        }
        """, """
        class Guard
        {
            public void Run(ITradingSuite suite, ITradingSuite other, RiskFlow flow)
            {
                suite.Traced(flow).CancelAll();
                suite = other;
                var tracedSuite = suite.Traced(flow);
                tracedSuite.CancelAll();
            }
        }
        """);

    [Fact]
    public Task Declares_in_a_switch_section_and_ahead_of_a_chain_of_ifs() => Test("""
        class Guard
        {
            public void Run(ITradingSuite suite, RiskFlow flow, int size)
            {
                switch (size)
                {
                    case 1:
                        suite.[|CancelAll|]();
                        break;
                }

                if (size > 1)
                    size--;
                else if (suite.[|ClosePositionDirectAsync|]("MNQ").IsCompleted)
                    size = 0;
            }
        }
        """, """
        class Guard
        {
            public void Run(ITradingSuite suite, RiskFlow flow, int size)
            {
                var tracedSuite = suite.Traced(flow);
                switch (size)
                {
                    case 1:
                        tracedSuite.CancelAll();
                        break;
                }

                if (size > 1)
                    size--;
                else if (tracedSuite.ClosePositionDirectAsync("MNQ").IsCompleted)
                    size = 0;
            }
        }
        """);

    [Fact]
    public Task Is_not_offered_where_flows_are_to_be_chosen_from()
    {
        const string source = """
            class Guard
            {
                public void Two(ITradingSuite suite, RiskFlow flow, RiskFlow other)
                {
                    suite.[|CancelAll|]();
                    flow = other;
                    suite.[|CancelAll|]();
                }

                public void TwoWrappers(ITradingSuite suite, TracedTradingSuite first, TracedTradingSuite second) => suite.[|CancelAll|]();

                public void Replaced(ITradingSuite suite, RiskTracer tracer)
                {
                    RiskFlow flow = tracer.StartFlow("FIRST");
                    suite.[|CancelAll|]();
                    flow.Dispose();
                    flow = tracer.StartFlow("SECOND");
                    suite.[|CancelAll|]();
                    flow.Dispose();
                }
            }
            """;
        return Test(source, source);
    }

    [Fact]
    public Task Declares_nothing_that_a_goto_jumps_over() => Test("""
        class Guard
        {
            public void Run(ITradingSuite suite, RiskFlow flow, int size)
            {
                if (size > 1)
                    goto cancel;

                suite.[|CancelAll|]();
            cancel:
                suite.[|CancelAll|]();
                suite.[|CancelAll|]();
            }
        }
        """, """
        class Guard
        {
            public void Run(ITradingSuite suite, RiskFlow flow, int size)
            {
                if (size > 1)
                    goto cancel;

                var tracedSuite = suite.Traced(flow);
                tracedSuite.CancelAll();
            cancel:
                suite.Traced(flow).CancelAll();
                var tracedSuite2 = suite.Traced(flow);
                tracedSuite2.CancelAll();
            }
        }
        """);

    [Theory]
    [InlineData("class Guard { void Run(ITradingSuite suite) { suite.[|CancelAll|](); } }", "no flow")]
    [InlineData("class Guard(RiskFlow flow) { RiskFlow Kept => flow; void Run(ITradingSuite suite) { suite.[|CancelAll|](); } }", "a flow kept beyond its time")]
    [InlineData("class Guard { void Run(RiskFlow flow) { Local(null!); static void Local(ITradingSuite suite) { suite.[|CancelAll|](); } } }", "a static function")]
    [InlineData("class Guard { void Run(ITradingSuite suite, out RiskFlow flow) { suite.[|CancelAll|](); flow = default; } }", "not yet assigned")]
    [InlineData("class Guard { void Run(Func<ITradingSuite?> suite) { suite()?.[|CancelAll|](); } }", "no flow for a value")]
    [InlineData("struct Venue : ITradingSuite { public ValueTask<OrderResult> ClosePositionDirectAsync(string id, CancellationToken token) => default; public void CancelAll() { } public int Ping() => 0; } class Guard { void Run(Venue[] venues, RiskFlow flow) { venues[0].[|CancelAll|](); new Venue().[|CancelAll|](); } }", "a copy of a struct")]
    [InlineData("interface IVenue { [BrokerCall(\"a\")] void A(); } class Guard { void Run(IVenue venue, RiskFlow flow) { venue.[|A|](); } }", "no wrapper")]
    [InlineData("interface IVenue { [BrokerCall(\"a\")] void A(); } readonly struct TracedVenue(IVenue broker, RiskFlow flow) { public void A() => broker.A(); public object Kept => flow; } static class Tracing { public static TracedVenue Traced(this IVenue broker, RiskFlow flow) => new(broker, flow); } class Guard { void Run(ITradingSuite suite, TracedVenue venue) { suite.[|CancelAll|](); } }", "a wrapper that shows no flow")]
    [InlineData(Feed + "class Guard { void Run(ITradingSuite suite, RiskFlow flow) { foreach (int size in [|suite|]) { } } }", "no expression names the call")]
    [InlineData("class Venue { [BrokerCall(\"send\")] public void Send(int size) { } } readonly struct TracedVenue(Venue broker, RiskFlow flow) { public RiskFlow Flow => flow; public void Send(int size) => broker.Send(size); } static class Tracing { public static TracedVenue Traced(this Venue broker, RiskFlow flow) => new(broker, flow); } class Guard { void Run(Venue venue, dynamic size, RiskFlow flow) { venue.[|Send|](size); } }", "found when the program runs")]
    public Task Is_not_offered_without_flow_wrapper_or_reference(string source, string why)
    {
        Assert.NotEmpty(why);
        return Test(source, source);
    }

    // Suppressing all of it anew would take in the part where the rule is switched on again.
    [Fact]
    public Task Is_not_offered_for_another_call_around_it()
    {
        const string source = Feed + """
            class Guard
            {
                void Run(ITradingSuite suite, RiskFlow flow)
                {
                    suite
            #pragma warning disable RTG0101
                        .ClosePositionDirectAsync(
            #pragma warning restore RTG0101
                            $"{(int[])[.. [|suite|]]}");
                }
            }
            """;
        return new CodeFixTest<IntroduceTracedLocal>(source, source) { TestBehaviors = TestBehaviors.SkipSuppressionCheck }.RunAsync();
    }

    private const string Feed = "static class Feed { [BrokerCall(\"positions\")] public static IEnumerator<int> GetEnumerator(this ITradingSuite suite) { yield break; } } ";

    private static Task Test(string before, string after) => new CodeFixTest<IntroduceTracedLocal>(before, after).RunAsync();
}
