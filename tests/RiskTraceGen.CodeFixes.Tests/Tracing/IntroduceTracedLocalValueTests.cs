using RiskTraceGen.CodeFixes.Tracing;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The second fix of RTG0101 on brokers that a call or <c>new</c> hands out, and behind <c>?.</c>: what was evaluated once, and in which order, stays so.</summary>
public sealed class IntroduceTracedLocalValueTests
{
    private const string Venue = """
        sealed class Venue : ITradingSuite
        {
            public Venue(int size = 0) { }
            public ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default) => default;
            public void CancelAll() { }
            public int Ping() => 0;
        }

        """;

    [Fact]
    public Task Evaluates_a_call_or_a_new_broker_once_ahead_of_its_statement() => Test(Venue + """
        class Guard
        {
            public async Task<bool> RunAsync(Func<ITradingSuite> get, RiskFlow flow)
            {
                get().[|CancelAll|]();
                new Venue(2).[|CancelAll|](); // flat
                OrderResult order = await get().[|ClosePositionDirectAsync|]("MNQ").ConfigureAwait(false);
                if ((await Find("MES").[|ClosePositionDirectAsync|]("MES")).Success && order.Success)
                    get().[|CancelAll|]();

                return (await get().[|ClosePositionDirectAsync|]("MNQ")).Success;
            }

            public ValueTask<OrderResult> CloseAsync(RiskFlow flow) => Find("MES").[|ClosePositionDirectAsync|]("MES");

            private static ITradingSuite Find(string contractId) => new Venue(contractId.Length);
        }
        """, Venue + """
        class Guard
        {
            public async Task<bool> RunAsync(Func<ITradingSuite> get, RiskFlow flow)
            {
                var tracedTradingSuite = get().Traced(flow);
                tracedTradingSuite.CancelAll();
                var tracedVenue = new Venue(2).Traced(flow);
                tracedVenue.CancelAll(); // flat
                var tracedTradingSuite2 = get().Traced(flow);
                OrderResult order = await tracedTradingSuite2.ClosePositionDirectAsync("MNQ").ConfigureAwait(false);
                var tracedTradingSuite3 = Find("MES").Traced(flow);
                if ((await tracedTradingSuite3.ClosePositionDirectAsync("MES")).Success && order.Success)
                {
                    var tracedTradingSuite4 = get().Traced(flow);
                    tracedTradingSuite4.CancelAll();
                }

                var tracedTradingSuite5 = get().Traced(flow);
                return (await tracedTradingSuite5.ClosePositionDirectAsync("MNQ")).Success;
            }

            public ValueTask<OrderResult> CloseAsync(RiskFlow flow)
            {
                var tracedTradingSuite = Find("MES").Traced(flow);
                return tracedTradingSuite.ClosePositionDirectAsync("MES");
            }

            private static ITradingSuite Find(string contractId) => new Venue(contractId.Length);
        }
        """);

    [Fact]
    public Task Traces_in_place_what_is_not_evaluated_first_once_and_always() => Test("""
        class Guard
        {
            public void Run(Func<ITradingSuite> get, Func<int, ITradingSuite> at, ITradingSuite[] all, bool big, int size, RiskFlow flow)
            {
                while (get().[|ClosePositionDirectAsync|]("MNQ").IsCompleted)
                    size++;

                _ = big && get().[|ClosePositionDirectAsync|]("MNQ").IsCompleted;
                Log(size++, get().[|ClosePositionDirectAsync|]("MNQ"));
                Action later = () => get().[|CancelAll|]();
                all[size].[|CancelAll|]();
                at(int.TryParse("1", out int parsed) ? 1 : 0).[|CancelAll|]();
                at(Log(size, all[0].[|ClosePositionDirectAsync|]("MNQ"))).[|CancelAll|]();
                (big ? get() : all[0]).[|CancelAll|]();
            }

            private static int Log(int size, ValueTask<OrderResult> order) => size;
        }
        """, """
        class Guard
        {
            public void Run(Func<ITradingSuite> get, Func<int, ITradingSuite> at, ITradingSuite[] all, bool big, int size, RiskFlow flow)
            {
                while (get().Traced(flow).ClosePositionDirectAsync("MNQ").IsCompleted)
                    size++;

                _ = big && get().Traced(flow).ClosePositionDirectAsync("MNQ").IsCompleted;
                Log(size++, get().Traced(flow).ClosePositionDirectAsync("MNQ"));
                Action later = () => get().Traced(flow).CancelAll();
                all[size].Traced(flow).CancelAll();
                at(int.TryParse("1", out int parsed) ? 1 : 0).Traced(flow).CancelAll();
                at(Log(size, all[0].Traced(flow).ClosePositionDirectAsync("MNQ"))).Traced(flow).CancelAll();
                (big ? get() : all[0]).Traced(flow).CancelAll();
            }

            private static int Log(int size, ValueTask<OrderResult> order) => size;
        }
        """);

    [Fact]
    public Task Keeps_the_conditional_access_and_shares_a_broker_that_nobody_can_set_in_between() => Test("""
        class Guard(ITradingSuite? outer)
        {
            private readonly ITradingSuite? _venue = null;

            public async Task RunAsync(ITradingSuite? suite, bool big, RiskFlow flow)
            {
                suite?.[|CancelAll|]();
                if (big)
                    await (suite?.[|ClosePositionDirectAsync|]("MNQ") ?? default);

                _venue?.[|CancelAll|]();
                outer?.[|CancelAll|]();
                outer?.[|CancelAll|]();
            }

            public void Run(ITradingSuite? suite, RiskFlow flow) => suite?.[|CancelAll|]();
        }
        """, """
        class Guard(ITradingSuite? outer)
        {
            private readonly ITradingSuite? _venue = null;

            public async Task RunAsync(ITradingSuite? suite, bool big, RiskFlow flow)
            {
                var tracedSuite = suite?.Traced(flow);
                tracedSuite?.CancelAll();
                if (big)
                    await (tracedSuite?.ClosePositionDirectAsync("MNQ") ?? default);

                var tracedVenue = _venue?.Traced(flow);
                tracedVenue?.CancelAll();
                var tracedOuter = outer?.Traced(flow);
                tracedOuter?.CancelAll();
                tracedOuter?.CancelAll();
            }

            public void Run(ITradingSuite? suite, RiskFlow flow)
            {
                var tracedSuite = suite?.Traced(flow);
                tracedSuite?.CancelAll();
            }
        }
        """);

    [Fact]
    public Task Reads_a_broker_that_may_be_set_in_between_anew_for_each_call() => Test("""
        class Guard
        {
            private ITradingSuite? _venue;

            public void Run(ITradingSuite? suite, RiskFlow flow)
            {
                Action set = () => suite = null;
                _venue?.[|CancelAll|]();
                Connect();
                _venue?.[|CancelAll|]();
                _ = Connect() && _venue?.[|ClosePositionDirectAsync|]("MNQ").IsCompleted is true;
                suite?.[|CancelAll|]();
                set();
                suite?.[|CancelAll|]();
                Find()?.[|CancelAll|]();
                this.Find()?.Again?.[|CancelAll|]();
            }

            private bool Connect() => (_venue = null) is null;

            private Chain? Find() => null;
        }

        abstract class Chain : ITradingSuite
        {
            public ITradingSuite? Again => this;
            public abstract ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken);
            public abstract void CancelAll();
            public abstract int Ping();
        }
        """, """
        class Guard
        {
            private ITradingSuite? _venue;

            public void Run(ITradingSuite? suite, RiskFlow flow)
            {
                Action set = () => suite = null;
                var tracedVenue = _venue?.Traced(flow);
                tracedVenue?.CancelAll();
                Connect();
                var tracedVenue2 = _venue?.Traced(flow);
                tracedVenue2?.CancelAll();
                _ = Connect() && _venue?.Traced(flow).ClosePositionDirectAsync("MNQ").IsCompleted is true;
                var tracedSuite = suite?.Traced(flow);
                tracedSuite?.CancelAll();
                set();
                var tracedSuite2 = suite?.Traced(flow);
                tracedSuite2?.CancelAll();
                var tracedChain = Find()?.Traced(flow);
                tracedChain?.CancelAll();
                this.Find()?.Again?.Traced(flow).CancelAll();
            }

            private bool Connect() => (_venue = null) is null;

            private Chain? Find() => null;
        }

        abstract class Chain : ITradingSuite
        {
            public ITradingSuite? Again => this;
            public abstract ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken);
            public abstract void CancelAll();
            public abstract int Ping();
        }
        """);

    private static Task Test(string before, string after) => new CodeFixTest<IntroduceTracedLocal>(before, after).RunAsync();
}
