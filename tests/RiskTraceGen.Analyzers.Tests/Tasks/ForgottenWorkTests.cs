using RiskTraceGen.Analyzers.Tasks;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class ForgottenWorkTests
{
    [Theory]
    [InlineData("[|SendAsync|]();")]
    [InlineData("_ = this.[|SendAsync|]();")]
    [InlineData("_ = Task.[|Run|](() => SendAsync());")]
    [InlineData("Task unread = [|SendAsync|]();")]
    [InlineData("_ = [|SendAsync|]().WaitAsync(CancellationToken.None);")]
    [InlineData("_ = Task.[|WhenAll|](SendAsync(), SendAsync());")]
    [InlineData("_ = SendAsync().[|Observed|]();")]
    [InlineData("[|Fire|]();")]
    [InlineData("Forget(); async void Forget() { await SendAsync(); } Forget();", 2)]
    [InlineData("ThreadPool.[|QueueUserWorkItem|](_ => { });")]
    [InlineData("foreach (Desk desk in new[] { this }) desk?.[|SendAsync|]();")]
    [InlineData("new List<int>().ForEach(each => [|SendAsync|]());")]
    [InlineData("new List<int>().ForEach([|async|] each => await SendAsync());")]
    [InlineData("Parallel.ForEach(new[] { 1 }, [|async|] each => await SendAsync());")]
    [InlineData("Action send = [|async|] () => await SendAsync(); send();")]
    [InlineData("Action send = [|async|] delegate { await SendAsync(); }; send();")]
    [InlineData("new Thread(() => { }).[|Start|]();")]
    [InlineData("Thread thread = new(() => { }) { IsBackground = true }; thread.[|Start|]();")]
    [InlineData("_ = new[] { 1, 2 }.Select(each => [|SendAsync|]()).ToList();")]
    [InlineData("_ = new[] { 1, 2 }.Select([|async|] each => await SendAsync()).ToList();")]
    [InlineData("_ = Task.[|WhenAll|](new[] { 1, 2 }.Select(each => SendAsync()));")] // once, for all of them
    [InlineData("_ = Task.[|Run|](async () => await SendAsync());")]
    [InlineData("Task sending = [|SendAsync|](); sending = Task.CompletedTask; _tasks.Add(sending);")]
    [InlineData("_ = (_tasks.Count, [|SendAsync|]());")]
    [InlineData("_ = _tasks.Count switch { 0 => [|SendAsync|](), _ => Task.CompletedTask };")]
    [InlineData("using CancellationTokenSource all = new(); all.[|CancelAsync|]();")]
    [InlineData("CancellationTokenSource? all = new(); try { all.Cancel(); } finally { all?.[|CancelAsync|](); }")]
    public Task Reports_in_evaluations_handlers_and_what_is_handed_a_flow(string statement, int local = 0)
    {
        string marked = local == 0 ? statement : statement.Replace("Forget();", "[|Forget|]();", StringComparison.Ordinal);
        return Task.WhenAll(
            Test("public RuleResult Check(PositionUpdated position)", marked + " return RuleResult.Pass;").RunAsync(),
            Test("[Hook(\"on_breach\")] public void On(BreachDetected breach)", marked).RunAsync(),
            Test("public void Flatten(RiskFlow flow)", marked).RunAsync(),
            Test("public void Flatten(TracedTradingSuite suite)", marked).RunAsync());
    }

    [Theory]
    [InlineData("await SendAsync();")]
    [InlineData("Task sending = SendAsync(); await sending;")]
    [InlineData("_tasks.Add(SendAsync());")]
    [InlineData("await Task.WhenAll(SendAsync(), SendAsync());")]
    [InlineData("_ = SendAsync().ContinueWith(static task => Console.Error.WriteLine(task.Exception));")] // somebody looks
    [InlineData("_last = SendAsync(); _ = _last.Observed();")] // kept, and told of
    [InlineData("_ = flow.RaiseAsync(new BreachDetected(\"max_contracts\", null));")] // RTG0209
    [InlineData("_ = suite.ClosePositionDirectAsync(\"MNQ\");")] // RTG0405
    [InlineData("Func<Task> later = () => SendAsync(); await later();")]
    [InlineData("Action later = () => _ = SendAsync(); Console.WriteLine(later);")] // run by somebody else
    [InlineData("_last = SendAsync();")]
    [InlineData("Func<Task> send = async () => await SendAsync(); await send();")]
    [InlineData("await Parallel.ForEachAsync(new[] { 1 }, async (each, cancellationToken) => await SendAsync());")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += async (sender, arguments) => await SendAsync();")] // an event has no other handlers
    [InlineData("Thread thread = new(() => { }); thread.Start(); thread.Join();")]
    [InlineData("_thread.Start();")] // somebody else may join it
    [InlineData("new Thread(() => { }).Interrupt();")]
    [InlineData("new System.Diagnostics.Stopwatch().Start();")]
    [InlineData("ThreadPool.GetAvailableThreads(out _, out _);")]
    [InlineData("QueueUserWorkItem(); void QueueUserWorkItem() { }")]
    [InlineData("await Task.WhenAll(new[] { 1, 2 }.Select(each => SendAsync()));")]
    [InlineData("await Task.WhenAll(new[] { 1, 2 }.Select(async each => await SendAsync()));")]
    [InlineData("_tasks.AddRange(new[] { 1, 2 }.Select(async each => await SendAsync()));")]
    [InlineData("foreach (Task each in new[] { 1, 2 }.Select(each => SendAsync()).ToList()) await each;")]
    [InlineData("Task sending = SendAsync(); if (_tasks.Count > 0) sending = Task.CompletedTask; await sending;")]
    [InlineData("using CancellationTokenSource all = new(); await all.CancelAsync();")]
    public Task Stays_silent(string statement) => Test("public async Task FlattenAsync(TracedTradingSuite suite, RiskFlow flow)", statement).RunAsync();

    /// <summary>One finding for each fault: what is dropped is a task of others, and RTG0405 or RTG0209 says so of the part that has more to lose.</summary>
    [Theory]
    [InlineData("_ = Task.WhenAll(suite.ClosePositionDirectAsync(\"MNQ\").AsTask());")]
    [InlineData("_ = Task.WhenAll(suite.ClosePositionDirectAsync(\"MNQ\").AsTask(), SendAsync());")]
    [InlineData("_ = Task.WhenAll(SendAsync(), suite.ClosePositionDirectAsync(\"MNQ\").AsTask());")]
    [InlineData("Task closing = suite.ClosePositionDirectAsync(\"MNQ\").AsTask(); _ = Task.WhenAll(SendAsync(), closing);")]
    [InlineData("List<Task> tasks = [SendAsync(), suite.ClosePositionDirectAsync(\"MNQ\").AsTask()]; Task unread = Task.WhenAll(tasks);")]
    [InlineData("_ = Task.Run(() => suite.ClosePositionDirectAsync(\"MNQ\").AsTask());")]
    [InlineData("_ = Task.WhenAll(new[] { \"MNQ\" }.Select(each => suite.ClosePositionDirectAsync(each).AsTask()));")]
    [InlineData("_ = Task.WhenAll(SendAsync(), flow.RaiseAsync(new BreachDetected(\"max_contracts\", null)).AsTask());")]
    public Task Stays_silent_on_a_task_that_another_rule_reports_a_part_of(string statement) => Test("public async Task FlattenAsync(TracedTradingSuite suite, RiskFlow flow)", statement + " await Task.Yield();").RunAsync();

    [Theory]
    [InlineData("Task closing = suite.ClosePositionDirectAsync(\"MNQ\").AsTask(); _ = Task.[|WhenAll|](SendAsync(), closing); await closing;")] // somebody has it
    [InlineData("await suite.ClosePositionDirectAsync(\"MNQ\"); _ = Task.[|WhenAll|](SendAsync());")]
    [InlineData("_ = suite.ClosePositionDirectAsync(\"MNQ\"); _ = Task.[|WhenAll|](SendAsync());")]
    [InlineData("_ = Task.[|WhenAny|](suite.ClosePositionDirectAsync(\"MNQ\").AsTask());")]
    [InlineData("_ = Task.[|Run|](async () => await suite.ClosePositionDirectAsync(\"MNQ\"));")]
    public Task Reports_a_task_of_which_no_part_is_reported(string statement) => Test("public async Task FlattenAsync(TracedTradingSuite suite, RiskFlow flow)", statement + " await Task.Yield();").RunAsync();

    [Fact]
    public Task Reports_a_group_in_a_decorator_whose_own_business_broker_calls_are() => new AnalyzerTest<ForgottenWork>("""
        sealed class Eager(ITradingSuite inner) : ITradingSuite
        {
            public ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default) => inner.ClosePositionDirectAsync(contractId, cancellationToken);
            public void CancelAll() => inner.CancelAll();
            public int Ping() => inner.Ping();
            public void Warm(RiskFlow flow) => _ = Task.[|WhenAll|](inner.ClosePositionDirectAsync(flow.Type).AsTask());
        }
        """).RunAsync();

    [Fact]
    public Task Says_what_nobody_waits_for()
    {
        AnalyzerTest<ForgottenWork> test = Test("public void Flatten(RiskFlow flow)", "{|#0:SendAsync|}(); Action send = {|#1:async|} () => await SendAsync(); send(); _ = new[] { 1 }.Select({|#2:async|} each => await SendAsync()).ToList();");
        foreach ((int place, string name) in new[] { "SendAsync", "async void lambda", "async lambda" }.Index())
            test.ExpectedDiagnostics.Add(AnalyzerTest<ForgottenWork>.Reported().WithLocation(place).WithMessage($"Nobody waits for '{name}': the flow may end before it, and its failure is lost; await it"));
        return test.RunAsync();
    }

    [Fact]
    public Task Stays_silent_outside_flows() => Test("public void Start()", "_ = SendAsync(); Fire(); ThreadPool.QueueUserWorkItem(_ => { }); new Thread(() => { }).Start(); Action send = async () => await SendAsync(); send(); Local(); void Local() => SendAsync(); using (new System.IO.MemoryStream()) SendAsync();").RunAsync();

    [Theory]
    [InlineData("Local(default); void Local(RiskFlow flow) => [|SendAsync|]();")]
    [InlineData("Action<RiskFlow> run = flow => _ = [|SendAsync|](); run(default);")]
    [InlineData("_ = Judge(); RuleResult Judge() { _ = [|SendAsync|](); return RuleResult.Pass; }")]
    [InlineData("using RiskFlow flow = _tracer.StartFlow(\"TEST\"); _ = [|SendAsync|]();")]
    [InlineData("using (RiskFlow flow = _tracer.StartFlow(\"TEST\")) { if (_tasks.Count > 0) _ = [|SendAsync|](); }")]
    [InlineData("_ = SendAsync(); using (_tracer.StartFlow(\"TEST\")) { } { using RiskFlow flow = _tracer.StartFlow(\"TEST\"); _last = SendAsync(); } _ = SendAsync(); using RiskFlow later = _tracer.StartFlow(\"TEST\");")]
    [InlineData("using RiskFlow flow = _tracer.StartFlow(\"TEST\"); _next = () => { _ = SendAsync(); };")] // may run when the flow has ended
    public Task Reports_in_functions_of_a_method_outside_flows(string statement) => Test("public void Start()", statement).RunAsync();

    [Theory]
    [InlineData("class Round(TracedTradingSuite suite)", "_ = [|SendAsync|](); suite.CancelAll();")]
    [InlineData("class Round(RiskFlow flow)", "if (flow.Id > 0) Local(); void Local() => [|SendAsync|]();")]
    [InlineData("struct Round(RiskFlow flow)", "flow.Raise(new BreachDetected(\"max_contracts\", null)); _ = [|SendAsync|]();")]
    [InlineData("class Round(RiskFlow flow)", "Console.WriteLine(Flow.Id); _ = [|SendAsync|](); } RiskFlow Flow { get; } = flow; void Other() { _ = SendAsync();")]
    [InlineData("class Round", "_suite.CancelAll(); _ = [|SendAsync|](); } private readonly TracedTradingSuite _suite; public Round(TracedTradingSuite suite) { _suite = suite;")]
    [InlineData("class Round(TracedTradingSuite suite)", "_ = SendAsync(); } void Other() { suite.CancelAll();")] // does not use it
    [InlineData("class Round(TracedTradingSuite suite)", "Console.WriteLine(nameof(suite)); _ = SendAsync();")] // only names it
    [InlineData("class Round(TracedTradingSuite suite)", "Action later = () => { _ = SendAsync(); }; suite.CancelAll();")] // may run when the flow has ended
    [InlineData("class Round(ITradingSuite suite)", "suite.CancelAll(); Console.WriteLine(RiskFlow.None.Id); _ = SendAsync();")]
    [InlineData("class Round(TracedTradingSuite suite)", "suite.CancelAll(); _ = SendAsync(); } [HookFailure] public void Failed(HookFailure failure) { Console.WriteLine(failure);")] // made once: RTG0502
    [InlineData("class Round(Round other)", "other.Flow.Raise(new BreachDetected(\"max_contracts\", null)); _ = SendAsync(); } RiskFlow Flow => default; void More() { ")] // of another object
    [InlineData("class Round", "Action<RiskFlow> run = flow => flow.Raise(new BreachDetected(\"max_contracts\", null)); run(default); _ = SendAsync();")] // of a lambda
    public Task Tells_whether_a_function_uses_the_flow_of_its_object(string type, string statements)
        => new AnalyzerTest<ForgottenWork>($$"""{{type}} { public void Run() { {{statements}} } static async Task SendAsync() => await Task.Yield(); }""").RunAsync();

    [Theory]
    [InlineData("_ = [|SendAsync|](")]
    [InlineData("_ = Missing();")]
    [InlineData("_ = Task.Run(;")]
    public Task Survives_half_typed_code(string statement) => Test("public void Flatten(RiskFlow flow)", statement).Broken().RunAsync();

    private static AnalyzerTest<ForgottenWork> Test(string method, string body) => new($$"""
        class Desk
        {
            private readonly List<Task> _tasks = [];
            private readonly Thread _thread = new(() => { });
            private readonly RiskTracer _tracer = null!;
            private Task? _last;
            private Action _next = () => { };

            {{method}}
            {
                {{body}}
            }

            private async Task SendAsync() => await Task.WhenAll([.. _tasks, _last ?? Task.CompletedTask]);

            private async void Fire() => await Task.Yield();
        }

        static class Tasks
        {
            public static Task Observed(this Task task) => task;
        }
        """);
}
