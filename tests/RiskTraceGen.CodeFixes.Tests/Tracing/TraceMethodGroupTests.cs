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

    [Theory]
    [InlineData("Ticked += suite.[|CancelAll|]; Ticked -= suite.CancelAll;")]
    [InlineData("Ticked += flow.Id > 0 ? suite.[|CancelAll|] : null;")]
    [InlineData("Steps += suite.[|CancelAll|]; Steps -= suite.CancelAll;")]
    [InlineData("Steps = Steps + suite.[|CancelAll|]; Steps -= suite.CancelAll;")]
    public Task Leaves_alone_what_is_removed_by_an_equal_delegate(string code) => Listening(code, code).RunAsync();

    [Fact]
    public Task Takes_a_delegate_on_the_wrapper_that_is_kept_to_be_removed() => Listening(
        "Action cancel = suite.[|CancelAll|]; Ticked += cancel; Ticked -= cancel;",
        "Action cancel = suite.Traced(flow).CancelAll; Ticked += cancel; Ticked -= cancel;").RunAsync();

    private static CodeFixTest<UntracedMethodGroup, TraceMethodGroup> Listening(string before, string after)
        => new(Listener(before), Listener(after));

    private static string Listener(string code) => $$"""
        class Guard
        {
            public event Action? Ticked;
            public Action? Steps { get; set; }
            public void Use(ITradingSuite suite, RiskFlow flow) { {{code}} Ticked?.Invoke(); }
        }
        """;
}
