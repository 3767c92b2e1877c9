using RiskTraceGen.Analyzers.Flows;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class StoredFlowTests
{
    [Theory]
    [InlineData("class Any { private static RiskFlow {|#0:_flow|}; void Use() => _flow.Dispose(); }", "_flow", "in a static member")]
    [InlineData("class Any { public static TracedTradingSuite? {|#0:Suite|} { get; set; } }", "Suite", "in a static member")]
    [InlineData("[RiskRule(\"r\")] class Rule { private RiskFlow {|#0:_flow|}; public RuleResult Check(PositionUpdated p, RiskFlow flow) { _flow = flow; return RuleResult.Pass; } }", "_flow", "in a rule")]
    [InlineData("class Alerts { public TracedTradingSuite {|#0:Suite|} { get; set; } [Hook(\"on_breach\")] public void On(BreachDetected breach) { } }", "Suite", "in a class of handlers")]
    [InlineData("class Alerts { public RiskFlow {|#0:Flow|} { get; set; } [HookFailure] public void On(HookFailure failure) { } }", "Flow", "in a class of handlers")]
    [InlineData("class Venue { private RiskFlow {|#0:_flow|}; [BrokerCall(\"c\")] public void Close(RiskFlow flow) => _flow = flow; }", "_flow", "in a broker")]
    [InlineData("class Any { void Use(RiskFlow flow) => _ = new Timer(_ => {|#0:flow|}.Check(\"late\", true)); }", "flow", "by a timer")]
    [InlineData("class Any { void Use(TracedTradingSuite suite, TimeProvider time) => _ = time.CreateTimer(_ => {|#0:suite|}.CancelAll(), null, default, default); }", "suite", "by a timer")]
    [InlineData("class Any { void Use(RiskFlow flow, System.Timers.Timer timer) => timer.Elapsed += (_, _) => {|#0:flow|}.Check(\"late\", true); }", "flow", "by a handler of an event")]
    public Task Reports_what_outlives_the_flow(string code, string name, string keeper)
    {
        AnalyzerTest<StoredFlow> test = Test(code);
        test.ExpectedDiagnostics.Add(AnalyzerTest<StoredFlow>.Reported().WithLocation(0).WithArguments(name, keeper));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("readonly record struct Context(RiskFlow Flow, int Size);")]
    [InlineData("class Scope(RiskFlow flow) { public RiskFlow Flow { get; } = flow; }")] // may well be made for one event
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(PositionUpdated p, RiskFlow flow) { RiskFlow local = flow; local.Check(\"c\", true); return RuleResult.Pass; } }")]
    [InlineData("class Any { static RiskFlow Flow => RiskFlow.None; static TracedTradingSuite Wrap(ITradingSuite suite, RiskFlow flow) => suite.Traced(flow); }")]
    [InlineData("class Any { void Use(RiskFlow flow) { Action now = () => flow.Check(\"c\", true); now(); } }")]
    [InlineData("class Any { void Use(RiskTracer tracer) => _ = new Timer(_ => { using RiskFlow flow = tracer.StartFlow(\"TICK\"); flow.Complete(\"DONE\"); }); }")]
    [InlineData("class Any { static ITradingSuite? Suite; static RiskTracer? Tracer; const int Flow = 1; void Use() => _ = Suite is null && Tracer is null && Flow > 0; }")]
    [InlineData("class Any { event Action? Changed; void Use(RiskFlow flow) { Changed -= () => flow.Dispose(); Changed?.Invoke(); } }")]
    [InlineData("class Any { void Use(RiskFlow flow, System.Timers.Timer timer) => timer.Elapsed += (_, _) => Console.WriteLine(nameof(flow)); }")] // its name
    public Task Stays_silent(string code) => Test(code).RunAsync();

    [Fact]
    public Task Judges_broken_code_by_what_is_there() => Test("class Any { private static RiskFlow [|_flow|]; void Use( }").Broken().RunAsync();

    [Fact]
    public Task Reports_through_an_alias_for_all_files()
        => new AnalyzerTest<StoredFlow>("global using Flow = RiskTraceGen.RiskFlow;", "#pragma warning disable CS0169\nclass Desk { static Flow [|s_kept|]; }").RunAsync();

    private static AnalyzerTest<StoredFlow> Test(string code) => new($"#pragma warning disable CS0169, CS0414, CS0649\n{code}");
}
