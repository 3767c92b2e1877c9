using RiskTraceGen.Analyzers.Flows;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class RefusedTimeLimitTests
{
    private const string Unnamed = "on the assembly it needs the type of the flows that it is for, such as \"STARTUP\"";

    [Theory]
    [InlineData("[{|#0:FlowDeadline(9)|}] record Quote;", "Quote", "9 ms is not from 10 ms to 24 days")]
    [InlineData("[{|#0:FlowDeadline(-1)|}] interface IQuote;", "IQuote", "-1 ms is not from 10 ms to 24 days")]
    [InlineData("[{|#0:FlowDeadline(\"STARTUP\", 500)|}] record Quote;", "Quote",
        "a deadline with the name of a flow type belongs on the assembly; on the type of an event it takes milliseconds alone")]
    [InlineData("[assembly: {|#0:FlowDeadline(\"STARTUP\", 0)|}]", "TestProject", "0 ms is not from 10 ms to 24 days")]
    [InlineData("[assembly: {|#0:FlowDeadline(\" \", 500)|}]", "TestProject", "the type of the flows that it is for is blank")]
    [InlineData("[assembly: {|#0:FlowDeadline(500)|}]", "TestProject", Unnamed)]
    [InlineData("[assembly: FlowDeadline(\"A\", 500), {|#0:FlowDeadline(5)|}]", "TestProject", Unnamed)]
    [InlineData("class Alerts { [{|#0:Hook(\"on_breach\", TimeoutMilliseconds = -1)|}] public void On(BreachDetected breach) { } }", "Alerts.On(BreachDetected)",
        "TimeoutMilliseconds = -1 is negative; 0 means RiskTracerOptions.HookTimeout")]
    [InlineData("[{|#0:RiskRule(\"size\", TimeoutMilliseconds = -3)|}] class SizeRule;", "SizeRule", "TimeoutMilliseconds = -3 is negative; 0 means RiskTracerOptions.RuleTimeout")]
    public Task Says_why(string source, string subject, string reason)
    {
        AnalyzerTest<RefusedTimeLimit> test = new(source);
        test.ExpectedDiagnostics.Add(AnalyzerTest<RefusedTimeLimit>.Reported().WithLocation(0).WithMessage($"The time limit of '{subject}' does not work: {reason}"));
        return test.RunAsync();
    }

    [Fact]
    public Task Reports_a_partial_method_and_each_attribute_once() => new AnalyzerTest<RefusedTimeLimit>("""
        partial class Alerts
        {
            [[|Hook("on_breach", TimeoutMilliseconds = -1)|]] public partial void On(BreachDetected breach);
            public partial void On(BreachDetected breach) { }
        }

        [[|FlowDeadline(1)|], [|FlowDeadline(2)|]] partial record Quote;
        partial record Quote;
        """).RunAsync();

    [Theory]
    [InlineData("[FlowDeadline(10)] record Quote;")]
    [InlineData("[FlowDeadline(int.MaxValue)] record Quote;")]
    [InlineData("[assembly: FlowDeadline(\"STARTUP\", 10)]")]
    [InlineData("class Alerts { [Hook(\"on_breach\", TimeoutMilliseconds = 0)] public void On(BreachDetected breach) { } }")]
    [InlineData("[RiskRule(\"size\", TimeoutMilliseconds = 250)] class SizeRule { public RuleResult Check(PositionUpdated position) => RuleResult.Pass; }")]
    [InlineData("interface IDesk { [BrokerCall(\"close\", TimeoutMilliseconds = -1)] void Close(); }")] // RTG0407
    [InlineData("[assembly: System.Reflection.AssemblyMetadata(\"FlowDeadline\", \"5\")] class FlowDeadlineAttribute(int milliseconds) : Attribute { public int Milliseconds => milliseconds; }")]
    public Task Stays_silent(string source) => new AnalyzerTest<RefusedTimeLimit>(source).RunAsync();

    [Theory]
    [InlineData("[FlowDeadline] record Quote;")]
    [InlineData("[FlowDeadline(Missing)] record Quote;")]
    [InlineData("[assembly: FlowDeadline(Missing.Name, Missing.Number)]")]
    [InlineData("[assembly: FlowDeadline(")]
    [InlineData("class Alerts { [Hook(\"on_breach\", TimeoutMilliseconds = )] public void On() { } }")]
    public Task Survives_half_typed_code(string source) => new AnalyzerTest<RefusedTimeLimit>(source).Broken().RunAsync();
}
