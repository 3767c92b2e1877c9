using RiskTraceGen.Analyzers.Hooks;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>What RTG0201 reports: raises whose failures reach nobody.</summary>
public sealed class UnhandledHookFailureTests
{
    [Fact]
    public Task Reports_a_raise() => Test("""
        class Guard { void Run(RiskFlow flow) => [|flow.Raise(new BreachDetected("max_contracts", "MNQ"))|]; }
        """).Executable().RunAsync();

    [Fact]
    public Task Reports_every_form_of_a_dropped_outcome() => Test("""
        class Guard
        {
            async Task RunAsync(RiskFlow flow, BreachDetected breach)
            {
                await [|flow.RaiseAsync(breach)|];
                await [|flow.RaiseAsync(breach)|].ConfigureAwait(false);
                _ = await [|flow.RaiseAsync(breach)|];
                _ = [|flow.RaiseAsync(breach)|].AsTask();
                HookOutcome unread = await [|flow.RaiseAsync(breach)|];
                Func<Task> later = async () => await [|flow.RaiseAsync(breach)|];
                await later();
            }
        }
        """).Executable().RunAsync();

    [Fact]
    public Task Reports_an_outcome_that_a_wait_drops() => Test("""
        class Guard
        {
            async Task RunAsync(RiskFlow flow, BreachDetected breach, bool twice)
            {
                await Task.WhenAll([|flow.RaiseAsync(breach)|].AsTask(), [|flow.RaiseAsync(breach)|].AsTask());
                await Task.WhenAll(new[] { [|flow.RaiseAsync(breach)|].AsTask() });
                await Task.WhenAll([[|flow.RaiseAsync(breach)|].AsTask(), Task.CompletedTask]).ConfigureAwait(false);
                _ = await Task.WhenAll([|flow.RaiseAsync(breach)|].AsTask());
                await [|flow.RaiseAsync(breach)|].AsTask();
                await [|flow.RaiseAsync(breach)|].AsTask().WaitAsync(CancellationToken.None);
                await (twice ? [|flow.RaiseAsync(breach)|] : [|flow.RaiseAsync(breach)|]);
                await Together(flow, breach);
            }

            void Run(RiskFlow flow, BreachDetected breach)
            {
                [|flow.RaiseAsync(breach)|].AsTask().Wait();
                Task.WaitAll([|flow.RaiseAsync(breach)|].AsTask());
                _ = [|flow.RaiseAsync(breach)|].Result;
                [|flow.RaiseAsync(breach)|].AsTask().GetAwaiter().GetResult();
                [|flow.RaiseAsync(breach)|].GetAwaiter().GetResult();
            }

            // The tasks have no results any more, so that nobody can read them.
            Task Together(RiskFlow flow, BreachDetected breach) => Task.WhenAll([|flow.RaiseAsync(breach)|].AsTask(), Task.CompletedTask);
        }
        """).Executable().RunAsync();

    [Fact]
    public Task Reports_an_outcome_whose_local_is_only_waited_for() => Test("""
        class Guard
        {
            async Task RunAsync(RiskFlow flow, BreachDetected breach)
            {
                ValueTask<HookOutcome> started = [|flow.RaiseAsync(breach)|];
                Task<HookOutcome> first = [|flow.RaiseAsync(breach)|].AsTask(), second = [|flow.RaiseAsync(breach)|].AsTask();
                await started;
                await Task.WhenAll(first, second);

                HookOutcome last;
                last = await [|flow.RaiseAsync(breach)|];
                var tasks = new[] { [|flow.RaiseAsync(breach)|].AsTask() };
                var outcomes = await Task.WhenAll(tasks);

                HookOutcome seen = await [|flow.RaiseAsync(breach)|];
                seen = await flow.RaiseAsync(breach);
                var (kept, _) = (await flow.RaiseAsync(breach), await [|flow.RaiseAsync(breach)|]);
                Console.WriteLine($"{seen}{kept}");
                _ = await (breach.Rule switch { "" => [|flow.RaiseAsync(breach)|], _ => default });
            }
        }
        """).Executable().RunAsync();

    [Fact]
    public Task Reports_hooks_of_the_user_and_raises_through_a_wrapper() => Test("""
        [HookEvent("margin_call")] readonly record struct MarginCall(decimal Shortfall);

        class Guard
        {
            void Run(TracedTradingSuite suite) => [|suite.Flow.Raise(new MarginCall(1m))|];

            [HookFailure("on_breach")] internal void Failed(HookFailure failure) { }
        }
        """).Executable().RunAsync();

    [Fact]
    public Task Reports_a_raise_in_a_library_that_has_handlers() => Test("""
        [HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall);
        class Guard { void Run(RiskFlow flow) => [|flow.Raise(new MarginCall(1m))|]; }
        class Alerts { [Hook("margin_call")] internal void Notify(MarginCall call) { } }
        """).RunAsync();

    [Fact]
    public Task Reports_a_raise_in_a_library_that_attaches_a_handler() => Test("""
        [HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall);
        class Guard
        {
            void Start(HookSet hooks) => hooks.Attach<MarginCall>("margin_call", static (call, flow, token) => default);
            void Run(RiskFlow flow) => [|flow.Raise(new MarginCall(1m))|];
            void Breach(RiskFlow flow) => flow.Raise(new BreachDetected("max_contracts", "MNQ"));
        }
        """).RunAsync();

    [Fact]
    public Task Reports_what_the_library_raises_once_at_the_first_handler() => Test("""
        class Alerts
        {
            [Hook("on_breach")] internal void [|Notify|](BreachDetected breach) { }
            [Hook("on_breach")] internal void Write(BreachDetected breach) { }
            [Hook("critical_failure")] internal static void [|Stop|](CriticalFailure failure) { }
            [Hook("flow_timeout")] internal static void [|Hurry|](FlowTimeout timeout) { }
        }
        """).RunAsync();

    [Fact]
    public Task Reports_the_handlers_of_a_payload_that_another_assembly_raises() => Test("""
        class Alerts { [Hook("margin_call")] internal void [|Notify|](Rules.MarginCall call) { } }
        """).References(OtherAssembly.Make("Rules", MarginCall)).RunAsync();

    [Theory]
    [InlineData("flow.Raise(payload);")]
    [InlineData("await flow.RaiseAsync(payload);")]
    [InlineData("await flow.RaiseAsync<T>(payload).ConfigureAwait(false);")]
    [InlineData("HookOutcome? outcome = null; outcome = await flow.RaiseAsync(payload); outcome = null; Console.WriteLine(outcome);")]
    [InlineData("if (flow is { } there) await there.RaiseAsync(payload); Console.WriteLine((await flow!.RaiseAsync(payload)).Failed);")]
    [InlineData("Later<T> later = flow.Raise; later(payload); await Task.CompletedTask;")]
    public Task Reports_once_at_the_first_handler_what_generic_code_alone_raises(string raise) => Test($$"""
        [HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall);
        delegate void Later<T>(in T payload);
        class Bus { async Task PublishAsync<T>(RiskFlow flow, T payload) { {{raise}} } }
        class Alerts
        {
            [Hook("margin_call")] internal void [|Notify|](MarginCall call) { }
            [Hook("margin_call")] internal void Write(MarginCall call) { }
            [Hook("auto_flatten_start")] internal void [|Write|](AutoFlattenStart start) { }
        }
        """).RunAsync();

    [Theory]
    [InlineData("class Bus { async Task<bool> PublishAsync<T>(RiskFlow flow, T payload) => (await flow.RaiseAsync(payload)).AllSucceeded; }")]
    [InlineData("class Bus { ValueTask<HookOutcome>? PublishAsync<T>(RiskFlow? flow, T payload) => flow?.RaiseAsync(payload); }")]
    [InlineData("class Bus { async Task<bool> PublishAsync<T>(RiskFlow flow, T payload) { HookOutcome? outcome = null; outcome = await flow.RaiseAsync(payload); return outcome.Value.AllSucceeded; } }")]
    [InlineData("class Bus { Func<T, ValueTask<HookOutcome>> Later<T>(RiskFlow flow) => flow.RaiseAsync; }")]
    [InlineData("class Bus { async Task PublishAsync<T>(RiskFlow flow, T payload) where T : class => await flow.RaiseAsync(payload); }")]
    [InlineData("class Bus { void Publish<T>(RiskFlow flow, T payload) => flow.Raise(payload); async Task<bool> Look(RiskFlow flow) => (await flow.RaiseAsync(new MarginCall(1m))).AllSucceeded; }")]
    [InlineData("class Bus { void Publish<T>(RiskFlow flow, T payload) => flow.Raise(payload); [HookFailure] internal void Failed(HookFailure failure) { } }")]
    public Task Stays_silent_where_generic_code_looks_at_the_outcome_or_is_not_alone(string source) => Test($$"""
        {{source}}
        [HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall);
        class Alerts { [Hook("margin_call")] internal void Notify(MarginCall call) { } }
        """).Executable().RunAsync();

    [Fact]
    public Task Reports_the_handlers_of_what_is_handed_to_generic_code_of_a_module() => Test("""
        [HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall);
        [HookEvent("page")] public readonly record struct Page(int Code);
        [HookEvent("note")] public readonly record struct Note(int Code);
        class Guard
        {
            void Run(RiskFlow flow) { Shared.AlertBus.Publish(flow, new MarginCall(1m)); Shared.AlertBus.Publish(flow, new Page(1)); }
            async Task<bool> LookAsync(RiskFlow flow) => (await flow.RaiseAsync(new Page(1))).AllSucceeded;
        }
        class Alerts
        {
            [Hook("margin_call")] internal void [|Notify|](MarginCall call) { }
            [Hook("page")] internal void On(Page page) { }
            [Hook("note")] internal void On(Note note) { }
        }
        """).References(OtherAssembly.Make("Shared", Bus)).RunAsync();

    // What a module does with a payload is not seen.
    [Fact]
    public Task Does_not_claim_that_a_module_raises_what_it_is_given()
    {
        AnalyzerTest<UnhandledHookFailure> test = Test("""
            [HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall);
            class Guard { void Run(RiskFlow flow) => Shared.AlertBus.Publish(flow, new MarginCall(1m)); }
            class Alerts { [Hook("margin_call")] internal void {|#0:Notify|}(MarginCall call) { } }
            """).References(OtherAssembly.Make("Shared", Bus));
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnhandledHookFailure>.Reported().WithLocation(0)
            .WithMessage("Nothing handles a failing handler of 'margin_call': generic code outside this assembly is given it and may raise it, out of sight; add a [HookFailure(\"margin_call\")] method, or one for all hooks"));
        return test.RunAsync();
    }

    [Fact]
    public Task A_library_is_not_taken_to_have_a_handler_for_what_it_hands_to_a_module() => Test("""
        [HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall);
        class Guard { void Run(RiskFlow flow) { Shared.AlertBus.Publish(flow, new MarginCall(1m)); flow.Raise(new MarginCall(1m)); } }
        """).References(OtherAssembly.Make("Shared", Bus)).RunAsync();

    [Fact]
    public Task Says_that_an_outcome_is_dropped()
    {
        AnalyzerTest<UnhandledHookFailure> test = Test("""class Guard { async Task RunAsync(RiskFlow flow) => await {|#0:flow.RaiseAsync(new BreachDetected("max_contracts", "MNQ"))|}; }""").Executable();
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnhandledHookFailure>.Reported().WithLocation(0)
            .WithMessage("Nothing handles a failing handler of 'on_breach': the outcome of this 'RaiseAsync' is dropped; add a [HookFailure(\"on_breach\")] method, or one for all hooks"));
        return test.RunAsync();
    }

    [Fact]
    public Task Names_the_hook_and_the_reason()
    {
        AnalyzerTest<UnhandledHookFailure> test = Test("""
            [HookEvent("margin_call")] record MarginCall(decimal Shortfall);
            class Bus { void Publish<T>(RiskFlow flow, T payload) => flow.Raise(payload); }
            class Guard { void Run(RiskFlow flow) => {|#0:flow.Raise(new BreachDetected("max_contracts", "MNQ"))|}; }
            class Alerts { [Hook("on_breach")] internal void {|#1:Notify|}(BreachDetected breach) { } [Hook("margin_call")] internal void {|#2:Notify|}(MarginCall call) { } }
            """);
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnhandledHookFailure>.Reported().WithLocation(0)
            .WithMessage("Nothing handles a failing handler of 'on_breach': 'Raise' does not report it; add a [HookFailure(\"on_breach\")] method, or one for all hooks"));
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnhandledHookFailure>.Reported().WithLocation(1)
            .WithMessage("Nothing handles a failing handler of 'on_breach': it is raised outside this assembly, where no outcome is looked at; add a [HookFailure(\"on_breach\")] method, or one for all hooks"));
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnhandledHookFailure>.Reported().WithLocation(2)
            .WithMessage("Nothing handles a failing handler of 'margin_call': generic code may raise it, and drops the outcome; add a [HookFailure(\"margin_call\")] method, or one for all hooks"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("class Operations { [HookFailure] private void Failed(HookFailure failure) { } }")]
    [InlineData("class Operations { [HookFailure] internal void Failed(string failure) { } }")]
    [InlineData("class Operations { [HookFailure(\"\")] internal void Failed(HookFailure failure) { } }")]
    [InlineData("class Operations { private Operations() { } [HookFailure] internal void Failed(HookFailure failure) { } }")]
    [InlineData("class Operations { [HookFailure(\"On_Breach\")] internal void Failed(HookFailure failure) { } }")]
    public Task Does_not_count_failure_handlers_that_are_never_called(string handler) => Test($$"""
        {{handler}}
        class Guard { void Run(RiskFlow flow) => [|flow.Raise(new BreachDetected("max_contracts", "MNQ"))|]; }
        """).Executable().RunAsync();

    [Fact]
    public Task Does_not_count_handlers_that_are_never_called() => Test("""
        class Guard { void Run(RiskFlow flow) => flow.Raise(new BreachDetected("max_contracts", "MNQ")); }
        class Alerts
        {
            [Hook("on_breach")] private void Private(BreachDetected breach) { }
            [Hook("on_breach")] internal void OfAnother(CriticalFailure failure) { }
        }
        """).RunAsync();

    [Fact]
    public Task Stays_silent_where_the_hook_has_a_failure_handler() => Test("""
        class Guard
        {
            void Run(RiskFlow flow) => flow.Raise(new BreachDetected("max_contracts", "MNQ"));
            [Hook("on_breach")] internal void Notify(BreachDetected breach) { }
            [HookFailure("margin_call"), HookFailure("on_breach")] internal void Failed(HookFailure failure) { }
        }
        """).Executable().RunAsync();

    [Fact]
    public Task Stays_silent_where_one_failure_handler_is_for_all_hooks() => Test("""
        class Guard
        {
            void Run(RiskFlow flow) => flow.Raise(new BreachDetected("max_contracts", "MNQ"));
            [HookFailure] internal void Failed(HookFailure failure) { }
        }
        """).Executable().RunAsync();

    [Fact]
    public Task Stays_silent_where_two_failure_handlers_are_for_all_hooks() => Test("""
        class Guard
        {
            void Run(RiskFlow flow) => flow.Raise(new BreachDetected("max_contracts", "MNQ"));
            [HookFailure] internal void Failed(HookFailure failure) { }
            [HookFailure] internal void Write(HookFailure failure) { }
        }
        """).Executable().RunAsync();

    [Fact]
    public Task Stays_silent_where_a_referenced_assembly_handles_the_failures() => Test("""
        class Guard { void Run(RiskFlow flow) => flow.Raise(new BreachDetected("max_contracts", "MNQ")); }
        """)
        .References(OtherAssembly.Make("Operations", "using RiskTraceGen; public class Pager { [HookFailure] public void Failed(HookFailure failure) { } }"))
        .Executable().RunAsync();

    [Fact]
    public Task Stays_silent_where_the_outcome_is_used() => Test("""
        class Guard
        {
            async Task<bool> RunAsync(RiskFlow flow, BreachDetected breach)
            {
                if ((await flow.RaiseAsync(breach)).AllSucceeded)
                    return true;
                HookOutcome outcome = await flow.RaiseAsync(breach).ConfigureAwait(false);
                Report(await flow.RaiseAsync(breach));
                return outcome.Failed == 0;
            }

            ValueTask<HookOutcome> PassOn(RiskFlow flow, BreachDetected breach) => flow.RaiseAsync(breach);

            void Report(HookOutcome outcome) { }
        }
        """).Executable().RunAsync();

    [Fact]
    public Task Stays_silent_where_the_outcome_is_used_after_a_wait() => Test("""
        class Guard
        {
            private Task<HookOutcome>? _kept;

            async Task<int> RunAsync(RiskFlow flow, BreachDetected breach, bool twice)
            {
                HookOutcome[] outcomes = await Task.WhenAll(flow.RaiseAsync(breach).AsTask(), flow.RaiseAsync(breach).AsTask());
                Task<HookOutcome> first = flow.RaiseAsync(breach).AsTask(), second = flow.RaiseAsync(breach).AsTask();
                await Task.WhenAll(first, second);
                HookOutcome last = default!;
                if (twice)
                    last = await flow.RaiseAsync(breach);
                List<Task> tasks = [];
                tasks.Add(flow.RaiseAsync(breach).AsTask());
                await Task.WhenAll(tasks);
                _kept = flow.RaiseAsync(breach).AsTask();
                Task<HookOutcome> captured = flow.RaiseAsync(breach).AsTask();
                Func<int> later = () => captured.Result.Failed;
                return outcomes.Length + first.Result.Failed + (await second).Failed + last.Failed + later() + flow.RaiseAsync(breach).Result.Failed;
            }

            Task<HookOutcome[]> PassOn(RiskFlow flow, BreachDetected breach) => Task.WhenAll(flow.RaiseAsync(breach).AsTask());

            Task Returned(RiskFlow flow, BreachDetected breach) => flow.RaiseAsync(breach).AsTask();

            HookOutcome Blocking(RiskFlow flow, BreachDetected breach) => flow.RaiseAsync(breach).AsTask().GetAwaiter().GetResult();
        }
        """).Executable().RunAsync();

    [Fact]
    public Task Stays_silent_in_a_library_that_leaves_the_handlers_to_the_program() => Test("""
        class Guard { void Run(RiskFlow flow) => flow.Raise(new BreachDetected("max_contracts", "MNQ")); }
        """).RunAsync();

    [Fact]
    public Task Stays_silent_on_payloads_that_it_cannot_know_and_on_other_raises() => Test("""
        class Bell { public void Raise<T>(T volume) { } }
        class Guard
        {
            void Run<T>(RiskFlow flow, T payload) => flow.Raise(payload);
            void Ring(Bell bell, BreachDetected breach) => bell.Raise(breach);
            void Text(RiskFlow flow) => flow.Raise("no hook event");
            string Name => nameof(RiskFlow.Raise);
        }
        """).Executable().RunAsync();

    [Fact]
    public Task Stays_silent_at_handlers_of_payloads_that_are_raised_here() => Test("""
        [HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall);
        class Alerts { [Hook("margin_call")] internal void Notify(MarginCall call) { } }
        """).RunAsync();

    [Fact]
    public Task Stays_silent_at_handlers_of_what_the_library_declares_and_never_raises() => Test("""
        class Guard { void Run(RiskFlow flow) => [|flow.Raise(new AutoFlattenStart("50K", "MNQ", "session end"))|]; }
        class Alerts { [Hook("auto_flatten_start")] internal void Notify(AutoFlattenStart start) { } }
        """).RunAsync();

    [Theory]
    [InlineData("class Guard { void Run(RiskFlow flow) => flow.Raise(); }")]
    [InlineData("class Guard { void Run(RiskFlow flow) => flow.Raise(new Missing(1)); }")]
    [InlineData("class Guard { void Run(RiskFlow flow) => flow.RaiseAsync<>(; }")]
    [InlineData("[HookEvent] struct Call { } class Guard { [Hook] void A(Call call) { } [Hook(null)] void B() { } [HookFailure(Missing.Name)] void C() { } void Run(RiskFlow flow) => flow.Raise(new Call()); }")]
    [InlineData("class Guard { [Hook(\"on_breach\")] internal void (BreachDetected breach) { } }")]
    public Task Half_typed_code_is_survived(string source) => Test(source).Broken().RunAsync();

    [Fact]
    public Task A_local_that_is_initialized_with_itself_is_survived() => Test("""
        class Guard
        {
            void Run(RiskFlow flow, BreachDetected breach, bool again)
            {
                Task<HookOutcome> first = again ? [|flow.RaiseAsync(breach)|].AsTask() : first;
                Task<HookOutcome> second = again ? [|flow.RaiseAsync(breach)|].AsTask() : third, third = second;
            }
        }
        """).Executable().Broken().RunAsync();

    private const string MarginCall = """
        using RiskTraceGen;
        namespace Rules { [HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall); }
        """;

    private const string Bus = """
        using RiskTraceGen;
        namespace Shared { public static class AlertBus { public static void Publish<T>(RiskFlow flow, T alert) => flow.Raise(alert); } }
        """;

    private static AnalyzerTest<UnhandledHookFailure> Test(string source) => new(source, "static class Program { static void Main() { } }");
}
