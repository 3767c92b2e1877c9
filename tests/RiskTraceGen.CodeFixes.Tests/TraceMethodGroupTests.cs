using RiskTraceGen.Analyzers.Tracing;
using RiskTraceGen.CodeFixes.Tracing;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0103.</summary>
public sealed class TraceMethodGroupTests
{
    [Fact]
    public Task Takes_the_delegate_on_the_wrapper() => new CodeFixTest<UntracedMethodGroup, TraceMethodGroup>("""
        class Guard(ITradingSuite inner)
        {
            public void Use(ITradingSuite suite, List<Action> steps, RiskFlow flow)
            {
                steps.Add(suite.[|CancelAll|]); // last
                Action later = /* the desk's */ inner.[|CancelAll|];
                var close = Find("MNQ").[|ClosePositionDirectAsync|];
                steps.Add(later);
                steps.Add(() => close("MNQ"));
            }

            public Action Other(TracedTradingSuite traced, ITradingSuite suite) => suite.[|CancelAll|];

            public Action None(ITradingSuite suite) => suite.[|CancelAll|];

            public Expression<Action<ITradingSuite>> Tree(RiskFlow flow) => s => s.[|CancelAll|]();

            private ITradingSuite Find(string contract) => contract.Length > 0 ? inner : throw new Exception();
        }
        """, """
        class Guard(ITradingSuite inner)
        {
            public void Use(ITradingSuite suite, List<Action> steps, RiskFlow flow)
            {
                steps.Add(suite.Traced(flow).CancelAll); // last
                Action later = /* the desk's */ inner.Traced(flow).CancelAll;
                var close = Find("MNQ").Traced(flow).ClosePositionDirectAsync;
                steps.Add(later);
                steps.Add(() => close("MNQ"));
            }

            public Action Other(TracedTradingSuite traced, ITradingSuite suite) => suite.Traced(traced.Flow).CancelAll;

            public Action None(ITradingSuite suite) => suite.[|CancelAll|];

            public Expression<Action<ITradingSuite>> Tree(RiskFlow flow) => s => s.[|CancelAll|]();

            private ITradingSuite Find(string contract) => contract.Length > 0 ? inner : throw new Exception();
        }
        """).RunAsync();
}
