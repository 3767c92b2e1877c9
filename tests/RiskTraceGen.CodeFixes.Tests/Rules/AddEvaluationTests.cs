using RiskTraceGen.Analyzers.Rules;
using RiskTraceGen.CodeFixes.Rules;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0301.</summary>
public sealed class AddEvaluationTests
{
    [Fact]
    public Task Adds_one_of_the_event_that_the_rule_speaks_of() => Test("""
        record struct Flow(int Size);

        [RiskRule("daily_loss")]
        public sealed class [|DailyLossRule|](decimal limit) // of the day
        {
            public bool Check(decimal loss, PositionUpdated position) => loss > limit;
            // the last
        }

        [RiskRule("size")] public class [|SizeRule|] { internal bool Check(Flow flow) => flow.Size > 0; public bool Evaluate() => true; }

        [RiskRule("four")]
        class [|FourRule|]
        {
            string Check(PositionUpdated position) => "";
            bool Evaluate() => false;
            int CheckAsync() => 1;
        }
        """, """
        record struct Flow(int Size);

        [RiskRule("daily_loss")]
        public sealed class DailyLossRule(decimal limit) // of the day
        {
            public bool Check(decimal loss, PositionUpdated position) => loss > limit;
            // the last

            public RuleResult Evaluate(PositionUpdated positionUpdated, RiskFlow flow)
                => RuleResult.Error("the evaluation of daily_loss is not written yet");
        }

        [RiskRule("size")] public class SizeRule { internal bool Check(Flow flow) => flow.Size > 0; public bool Evaluate() => true; internal RuleResult CheckAsync(Flow flow, RiskFlow riskFlow) => RuleResult.Error("the evaluation of size is not written yet"); }

        [RiskRule("four")]
        class FourRule
        {
            string Check(PositionUpdated position) => "";
            bool Evaluate() => false;
            int CheckAsync() => 1;

            public RuleResult EvaluateAsync(PositionUpdated positionUpdated, RiskFlow flow)
                => RuleResult.Error("the evaluation of four is not written yet");
        }
        """);

    [Fact]
    public Task Else_of_the_event_that_most_rules_are_about() => Test("""
        record Tick;
        [RiskRule("a")] class A { public RuleResult Check(Tick tick) => RuleResult.Pass; }
        [RiskRule("b")] class B { public RuleResult Check(PositionUpdated position) => RuleResult.Pass; }
        [RiskRule("c")] class C { public RuleResult Check(PositionUpdated position) => RuleResult.Pass; }
        [RiskRule("d")] class [|D|](int limit);
        [RiskRule("e")]
        class [|E|]
        {
        }
        """, """
        record Tick;
        [RiskRule("a")] class A { public RuleResult Check(Tick tick) => RuleResult.Pass; }
        [RiskRule("b")] class B { public RuleResult Check(PositionUpdated position) => RuleResult.Pass; }
        [RiskRule("c")] class C { public RuleResult Check(PositionUpdated position) => RuleResult.Pass; }
        [RiskRule("d")] class D(int limit)
        {
            public RuleResult Check(PositionUpdated positionUpdated, RiskFlow flow)
                => RuleResult.Error("the evaluation of d is not written yet");
        }
        [RiskRule("e")]
        class E
        {
            public RuleResult Check(PositionUpdated positionUpdated, RiskFlow flow)
                => RuleResult.Error("the evaluation of e is not written yet");
        }
        """);

    [Theory]
    [InlineData("[RiskRule(\"a\")] class [|A|];")] // no rule says what events there are
    [InlineData("[RiskRule(\" \")] class [|A|] { bool Check(PositionUpdated position) => true; }")]
    [InlineData("[RiskRule(\"a\")] abstract class [|A|] { bool Check(PositionUpdated position) => true; }")]
    [InlineData("[RiskRule(\"a\")] class [|A|]<T> { bool Check(PositionUpdated position) => true; }")]
    [InlineData("[RiskRule(\"a\")] class [|A|] { private RuleResult Check(PositionUpdated position) => RuleResult.Pass; }")] // has one, out of reach
    [InlineData("[RiskRule(\"a\")] class [|A|] { bool Check(PositionUpdated position) => true; int Evaluate; int CheckAsync; int EvaluateAsync; }")]
    public Task Is_not_offered(string source) => Test(source, source);

    private static Task Test(string before, string after) => new CodeFixTest<RuleWithoutEvaluation, AddEvaluation>(before, after).WithoutNoise().RunAsync();
}
