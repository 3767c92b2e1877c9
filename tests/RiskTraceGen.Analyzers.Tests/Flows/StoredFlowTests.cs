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
    [InlineData("[RiskRule(\"r\")] class Rule(RiskFlow {|#0:flow|}) { public RuleResult Check(PositionUpdated p) { flow.Check(\"c\", true); return RuleResult.Pass; } }", "flow", "in a rule")]
    [InlineData("[RiskRule(\"r\")] class Rule(TracedTradingSuite {|#0:suite|}) { public Action Later { get; } = () => suite.CancelAll(); public RuleResult Check(PositionUpdated p) => RuleResult.Pass; }", "suite", "in a rule")]
    [InlineData("class Alerts(RiskFlow {|#0:flow|}) { [Hook(\"on_breach\")] public void On(BreachDetected breach) => flow.Check(\"c\", true); }", "flow", "in a class of handlers")]
    [InlineData("[RiskRule(\"r\")] class Rule { private readonly List<RiskFlow> {|#0:_flows|} = []; public RuleResult Check(PositionUpdated p, RiskFlow flow) { _flows.Add(flow); return RuleResult.Pass; } }", "_flows", "in a rule")]
    [InlineData("class Any { static readonly Dictionary<string, (TracedTradingSuite? Suite, int Size)[]> {|#0:s_suites|} = []; }", "s_suites", "in a static member")]
    [InlineData("class Any { static readonly AsyncLocal<RiskFlow> {|#0:s_flow|} = new(); }", "s_flow", "in a static member")]
    [InlineData("class Alerts { private Lazy<RiskFlow>? {|#0:_flow|}; [HookFailure] public void On(HookFailure failure) { } }", "_flow", "in a class of handlers")]
    [InlineData("readonly record struct Context(RiskFlow Flow); class Any { static Context? {|#0:s_context|}; }", "s_context", "in a static member")]
    [InlineData("abstract class Kept { protected RiskFlow {|#0:Flow|}; } abstract class Middle : Kept; [RiskRule(\"r\")] class Rule : Middle { public RuleResult Check(PositionUpdated p, RiskFlow flow) { Flow = flow; return RuleResult.Pass; } }", "Flow", "in a rule")]
    [InlineData("abstract class Kept { protected RiskFlow {|#0:Flow|} { get; set; } } class Alerts : Kept { [Hook(\"on_breach\")] public void On(BreachDetected breach) { } }", "Flow", "in a class of handlers")]
    [InlineData("class Any { void Use(RiskFlow flow) { void Tick(object? state) => flow.Check(\"late\", true); _ = new Timer({|#0:Tick|}); Tick(null); } }", "flow", "by a timer")]
    [InlineData("class Any { void Use(RiskFlow flow) { _ = new Timer(_ => {|#0:Tick()|}); void Tick() { Tick(); Late(); } void Late() => flow.Check(\"late\", true); } }", "flow", "by a timer")]
    [InlineData("class Any { void Use(RiskFlow flow, System.Timers.Timer timer) { timer.Elapsed += {|#0:Tick|}; void Tick(object? sender, EventArgs e) => flow.Check(\"late\", true); } }", "flow", "by a handler of an event")]
    [InlineData("class Any { void Use(RiskFlow flow) => _ = new Timer(_ => { }, {|#0:flow|}, 0, 0); }", "flow", "by a timer")]
    [InlineData("class Any { void Use(TracedTradingSuite suite, TimeProvider time) => time.CreateTimer(_ => { }, {|#0:(suite, 1)|}, default, default); }", "(suite, 1)", "by a timer")]
    [InlineData("class State(RiskFlow flow) { public RiskFlow Flow => flow; } class Any { void Use(RiskFlow flow) => _ = new Timer(_ => { }, {|#0:new State(flow)|}, 0, 0); }", "new State(flow)", "by a timer")]
    [InlineData("class Any { void Use(RiskFlow flow) => _ = new Timer(_ => { }, {|#0:new { flow }|}, 0, 0); }", "new { flow }", "by a timer")]
    [InlineData("class Any { static Action? s_later; void Use(RiskFlow flow) => s_later = () => {|#0:flow|}.Check(\"late\", true); }", "flow", "in a static member")]
    [InlineData("[RiskRule(\"r\")] class Rule { readonly Queue<Action> _later = new(); public RuleResult Check(PositionUpdated p, RiskFlow flow) { _later.Enqueue(() => {|#0:flow|}.Check(\"late\", true)); return RuleResult.Pass; } }", "flow", "in a rule")]
    [InlineData("class Keeper<T> { protected T? _value; } [RiskRule(\"r\")] class Rule : {|#0:Keeper<RiskFlow>|} { public RuleResult Check(PositionUpdated p, RiskFlow flow) { _value = flow; return RuleResult.Pass; } }", "_value", "in a rule")]
    [InlineData("class Keeper<T> { protected T? Value { get; set; } } class Alerts : {|#0:Keeper<(TracedTradingSuite, int)>|} { [Hook(\"on_breach\")] public void On(BreachDetected breach) { } }", "Value", "in a class of handlers")]
    [InlineData("class Keeper<T> { protected List<T> _values = []; } class Middle<T> : Keeper<T>; [RiskRule(\"r\")] class Rule : {|#0:Middle<RiskFlow>|} { public RuleResult Check(PositionUpdated p) => RuleResult.Pass; }", "_values", "in a rule")]
    [InlineData("class Keeper<T> { protected T? _value; } class Middle : {|#0:Keeper<RiskFlow>|}; [RiskRule(\"r\")] class Rule : Middle { public RuleResult Check(PositionUpdated p) => RuleResult.Pass; }", "_value", "in a rule")]
    [InlineData("class Keeper<T> { protected static T? s_value; } class Scope : {|#0:Keeper<RiskFlow>|};", "s_value", "in a static member")]
    [InlineData("class Keeper<T>(T value) { protected T Value => value; } [RiskRule(\"r\")] class Rule(TracedTradingSuite suite) : {|#0:Keeper<TracedTradingSuite>|}(suite) { public RuleResult Check(PositionUpdated p) => RuleResult.Pass; }", "value", "in a rule")]
    [InlineData("[RiskRule(\"r\")] partial class Rule(RiskFlow {|#0:flow|}); partial class Rule { public RuleResult Check(PositionUpdated p) { flow.Check(\"c\", true); return RuleResult.Pass; } }", "flow", "in a rule")]
    [InlineData("class Keeper<T> { protected T? _value; protected RiskFlow {|#0:_flow|}; } [RiskRule(\"r\")] class Rule : Keeper<long> { public RuleResult Check(PositionUpdated p) => RuleResult.Pass; }", "_flow", "in a rule")] // whatever it is given
    [InlineData("namespace Microsoft.Extensions.Hosting { interface IHostedService; } class Worker : Microsoft.Extensions.Hosting.IHostedService { RiskFlow {|#0:_flow|}; }", "_flow", "in a hosted service")]
    [InlineData("class Any { RiskFlow Flow { set => _ = new Timer(_ => {|#0:value|}.Check(\"late\", true)); } }", "value", "by a timer")]
    [InlineData("class Alerts { protected RiskFlow {|#0:Flow|}; [Hook(\"on_breach\")] public void On(BreachDetected breach) { } } [RiskRule(\"r\")] class Rule : Alerts { public RuleResult Check(PositionUpdated p) => RuleResult.Pass; }", "Flow", "in a class of handlers")]
    [InlineData("class Any { static Action? Later { get; set; } void Use(RiskFlow flow) => Later = () => {|#0:flow|}.Check(\"late\", true); }", "flow", "in a static member")]
    public Task Reports_what_outlives_the_flow(string code, string name, string keeper)
        => Test(code).Reporting(name, keeper).RunAsync();

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
    [InlineData("[RiskRule(\"r\")] class Rule(RiskFlow flow) { public long Id { get; } = flow.Id; readonly string _name = nameof(flow); public RuleResult Check(PositionUpdated p) => RuleResult.Pass; string Name => nameof(flow) + _name; }")] // only initializes
    [InlineData("[RiskRule(\"r\")] class Rule(int flow) { public RuleResult Check(PositionUpdated p, RiskFlow other) { RiskFlow copy = other; return flow > copy.Id ? RuleResult.Pass : RuleResult.Pass; } }")]
    [InlineData("class Scope(RiskFlow flow) { readonly List<RiskFlow> _flows = []; void Use() => _flows.Add(flow); }")]
    [InlineData("abstract class Kept { protected RiskFlow Flow; } class Scope : Kept; [RiskRule(\"r\")] class Rule { public RuleResult Check(PositionUpdated p) => RuleResult.Pass; }")]
    [InlineData("readonly record struct Context(RiskFlow Flow); [RiskRule(\"r\")] class Rule { public RuleResult Check(PositionUpdated p, RiskFlow flow) { var context = new Context(flow); List<Context> all = [context]; Lazy<RiskFlow> lazy = new(() => context.Flow); return all.Count > 0 && lazy.IsValueCreated ? RuleResult.Pass : RuleResult.Pass; } }")]
    [InlineData("[RiskRule(\"r\")] class Rule { readonly Func<RiskFlow, bool> _check = flow => flow.Check(\"c\", true); readonly IComparer<RiskFlow>? _order; static Action<TracedTradingSuite>? s_cancel; public RuleResult Check(PositionUpdated p, ref RiskFlow flow) { flow = default; s_cancel = suite => suite.CancelAll(); return _check(flow) && _order is null ? RuleResult.Pass : RuleResult.Pass; } }")]
    [InlineData("class Any { void Use(RiskFlow flow) { void Now() => flow.Check(\"c\", true); Now(); _ = new Timer(Tick); _ = new Timer(_ => Pure()); void Tick(object? state) { } static void Pure() { } } }")]
    [InlineData("class Any { void Use(RiskFlow flow) { _ = new Timer(_ => { }, flow.Id, 0, 0); _ = new Timer(_ => { }, new { flow.Type }, 0, 0); _ = new Timer(_ => { }, new List<long> { flow.Id }, 0, 0); } }")]
    [InlineData("class Any { readonly List<Func<bool>> _steps = []; static readonly List<int> s_sizes = []; void Use(RiskFlow flow) { _steps.Add(() => flow.Check(\"c\", true)); s_sizes.RemoveAll(size => flow.Check(\"c\", size > 1)); } }")]
    [InlineData("interface IHostedService; class Worker : IHostedService { RiskFlow _flow; }")] // of the same name
    [InlineData("class Bag { public void Add(Action now) => now(); } class Any { static readonly Bag s_bag = new(); void Use(RiskFlow flow) => s_bag.Add(() => flow.Check(\"c\", true)); }")] // may call it at once
    [InlineData("[RiskRule(\"r\")] class Rule { readonly IEqualityComparer<RiskFlow>? _same; readonly EqualityComparer<RiskFlow>? _equal; readonly Comparer<RiskFlow>? _order; readonly IObserver<RiskFlow>? _told; readonly IProgress<RiskFlow>? _shown; public RuleResult Check(PositionUpdated p) => RuleResult.Pass; }")]
    [InlineData("class Scope(RiskFlow flow) { public RiskFlow Flow { get; } = flow; } [RiskRule(\"r\")] class Rule { Scope? _scope; public RuleResult Check(PositionUpdated p) => RuleResult.Pass; }")] // it may be let go
    [InlineData("struct Counted { static RiskFlow Last => default; int _count; } class Any { static Counted s_counted; }")]
    [InlineData("class Keeper<T> { protected T? _value; } class Scope : Keeper<RiskFlow>; [RiskRule(\"r\")] class Rule : Keeper<long> { public RuleResult Check(PositionUpdated p, RiskFlow flow) { _value = flow.Id; return RuleResult.Pass; } }")]
    [InlineData("class Judge<T> { protected bool Judged(Func<T, bool> judge, T value) => judge(value); protected const int Most = 1; } [RiskRule(\"r\")] class Rule : Judge<RiskFlow> { public RuleResult Check(PositionUpdated p, RiskFlow flow) => Judged(one => one.Id > Most, flow) ? RuleResult.Pass : RuleResult.Pass; }")]
    [InlineData("interface IJudge<T> { bool Judge(T value); } [RiskRule(\"r\")] class Rule : IJudge<RiskFlow> { public bool Judge(RiskFlow flow) => flow.Id > 1; public RuleResult Check(PositionUpdated p) => RuleResult.Pass; }")]
    [InlineData("[RiskRule(\"r\")] partial class Rule(RiskFlow flow) { readonly long _id = flow.Id; } partial class Rule { public RuleResult Check(PositionUpdated p, RiskFlow flow) { flow.Check(nameof(flow), _id > 1); return RuleResult.Pass; } }")]
    public Task Stays_silent(string code) => Test(code).RunAsync();

    [Fact]
    public Task Reports_a_parameter_that_another_file_captures() => new AnalyzerTest<StoredFlow>(
        "partial class Alerts { [Hook(\"on_breach\")] public void On(BreachDetected breach) => flow.Check(\"c\", true); }",
        "partial class Alerts(RiskFlow [|flow|]);").RunAsync();

    [Theory]
    [InlineData("List<Action>", "Add(")]
    [InlineData("List<Action>", "Insert(0, ")]
    [InlineData("Dictionary<int, Action>", "TryAdd(1, ")]
    [InlineData("LinkedList<Action>", "AddFirst(")]
    [InlineData("LinkedList<Action>", "AddLast(")]
    [InlineData("Queue<Action>", "Enqueue(")]
    [InlineData("Stack<Action>", "Push(")]
    public Task Reports_what_is_put_into_a_collection_that_stays(string collection, string start)
        => Test($"class Any {{ static readonly {collection} s_later = new(); void Use(RiskFlow flow) => s_later.{start}() => [|flow|].Check(\"late\", true)); }}").RunAsync();

    [Fact]
    public Task Judges_broken_code_by_what_is_there() => Test("class Any { private static RiskFlow [|_flow|]; void Use( }").Broken().RunAsync();

    [Fact]
    public Task Reports_through_an_alias_for_all_files()
        => new AnalyzerTest<StoredFlow>("global using Flow = RiskTraceGen.RiskFlow;", "#pragma warning disable CS0169\nclass Desk { static Flow [|s_kept|]; }").RunAsync();

    private static AnalyzerTest<StoredFlow> Test(string code) => new($"#pragma warning disable CS0169, CS0414, CS0649\n{code}");
}
