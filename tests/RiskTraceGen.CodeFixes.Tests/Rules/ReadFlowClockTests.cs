using RiskTraceGen.Analyzers.Rules;
using RiskTraceGen.CodeFixes.Rules;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0303.</summary>
public sealed class ReadFlowClockTests
{
    [Fact]
    public Task Reads_the_same_moment_of_the_same_kind() => Test("""
        using static System.DateTime;

        class NightRule
        {
            public RuleResult Check(PositionUpdated position, RiskFlow flow)
            {
                DateTimeOffset now = [|DateTimeOffset.UtcNow|]; // now
                DateTimeOffset here = [|DateTimeOffset.Now|].AddHours(1);
                DateTime utc = [|System.DateTime.UtcNow|], local = [|DateTime.Now|], today = [|Today|];
                TimeProvider time = /* wall */ [|TimeProvider.System|];
                return RuleResult.Breach($"{now}{here}{utc}{local}{today}{time}");
            }

            public RuleResult Check(OrderResult order, TracedTradingSuite suite) => RuleResult.Breach($"{[|DateTime.UtcNow|]}");
        }
        """, """
        using static System.DateTime;

        class NightRule
        {
            public RuleResult Check(PositionUpdated position, RiskFlow flow)
            {
                DateTimeOffset now = flow.Time.GetUtcNow(); // now
                DateTimeOffset here = flow.Time.GetLocalNow().AddHours(1);
                DateTime utc = flow.Time.GetUtcNow().UtcDateTime, local = flow.Time.GetUtcNow().LocalDateTime, today = flow.Time.GetUtcNow().LocalDateTime.Date;
                TimeProvider time = /* wall */ flow.Time;
                return RuleResult.Breach($"{now}{here}{utc}{local}{today}{time}");
            }

            public RuleResult Check(OrderResult order, TracedTradingSuite suite) => RuleResult.Breach($"{suite.Flow.Time.GetUtcNow().UtcDateTime}");
        }
        """);

    [Fact]
    public Task Is_not_offered_without_a_flow_in_reach_or_a_reading_of_its_own()
    {
        const string source = """
            class NightRule
            {
                public RuleResult Check(PositionUpdated position) => RuleResult.Breach($"{[|DateTime.Now|]}");
                public RuleResult Check(OrderResult order, RiskFlow flow) => RuleResult.Breach($"{[|Random.Shared|].Next()}{[|Environment.TickCount64|]}{Local()}");
                private static int Local() => [|DateTime.Now|].Hour;
            }
            """;
        return Test(source, source);
    }

    private static Task Test(string before, string after) => new CodeFixTest<IrreproducibleInput, ReadFlowClock>(before, after).WithoutNoise().RunAsync();
}
