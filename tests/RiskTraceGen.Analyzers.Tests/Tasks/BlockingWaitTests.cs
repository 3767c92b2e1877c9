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
    [InlineData("try { _ = new[] { task }.Select(each => [|each.Result|]).Sum(); } catch (TimeoutException) { } finally { Console.Beep(); }")]
    [InlineData("_ = [|queue.Take()|];")]
    [InlineData("_ = [|queue.TryTake(out _, 500)|];")]
    [InlineData("[|bounded.Add(0)|];")]
    [InlineData("int size = 100; var sized = new System.Collections.Concurrent.BlockingCollection<int>(size); [|sized.Add(0)|];")]
    [InlineData("[|gate.Wait()|]; [|gate.Wait()|];")] // once more
    [InlineData("[|new Task<int>(() => 1).Wait()|];")]
    [InlineData("_ = [|new ValueTask<int>(task).Result|];")]
    [InlineData("_ = [|new ValueTask<int>(source, 0).Result|];")]
    [InlineData("if (_kept?.IsCompletedSuccessfully is true) _ = [|task.Result|];")] // another task
    [InlineData("if (_kept?.IsCompleted == true) _ = [|task.Result|];")]
    [InlineData("foreach (int each in [|queue.GetConsumingEnumerable()|]) Console.WriteLine(each);")]
    [InlineData("[|Monitor.Enter(gate)|]; Monitor.Exit(gate);")]
    [InlineData("if ([|Monitor.TryEnter(gate, 500)|]) Monitor.Exit(gate);")]
    [InlineData("lock (gate) { [|Monitor.Wait(gate)|]; }")]
    [InlineData("using ManualResetEvent all = new(false); [|all.WaitOne()|]; using ManualResetEventSlim slim = new(); [|slim.Wait()|];")]
    [InlineData("using Barrier barrier = new(2); [|barrier.SignalAndWait()|]; using CountdownEvent left = new(2); [|left.Wait()|];")]
    [InlineData("Thread thread = new(() => { }); thread.Start(); [|thread.Join()|];")]
    [InlineData("using var process = System.Diagnostics.Process.Start(\"notify\"); [|process.WaitForExit()|]; [|process.WaitForExit(500)|];")]
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

    [Fact]
    public Task Reports_accessors_that_they_run() => new AnalyzerTest<BlockingWait>("""
        class Alerts
        {
            private int _size;
            private int Read { get { [|Thread.Sleep(1)|]; return 1; } set => Thread.Sleep(value); }
            private int Set { get { Thread.Sleep(1); return 1; } set => [|Thread.Sleep(value)|]; }
            [HookFailure] public void Failed(HookFailure failure) { _size = Read; Set = _size; }
        }
        """).RunAsync();

    [Fact]
    public Task Reports_what_calls_itself() => new AnalyzerTest<BlockingWait>("""
        class Alerts
        {
            [HookFailure] public void Failed(HookFailure failure) => Send(2);
            private void Send(int times) { [|Thread.Sleep(1)|]; if (times > 0) Send(times - 1); }
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
    [InlineData("lock (gate) { System.IO.File.AppendAllText(\"alerts\", \"x\"); }")] // for as long as another thread is inside
    [InlineData("var items = new System.Collections.Concurrent.ConcurrentQueue<int>(); var open = new System.Collections.Concurrent.BlockingCollection<int>(items); open.Add(0);")]
    [InlineData("queue.Add(0); queue.TryAdd(1); bounded.TryAdd(2); _ = queue.TryTake(out _); _ = queue.TryTake(out _, 0);")]
    [InlineData("if (Monitor.TryEnter(gate)) Monitor.Exit(gate); if (Monitor.TryEnter(gate, 0)) Monitor.Exit(gate);")]
    [InlineData("using var process = System.Diagnostics.Process.Start(\"notify\"); _ = process.WaitForExit(0); _ = process.WaitForExitAsync();")]
    [InlineData("_ = Task.FromResult(1).Result; Task.CompletedTask.Wait(); ValueTask.CompletedTask.GetAwaiter().GetResult();")]
    [InlineData("Task<int> made = Task.FromResult(1); _ = made.Result;")]
    [InlineData("_ = new ValueTask<int>(1).Result; ValueTask<int> none = default; _ = none.Result;")]
    [InlineData("int last = task.IsCompletedSuccessfully ? task.Result : 0; Console.WriteLine(last);")]
    [InlineData("if (!task.IsCompleted) return Done; _ = task.Result;")]
    [InlineData("if (task.IsCompleted && task.Result > 0) return Done;")]
    [InlineData("if (!task.IsCompleted || task.Result > 0) return Done;")]
    [InlineData("if (task is { IsCompletedSuccessfully: true }) _ = task.Result;")]
    [InlineData("bool isOver = task.IsCompleted; if (isOver) _ = task.Result;")]
    [InlineData("if (task.IsFaulted) return Done; if (task.IsCompletedSuccessfully) _ = task.Result;")]
    [InlineData("if (_kept?.IsCompleted == true) _ = _kept.Result;")]
    [InlineData("if (_kept?.IsCompletedSuccessfully is true) _ = _kept.Result;")]
    [InlineData("void Unused() => Thread.Sleep(5);")]
    public Task Stays_silent(string statement) => Task.WhenAll(Evaluating(statement).RunAsync(), Handling(statement).RunAsync());

    [Fact]
    public Task Reports_method_groups_that_are_attached() => new AnalyzerTest<BlockingWait>("""
        class Alerts
        {
            void Start(RiskTracer tracer, Desk desk)
            {
                tracer.Hooks.Attach<BreachDetected>("on_breach", OnBreach);
                tracer.Hooks.Attach<BreachDetected>("on_breach", desk.OnBreach);
                tracer.Hooks.Attach("on_breach", new Func<BreachDetected, RiskFlow, CancellationToken, ValueTask>(Desk.Notify));
                tracer.Hooks.AttachFailureHandler(OnFailure);
                tracer.Hooks.Attach<BreachDetected>("on_breach", Local);
                ValueTask Local(BreachDetected breach, RiskFlow flow, CancellationToken token) { [|Thread.Sleep(1)|]; return default; }
            }

            private ValueTask OnBreach(BreachDetected breach, RiskFlow flow, CancellationToken token) { [|Thread.Sleep(1)|]; return default; }
            private ValueTask OnFailure(HookFailure failure, RiskFlow flow, CancellationToken token) { Send(); return default; }
            private void Send() => [|Thread.Sleep(1)|];
            private ValueTask NotAttached(BreachDetected breach, RiskFlow flow, CancellationToken token) { Thread.Sleep(1); return default; }
            private void Passed(Bell bell) => bell.Attach(NotAttached);
        }

        class Desk
        {
            public ValueTask OnBreach(BreachDetected breach, RiskFlow flow, CancellationToken token) { [|Thread.Sleep(1)|]; return default; }
            public static ValueTask Notify(BreachDetected breach, RiskFlow flow, CancellationToken token) { [|Thread.Sleep(1)|]; return default; }
        }

        class Bell { public void Attach(Func<BreachDetected, RiskFlow, CancellationToken, ValueTask> ringer) { } }
        """).RunAsync();

    [Theory]
    [InlineData("await Task.WhenAny(second, third); _ = [|first.Result|];")] // of others
    [InlineData("await Task.WhenAll(second, third); _ = [|first.Result|] + second.Result;")]
    [InlineData("await Task.WhenAny(first, second); _ = [|first.Result|];")] // either of them
    [InlineData("await Task.WhenAny(all); _ = [|all[0].Result|];")]
    [InlineData("if (late) await first; _ = [|first.Result|];")]
    [InlineData("await first; first = second; _ = [|first.Result|];")]
    [InlineData("if (first.IsCompleted) Console.Beep(); _ = [|first.Result|];")]
    [InlineData("if (!first.IsCompleted) [|first.Wait()|];")]
    [InlineData("if (second.IsCompleted) _ = [|first.Result|];")]
    [InlineData("if (second is { IsCompletedSuccessfully: true }) _ = [|first.Result|];")]
    [InlineData("if (first is { Id: 5 }) _ = [|first.Result|];")]
    [InlineData("if (late is true) _ = [|first.Result|];")]
    [InlineData("if (late == true) _ = [|first.Result|];")]
    [InlineData("if (first == second) _ = [|first.Result|];")]
    [InlineData("if (await Task.WhenAny(second, third) == second) _ = [|first.Result|];")]
    [InlineData("if (late) first = Task.FromResult(1); _ = [|first.Result|];")]
    [InlineData("if (late) await first; _ = all.Select(each => [|first.Result|]).Sum();")]
    [InlineData("while (late) { first = second; second = first; } _ = [|first.Result|];")] // copies go in circles
    [InlineData("await first; Task<int> one = first, two = one, three = two, four = three; _ = [|four.Result|];")] // too many of them to follow
    [InlineData("await Task.WhenAll(new List<Task<int>> { first, second }); _ = [|third.Result|];")]
    [InlineData("await Task.WhenAll(Where()); _ = [|first.Result|]; IEnumerable<Task<int>> Where() => all;")]
    [InlineData("Task<int> made = Task.FromResult(1); if (late) made = first; _ = [|made.Result|];")]
    [InlineData("if (await Task.WhenAny(first, second) != first) _ = [|first.Result|];")]
    [InlineData("await Task.WhenAll(all); foreach (var each in new[] { first }) _ = [|each.Result|];")]
    [InlineData("try { Console.Beep(); await first; } catch { } _ = [|first.Result|];")] // Beep may throw
    public Task Reports_tasks_that_may_still_run(string statements) => Asynchronous(statements).RunAsync();

    [Theory]
    [InlineData("await _source.Task; _ = [|_other.Task.Result|];")] // of another object
    [InlineData("await all[0]; _ = [|all[1].Result|];")]
    [InlineData("var grid = new Task<int>[2, 2]; await grid[0, 0]; _ = [|grid[0, 1].Result|];")]
    public Task Tells_one_task_from_another(string statements) => Asynchronous(statements).RunAsync();

    [Theory]
    [InlineData("await Task.WhenAll(all); int sum = all.Select(task => task.Result).Sum() + all[0].Result; Console.WriteLine(sum);")]
    [InlineData("await first; _ = first.Result;")]
    [InlineData("await first.ConfigureAwait(false); _ = first.GetAwaiter().GetResult();")]
    [InlineData("await Task.WhenAll(first, second); _ = first.Result + second.Result;")]
    [InlineData("Task<int[]> both = Task.WhenAll(first, second); await both; _ = first.Result + both.Result[0];")]
    [InlineData("var both = new[] { first, second }; await Task.WhenAll(both); _ = first.Result + both[1].Result;")]
    [InlineData("List<Task<int>> started = []; started.Add(first); await Task.WhenAll(started); _ = first.Result + started[0].Result;")]
    [InlineData("await Task.WhenAll(new List<Task<int>> { first, second }); _ = first.Result + second.Result;")]
    [InlineData("List<Task<int>> started = [first]; await Task.WhenAll(started); started.ForEach(each => Console.WriteLine(each.Result));")]
    [InlineData("await Task.WhenAll(all); foreach (Task<int> each in all.Take(2)) _ = each.Result;")]
    [InlineData("await first; Task<int> one = first, two = one, three = two; _ = three.Result;")]
    [InlineData("await Task.WhenAll(all); foreach (Task<int> each in all) _ = each.Result;")]
    [InlineData("await Task.WhenAll(all); foreach (var each in all.Where(each => each.IsCompletedSuccessfully)) _ = each.Result;")]
    [InlineData("var over = await Task.WhenAny(first, second); _ = over.Result;")]
    [InlineData("_ = (await Task.WhenAny(all)).Result;")]
    [InlineData("if (await Task.WhenAny(first, second) == first) _ = first.Result;")]
    [InlineData("var over = await Task.WhenAny(first, second); if (over != first) throw new TimeoutException(); _ = first.Result;")]
    [InlineData("await foreach (var each in Task.WhenEach(all)) _ = each.Result;")]
    [InlineData("await foreach (var each in Task.WhenEach(first, second)) { var over = each; _ = over.Result; }")]
    [InlineData("while (!first.IsCompleted) await Task.Yield(); _ = first.Result;")]
    [InlineData("try { await Task.WhenAll(first, second); } catch (TimeoutException) { } _ = first.Result;")]
    [InlineData("await first; int Later() => first.Result; Console.WriteLine(Later());")]
    [InlineData("await _source.Task; _ = _source.Task.Result;")]
    [InlineData("await Shared; _ = Shared.Result;")]
    [InlineData("await first; if (first.Result > 5) Console.Beep();")]
    [InlineData("if (late) await first; else await Task.WhenAll(first, second); _ = first.Result;")]
    [InlineData("first = Task.FromResult(2); _ = first.Result;")]
    public Task Stays_silent_on_tasks_that_are_over(string statements) => Asynchronous(statements).RunAsync();

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

    private static AnalyzerTest<BlockingWait> Asynchronous(string statements) => new($$"""
        class Rule
        {
            private static readonly Task<int> Shared = Task.Run(() => 1);
            private readonly TaskCompletionSource<int> _source = new(), _other = new();

            public async ValueTask<RuleResult> CheckAsync(PositionUpdated position, Task<int> first, Task<int> second, Task<int> third, Task<int>[] all, bool late)
            {
                Console.WriteLine($"{_source}{_other}{Shared}");
                await Task.Yield();
                {{statements}}
                return RuleResult.Pass;
            }
        }
        """);

    private static AnalyzerTest<BlockingWait> Evaluating(string statement) => new(Members, $$"""
        class Rule(Task<int> task, ValueTask<OrderResult> order, SemaphoreSlim gate, WaitHandle signal, System.Threading.Tasks.Sources.IValueTaskSource<int> source)
        {
            private static readonly RuleResult Done = RuleResult.Pass;
            private readonly System.Collections.Concurrent.BlockingCollection<int> queue = new(), bounded = new(100);
            private readonly Task<int>? _kept = task;

            public RuleResult Check(PositionUpdated position, TracedTradingSuite suite) { Console.WriteLine($"{task}{order}{gate}{signal}{source}{_kept}"); {{statement}} return Done; }
        }
        """);

    private static AnalyzerTest<BlockingWait> Handling(string statement) => new(Members, $$"""
        class Alerts(Task<int> task, ValueTask<OrderResult> order, SemaphoreSlim gate, WaitHandle signal, System.Threading.Tasks.Sources.IValueTaskSource<int> source)
        {
            private static readonly ValueTask Done = default;
            private readonly System.Collections.Concurrent.BlockingCollection<int> queue = new(), bounded = new(100);
            private readonly Task<int>? _kept = task;

            [Hook("on_breach")] public ValueTask On(BreachDetected breach, TracedTradingSuite suite) { Console.WriteLine($"{task}{order}{gate}{signal}{source}{_kept}"); {{statement}} return Done; }
        }
        """);
}
