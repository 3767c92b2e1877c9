using RiskTraceGen.CodeFixes.Tracing;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The second fix of RTG0101 where it is at its plainest, and what it keeps: one local, comments, layout, usings.</summary>
public sealed class IntroduceTracedLocalTests
{
    [Fact]
    public Task Gives_all_calls_of_a_method_one_local() => Test("""
        class Guard(ITradingSuite suite)
        {
            public async Task FlattenAsync(PositionUpdated position, RiskFlow flow)
            {
                if (position.Size == 0)
                    return;

                await suite.[|ClosePositionDirectAsync|](position.ContractId);
                if (position.Size > 5)
                {
                    suite.[|CancelAll|]();
                }
            }
        }
        """, """
        class Guard(ITradingSuite suite)
        {
            public async Task FlattenAsync(PositionUpdated position, RiskFlow flow)
            {
                if (position.Size == 0)
                    return;

                var tracedSuite = suite.Traced(flow);
                await tracedSuite.ClosePositionDirectAsync(position.ContractId);
                if (position.Size > 5)
                {
                    tracedSuite.CancelAll();
                }
            }
        }
        """);

    [Fact]
    public Task Leaves_a_call_alone_that_the_wrapper_of_the_base_would_make_with_other_defaults()
    {
        const string Source = """
            class Desk : ITradingSuite
            {
                public ValueTask<OrderResult> ClosePositionDirectAsync(string contractId = "MNQ", CancellationToken cancellationToken = default) => default;
                public void CancelAll() { }
                public int Ping() => 1;
            }

            class Guard
            {
                public async Task FlattenAsync(Desk desk, RiskFlow flow) => await desk.[|ClosePositionDirectAsync|]();
            }
            """;
        return Test(Source, Source);
    }

    [Fact]
    public Task Names_the_local_after_the_field_property_local_or_parameter() => Test("""
        class Guard
        {
            private readonly ITradingSuite _venue = null!;
            public ITradingSuite Suite => _venue;

            public void Run(ITradingSuite broker, RiskFlow flow)
            {
                ITradingSuite local = broker;
                _venue.[|CancelAll|]();
                this.Suite.[|CancelAll|]();
                local.[|CancelAll|]();
                broker.[|CancelAll|]();
            }
        }
        """, """
        class Guard
        {
            private readonly ITradingSuite _venue = null!;
            public ITradingSuite Suite => _venue;

            public void Run(ITradingSuite broker, RiskFlow flow)
            {
                ITradingSuite local = broker;
                var tracedVenue = _venue.Traced(flow);
                tracedVenue.CancelAll();
                var tracedSuite = this.Suite.Traced(flow);
                tracedSuite.CancelAll();
                var tracedLocal = local.Traced(flow);
                tracedLocal.CancelAll();
                var tracedBroker = broker.Traced(flow);
                tracedBroker.CancelAll();
            }
        }
        """);

    [Fact]
    public Task Avoids_names_that_are_taken() => Test("""
        class Guard
        {
            private readonly int tracedSuite = 1;
            public int Run(ITradingSuite suite, RiskFlow flow)
            {
                suite.[|CancelAll|]();
                return tracedSuite;
            }
        }
        """, """
        class Guard
        {
            private readonly int tracedSuite = 1;
            public int Run(ITradingSuite suite, RiskFlow flow)
            {
                var tracedSuite2 = suite.Traced(flow);
                tracedSuite2.CancelAll();
                return tracedSuite;
            }
        }
        """);

    [Fact]
    public Task Keeps_comments_and_layout() => Test("""
        class Guard
        {
            public async Task RunAsync(ITradingSuite suite, RiskFlow flow)
            {
                int before = 1; // stays

                // Close first:
                /* the alert can wait. */
                await suite /* broker */
                    .[|ClosePositionDirectAsync|](   "MNQ"   ) // no token here
                    .ConfigureAwait(false);

                /* again */ suite.[|CancelAll|](); // and again
                _ = before;
            }
        }
        """, """
        class Guard
        {
            public async Task RunAsync(ITradingSuite suite, RiskFlow flow)
            {
                int before = 1; // stays

                var tracedSuite = suite.Traced(flow);
                // Close first:
                /* the alert can wait. */
                await tracedSuite /* broker */
                    .ClosePositionDirectAsync(   "MNQ"   ) // no token here
                    .ConfigureAwait(false);

                /* again */ tracedSuite.CancelAll(); // and again
                _ = before;
            }
        }
        """);

    [Fact]
    public Task Takes_the_flow_of_a_local_or_of_a_wrapper_and_never_one_of_several() => Test("""
        class Guard(ITradingSuite suite)
        {
            public void OfWrapper(TracedTradingSuite other) { suite.[|CancelAll|](); }

            public void OfLocal(TracedTradingSuite other)
            {
                RiskFlow flow = other.Flow;
                suite.[|CancelAll|]();
            }

            public void Several(RiskFlow outer)
            {
                foreach (RiskFlow inner in new[] { outer })
                {
                    suite.[|CancelAll|]();
                }
            }
        }
        """, """
        class Guard(ITradingSuite suite)
        {
            public void OfWrapper(TracedTradingSuite other) { var tracedSuite = suite.Traced(other.Flow); tracedSuite.CancelAll(); }

            public void OfLocal(TracedTradingSuite other)
            {
                RiskFlow flow = other.Flow;
                var tracedSuite = suite.Traced(flow);
                tracedSuite.CancelAll();
            }

            public void Several(RiskFlow outer)
            {
                foreach (RiskFlow inner in new[] { outer })
                {
                    suite.[|CancelAll|]();
                }
            }
        }
        """);

    [Fact]
    public Task Uses_the_wrapper_that_is_already_there() => Test("""
        class Guard
        {
            public void Run(ITradingSuite suite, RiskFlow flow)
            {
                var venue = suite.Traced(flow);
                venue.CancelAll();
                suite.[|CancelAll|]();
            }
        }
        """, """
        class Guard
        {
            public void Run(ITradingSuite suite, RiskFlow flow)
            {
                var venue = suite.Traced(flow);
                venue.CancelAll();
                venue.CancelAll();
            }
        }
        """);

    [Fact]
    public Task Braces_a_statement_that_stands_alone() => Test("""
        class Guard
        {
            public void Run(List<ITradingSuite> suites, RiskFlow flow)
            {
                foreach (ITradingSuite suite in suites)
                    // all of them
                    suite.[|CancelAll|](); // now

                foreach (ITradingSuite suite in suites) suite.[|CancelAll|]();
            }
        }
        """, """
        class Guard
        {
            public void Run(List<ITradingSuite> suites, RiskFlow flow)
            {
                foreach (ITradingSuite suite in suites)
                {
                    var tracedSuite = suite.Traced(flow);
                    // all of them
                    tracedSuite.CancelAll(); // now
                }

                foreach (ITradingSuite suite in suites) { var tracedSuite2 = suite.Traced(flow); tracedSuite2.CancelAll(); }
            }
        }
        """);

    [Fact]
    public Task Turns_expression_bodies_into_blocks() => Test("""
        class Guard(ITradingSuite suite)
        {
            public ValueTask<OrderResult> CloseAsync(RiskFlow flow)
                => suite.[|ClosePositionDirectAsync|]("MNQ");

            public async Task BothAsync(RiskFlow flow) =>
                _ = await suite.[|ClosePositionDirectAsync|]("MNQ") ?? await suite.[|ClosePositionDirectAsync|]("MES"); // twice

            public void Cancel(RiskFlow flow) => suite.[|CancelAll|]();
        }
        """, """
        class Guard(ITradingSuite suite)
        {
            public ValueTask<OrderResult> CloseAsync(RiskFlow flow)
            {
                var tracedSuite = suite.Traced(flow);
                return tracedSuite.ClosePositionDirectAsync("MNQ");
            }

            public async Task BothAsync(RiskFlow flow)
            {
                var tracedSuite = suite.Traced(flow);
                _ = await tracedSuite.ClosePositionDirectAsync("MNQ") ?? await tracedSuite.ClosePositionDirectAsync("MES"); // twice
            }

            public void Cancel(RiskFlow flow)
            {
                var tracedSuite = suite.Traced(flow);
                tracedSuite.CancelAll();
            }
        }
        """);

    [Fact]
    public Task Works_in_top_level_statements() => new CodeFixTest<IntroduceTracedLocal>("""
        ITradingSuite suite = null!;
        RiskFlow flow = RiskFlow.None;

        suite.[|CancelAll|]();
        suite.[|CancelAll|]();
        """, """
        ITradingSuite suite = null!;
        RiskFlow flow = RiskFlow.None;

        var tracedSuite = suite.Traced(flow);
        tracedSuite.CancelAll();
        tracedSuite.CancelAll();
        """).Executable().RunAsync();

    private static Task Test(string before, string after) => new CodeFixTest<IntroduceTracedLocal>(before, after).RunAsync();
}
