using RiskTraceGen.Analyzers.Tasks;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class BlockingWaitTests
{
    [Theory]
    [InlineData("_ = [|task.Result|];")]
    [InlineData("_ = [|order.Result|].Success;")]
    [InlineData("[|task.Wait()|];")]
    [InlineData("[|task.Wait(500)|];")]
    [InlineData("if (![|task.Wait(500)|]) throw new TimeoutException(); _ = task.Result;")] // it blocks once
    [InlineData("[|task.GetAwaiter().GetResult()|];")]
    [InlineData("_ = [|order.ConfigureAwait(false).GetAwaiter().GetResult()|];")]
    [InlineData("[|Task.WaitAll(task)|];")]
    [InlineData("[|Thread.Sleep(5)|];")]
    [InlineData("[|gate.Wait()|];")]
    [InlineData("[|signal.WaitOne()|];")]
    [InlineData("_ = new[] { task }.Select(each => [|each.Result|]).Sum();")]
    [InlineData("[|Local().Wait()|]; async Task Local() { [|Thread.Sleep(5)|]; await Task.Yield(); }")]
    [InlineData("_ = [|suite.ClosePositionDirectAsync(\"MNQ\").AsTask().Result|];")]
    public Task Reports_in_evaluations_and_handlers(string statement) => Task.WhenAll(Evaluating(statement).RunAsync(), Handling(statement).RunAsync());

    [Fact]
    public Task Says_who_is_blocked()
    {
        AnalyzerTest<BlockingWait> evaluating = Evaluating("{|#0:Thread.Sleep(5)|};"), handling = Handling("_ = {|#0:task.Result|};");
        evaluating.ExpectedDiagnostics.Add(AnalyzerTest<BlockingWait>.Reported().WithLocation(0).WithMessage("'Thread.Sleep' blocks the thread of an evaluation until it is over; await it"));
        handling.ExpectedDiagnostics.Add(AnalyzerTest<BlockingWait>.Reported().WithLocation(0).WithMessage("'Task.Result' blocks the thread of a handler until it is over; await it"));
        return Task.WhenAll(evaluating.RunAsync(), handling.RunAsync());
    }

    [Fact]
    public Task Reports_what_they_call_and_attached_handlers() => new AnalyzerTest<BlockingWait>("""
        class Alerts
        {
            [HookFailure] public void Failed(HookFailure failure) => Send();
            private void Send() => [|Thread.Sleep(1)|];
            void Start(RiskTracer tracer)
            {
                tracer.Hooks.Attach<BreachDetected>("on_breach", (breach, flow, token) => { [|Thread.Sleep(1)|]; return default; });
                tracer.Hooks.AttachFailureHandler((failure, flow, token) => { [|Thread.Sleep(1)|]; return default; });
            }
        }
        """).RunAsync();

    [Theory]
    [InlineData("if (task.IsCompletedSuccessfully) _ = task.Result;")]
    [InlineData("switch (task.Status) { case TaskStatus.RanToCompletion: _ = ((Task<int>)(Task)task).Result; break; }")]
    [InlineData("if (order.IsCompleted) _ = order.GetAwaiter().GetResult();")]
    [InlineData("gate.Wait(0); signal.WaitOne(TimeSpan.Zero); Thread.Sleep(0);")] // these ask, they do not wait
    [InlineData("_ = Task.Run(() => Thread.Sleep(5));")] // another thread
    [InlineData("Action later = () => Thread.Sleep(5); Console.WriteLine(later);")]
    [InlineData("_ = new Answer().Result;")]
    [InlineData("void Unused() => Thread.Sleep(5);")]
    public Task Stays_silent(string statement) => Task.WhenAll(Evaluating(statement).RunAsync(), Handling(statement).RunAsync());

    [Fact]
    public Task Stays_silent_on_tasks_that_were_awaited() => new AnalyzerTest<BlockingWait>("""
        class Rule
        {
            public async ValueTask<RuleResult> CheckAsync(PositionUpdated position, Task<int> first, Task<int>[] all)
            {
                await Task.WhenAll(all);
                int sum = all.Select(task => task.Result).Sum() + all[0].Result;
                await first;
                return first.Result > sum ? RuleResult.Breach("") : RuleResult.Pass;
            }
        }
        """).RunAsync();

    [Fact]
    public Task Stays_silent_outside_evaluations_and_handlers() => new AnalyzerTest<BlockingWait>("""
        class Program { static void Main() { Thread.Sleep(5); Task.Delay(5).Wait(); } void Run(RiskFlow flow) => Thread.Sleep(5); }
        """).Executable().RunAsync();

    [Theory]
    [InlineData("_ = task.;")]
    [InlineData("_ = missing.Result;")]
    [InlineData("Thread.Sleep(")]
    [InlineData("task.GetAwaiter().")]
    public Task Survives_half_typed_code(string statement) => Evaluating(statement).Broken().RunAsync();

    private const string Members = "class Answer { public int Result => 1; }";

    private static AnalyzerTest<BlockingWait> Evaluating(string statement) => new(Members, $$"""
        class Rule(Task<int> task, ValueTask<OrderResult> order, SemaphoreSlim gate, WaitHandle signal)
        {
            public RuleResult Check(PositionUpdated position, TracedTradingSuite suite) { Console.WriteLine($"{task}{order}{gate}{signal}"); {{statement}} return RuleResult.Pass; }
        }
        """);

    private static AnalyzerTest<BlockingWait> Handling(string statement) => new(Members, $$"""
        class Alerts(Task<int> task, ValueTask<OrderResult> order, SemaphoreSlim gate, WaitHandle signal)
        {
            [Hook("on_breach")] public void On(BreachDetected breach, TracedTradingSuite suite) { Console.WriteLine($"{task}{order}{gate}{signal}"); {{statement}} }
        }
        """);
}
