using RiskTraceGen.Analyzers.Rules;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class AlertBeforeActionTests
{
    [Theory]
    [InlineData("await flow.[|RaiseAsync|](breach); await suite.ClosePositionDirectAsync(\"MNQ\");")]
    [InlineData("await flow.[|RaiseAsync|](breach).ConfigureAwait(false); suite.CancelAll();")]
    [InlineData("_ = await suite.Flow.[|RaiseAsync|](breach); await Desk.FlattenAsync(suite);")]
    [InlineData("if (big) { await flow.[|RaiseAsync|](breach); } suite.CancelAll();")]
    [InlineData("if (big) { await flow.[|RaiseAsync|](breach); if (breach.Rule == \"\") suite.CancelAll(); }")]
    [InlineData("try { await flow.[|RaiseAsync|](breach); } finally { big = false; } suite.CancelAll();")]
    [InlineData("while (big) { await flow.[|RaiseAsync|](breach); break; } suite.CancelAll();")]
    [InlineData("switch (big) { case true: await flow.[|RaiseAsync|](breach); suite.CancelAll(); break; }")]
    [InlineData("await Local(); async Task Local() { await flow.[|RaiseAsync|](breach); suite.CancelAll(); }")]
    [InlineData("await flow.[|RaiseAsync|](breach); broker.CancelAll();")]
    [InlineData("await Task.WhenAll(flow.[|RaiseAsync|](breach).AsTask(), flow.[|RaiseAsync|](breach).AsTask()); suite.CancelAll();")]
    [InlineData("await (big ? flow.[|RaiseAsync|](breach) : flow.[|RaiseAsync|](breach)); suite.CancelAll();")]
    [InlineData("await flow.[|RaiseAsync|](breach).AsTask().WaitAsync(TimeSpan.FromSeconds(1)); suite.CancelAll();")]
    [InlineData("var raised = flow.[|RaiseAsync|](breach); await raised; suite.CancelAll();")]
    [InlineData("flow.[|RaiseAsync|](breach).AsTask().Wait(); suite.CancelAll();")]
    [InlineData("flow.[|RaiseAsync|](breach).AsTask().Wait(TimeSpan.FromSeconds(1)); suite.CancelAll();")]
    [InlineData("_ = flow.[|RaiseAsync|](breach).GetAwaiter().GetResult(); suite.CancelAll();")]
    [InlineData("_ = flow.[|RaiseAsync|](breach).AsTask().Result; suite.CancelAll();")]
    [InlineData("Task.WaitAll(flow.[|RaiseAsync|](breach).AsTask(), flow.[|RaiseAsync|](breach).AsTask()); suite.CancelAll();")]
    [InlineData("var raised = flow.[|RaiseAsync|](breach).AsTask(); raised.Wait(); suite.CancelAll();")]
    [InlineData("var raised = flow.[|RaiseAsync|](breach).AsTask(); await Task.WhenAll(raised, Task.Delay(1)); suite.CancelAll();")]
    [InlineData("try { await flow.[|RaiseAsync|](breach); } finally { suite.CancelAll(); }")]
    [InlineData("try { await flow.[|RaiseAsync|](breach); Console.WriteLine(); } catch { suite.CancelAll(); }")]
    [InlineData("await flow.[|RaiseAsync|](breach); if (Desk.Flatten(suite) == \"\") big = false;")]
    [InlineData("try { await flow.[|RaiseAsync|](breach); suite.Ping(); } finally { big = false; } suite.CancelAll();")]
    [InlineData("try { try { await flow.[|RaiseAsync|](breach); } finally { big = false; } } finally { suite.CancelAll(); }")]
    [InlineData("await flow.[|RaiseAsync|](breach); big = false; try { suite.Ping(); big = true; suite.Ping(); } catch { if (big) suite.CancelAll(); }")]
    [InlineData("if (big) { await flow.[|RaiseAsync|](breach); goto close; } return; close: suite.CancelAll();")]
    public Task Reports_an_alert_that_delays_the_order(string statements) => Test(statements).RunAsync();

    [Theory]
    [InlineData("foreach (char id in breach.Rule) { if (!big) continue; suite.CancelAll(); await flow.[|RaiseAsync|](breach); }")]
    [InlineData("while (big) { suite.CancelAll(); await flow.[|RaiseAsync|](breach); }")]
    [InlineData("while (await suite.ClosePositionDirectAsync(\"MNQ\") is { Success: false }) await flow.[|RaiseAsync|](breach);")]
    [InlineData("do { suite.CancelAll(); if (big) { await flow.[|RaiseAsync|](breach); continue; } big = true; } while (breach.Rule != \"\");")]
    [InlineData("for (int i = 0; i < 3; i++) { suite.CancelAll(); await flow.[|RaiseAsync|](breach); }")]
    [InlineData("for (int i = 0; i < 3; suite.CancelAll()) await flow.[|RaiseAsync|](breach);")]
    [InlineData("again: suite.CancelAll(); await flow.[|RaiseAsync|](breach); if (breach.Rule == \"\") goto again;")]
    [InlineData("while (big) { try { suite.CancelAll(); return; } catch { await flow.[|RaiseAsync|](breach); } }")]
    [InlineData("foreach (char id in breach.Rule) { suite.CancelAll(); while (big) { await flow.[|RaiseAsync|](breach); break; } }")]
    public Task Reports_an_alert_that_delays_the_order_of_the_next_round(string statements) => Test(statements).RunAsync();

    [Theory]
    [InlineData("await flow.[|RaiseAsync|](breach); await Task.WhenAll(breach.Rule.Select(id => suite.ClosePositionDirectAsync(id.ToString()).AsTask()));")]
    [InlineData("await flow.[|RaiseAsync|](breach); await Task.WhenAll(from id in breach.Rule select suite.ClosePositionDirectAsync(id.ToString()).AsTask());")]
    [InlineData("await flow.[|RaiseAsync|](breach); await Parallel.ForEachAsync(breach.Rule, async (id, token) => { if (big) await suite.ClosePositionDirectAsync(id.ToString()); });")]
    [InlineData("await flow.[|RaiseAsync|](breach); Action close = () => suite.CancelAll(); close();")]
    [InlineData("Action? close = big ? () => suite.CancelAll() : null; await flow.[|RaiseAsync|](breach); close?.Invoke();")]
    [InlineData("Action close; close = delegate { suite.CancelAll(); }; await flow.[|RaiseAsync|](breach); Array.ForEach([1], _ => close());")]
    [InlineData("await flow.[|RaiseAsync|](breach); Close(); void Close() => suite.CancelAll();")]
    [InlineData("await flow.[|RaiseAsync|](breach); await Task.Run(Close); void Close() { Again(); suite.Ping(); } void Again() { Close(); suite.CancelAll(); }")]
    [InlineData("await flow.[|RaiseAsync|](breach); Action[] closes = [() => suite.CancelAll()]; foreach (Action close in closes) close();")]
    [InlineData("Action close = Close; void Close() => suite.CancelAll(); while (big) { close(); await flow.[|RaiseAsync|](breach); }")]
    public Task Reports_an_alert_that_delays_the_order_of_a_lambda_or_local_function(string statements) => Test(statements).RunAsync();

    [Fact]
    public Task Reports_it_in_a_flow_that_the_function_starts_and_in_one_that_its_class_has() => new AnalyzerTest<AlertBeforeAction>("""
        class Desk(RiskTracer tracer, RiskFlow flow, ITradingSuite broker)
        {
            async Task Start()
            {
                using RiskFlow started = tracer.StartFlow("TEST");
                await started.[|RaiseAsync|](new BreachDetected("", null));
                broker.Traced(started).CancelAll();
            }

            async Task Run()
            {
                await flow.[|RaiseAsync|](new BreachDetected("", null));
                broker.Traced(flow).CancelAll();
            }
        }
        """).RunAsync();

    [Fact]
    public Task Reports_it_however_many_conditions_lead_elsewhere()
        => Test($"int code = breach.Rule.Length; await flow.[|RaiseAsync|](breach); if (big) {{ {string.Concat(Enumerable.Range(1, 20).Select(i => $"if (code > {i}) suite.Ping(); "))} return; }} suite.CancelAll();").RunAsync();

    [Fact]
    public Task Names_the_raise_and_shows_the_call()
    {
        AnalyzerTest<AlertBeforeAction> test = Test("await flow.{|#0:RaiseAsync|}(breach); {|#1:suite.CancelAll()|};");
        test.ExpectedDiagnostics.Add(AnalyzerTest<AlertBeforeAction>.Reported().WithLocation(0).WithLocation(1)
            .WithMessage("'CancelAll' waits for all of these handlers, or their timeouts; use 'Raise', which lets them run beside it"));
        return test.RunAsync();
    }

    // Of several the one that comes first.
    [Theory]
    [InlineData("await flow.{|#0:RaiseAsync|}(breach); {|#1:suite.CancelAll()|}; await suite.ClosePositionDirectAsync(\"MNQ\");")]
    [InlineData("while (big) { await suite.ClosePositionDirectAsync(\"MNQ\"); await flow.{|#0:RaiseAsync|}(breach); {|#1:suite.CancelAll()|}; }")]
    public Task Shows_the_next_call(string statements)
    {
        AnalyzerTest<AlertBeforeAction> test = Test(statements);
        test.ExpectedDiagnostics.Add(AnalyzerTest<AlertBeforeAction>.Reported().WithLocation(0).WithLocation(1)
            .WithMessage("'CancelAll' waits for all of these handlers, or their timeouts; use 'Raise', which lets them run beside it"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("suite.CancelAll(); await flow.RaiseAsync(breach);")]
    [InlineData("flow.Raise(breach); suite.CancelAll(); await Task.Yield();")]
    [InlineData("HookOutcome outcome = await flow.RaiseAsync(breach); if (outcome.AllSucceeded) suite.CancelAll();")] // its outcome decides
    [InlineData("if (big) { await flow.RaiseAsync(breach); return; } suite.CancelAll();")]
    [InlineData("if (big) { await flow.RaiseAsync(breach); throw new InvalidOperationException(); } suite.CancelAll();")]
    [InlineData("if (big) await flow.RaiseAsync(breach); else suite.CancelAll();")]
    [InlineData("switch (big) { case true: await flow.RaiseAsync(breach); break; case false: suite.CancelAll(); break; }")]
    [InlineData("await flow.RaiseAsync(breach); suite.Ping();")] // no broker call
    [InlineData("await flow.RaiseAsync(breach); Action later = () => suite.CancelAll(); Desk.Later += later; Desk.Later += () => suite.CancelAll();")] // who calls it is not known
    [InlineData("await flow.RaiseAsync(breach); Desk.Close = () => suite.CancelAll(); Desk.Close = Close; void Close() => suite.CancelAll();")]
    [InlineData("await flow.RaiseAsync(breach); Action close = () => suite.CancelAll(); close = () => { }; void Close() => suite.CancelAll();")] // nobody does
    [InlineData("await Task.WhenAll(breach.Rule.Select(id => suite.ClosePositionDirectAsync(id.ToString()).AsTask())); await flow.RaiseAsync(breach);")]
    [InlineData("Action close = () => suite.CancelAll(); close(); await flow.RaiseAsync(breach); void Close() => close();")]
    [InlineData("await flow.RaiseAsync(breach); Again(); void Again() { if (big) Again(); suite.Ping(); }")]
    [InlineData("if (big) await flow.RaiseAsync(breach); else Close(); void Close() => suite.CancelAll();")]
    [InlineData("await flow.RaiseAsync(breach); _ = await Task.WhenAll(breach.Rule.Select(id => Desk.GetPositionsAsync(suite)));")] // looks, and does nothing
    [InlineData("await flow.RaiseAsync(breach); _ = await Desk.GetPositionsAsync(suite);")] // looks, and does nothing
    [InlineData("var raised = flow.RaiseAsync(breach); suite.CancelAll(); await raised;")] // side by side
    [InlineData("await Task.WhenAll(flow.RaiseAsync(breach).AsTask(), suite.ClosePositionDirectAsync(\"MNQ\").AsTask());")] // side by side
    [InlineData("var raised = flow.RaiseAsync(breach); big = !big; suite.CancelAll(); if (big) await raised;")]
    [InlineData("var raised = flow.RaiseAsync(breach); suite.CancelAll();")] // never waited for
    [InlineData("flow.RaiseAsync(breach).AsTask().Wait(0); suite.CancelAll();")] // only asks
    [InlineData("suite.CancelAll(); flow.RaiseAsync(breach).AsTask().Wait();")]
    [InlineData("if (flow.RaiseAsync(breach).AsTask().Result.AllSucceeded) suite.CancelAll();")] // its outcome decides
    [InlineData("var raised = flow.RaiseAsync(breach).AsTask(); suite.CancelAll(); Task.WaitAll(raised);")]
    [InlineData("try { suite.CancelAll(); } finally { await flow.RaiseAsync(breach); }")]
    [InlineData("while (big) { if (breach.Rule == \"\") { await flow.RaiseAsync(breach); big = false; break; } suite.CancelAll(); }")]
    [InlineData("HookOutcome[] outcomes = await Task.WhenAll(flow.RaiseAsync(breach).AsTask()); if (outcomes[0].AllSucceeded) suite.CancelAll();")] // its outcome decides
    [InlineData("try { await flow.RaiseAsync(breach); } finally { big = false; }")]
    [InlineData("while (big) { suite.CancelAll(); await flow.RaiseAsync(breach); break; }")]
    [InlineData("while (big) { suite.CancelAll(); await flow.RaiseAsync(breach); big = false; }")] // the last round
    [InlineData("foreach (char id in breach.Rule) { suite.CancelAll(); await flow.RaiseAsync(breach); return; }")]
    [InlineData("foreach (char id in Desk.Flatten(suite)) await flow.RaiseAsync(breach);")] // once, before the first round
    [InlineData("for (suite.CancelAll(); big; big = false) await flow.RaiseAsync(breach);")]
    [InlineData("while (big) { switch (breach.Rule) { case \"\": await flow.RaiseAsync(breach); big = false; continue; } suite.CancelAll(); }")] // not of the switch
    [InlineData("suite.CancelAll(); foreach (char id in breach.Rule) await flow.RaiseAsync(breach);")]
    [InlineData("if (big) await flow.RaiseAsync(breach); if (!big) suite.CancelAll();")]
    [InlineData("try { await flow.RaiseAsync(breach); } catch { suite.CancelAll(); }")] // nothing was delayed
    [InlineData("await flow.RaiseAsync(breach); try { bool was = big; _ = was; big = false; } catch { suite.CancelAll(); }")] // nothing of it throws
    [InlineData("await flow.RaiseAsync(breach); try { BreachDetected? other = default; Guard me = this; object any = me; } catch { suite.CancelAll(); }")]
    [InlineData("await flow.RaiseAsync(breach); try { object any = big ? breach : this; } catch { suite.CancelAll(); }")]
    [InlineData("await Task.Yield(); suite.CancelAll(); await flow.RaiseAsync(breach);")] // behind another wait
    [InlineData("if (big) await Task.Yield(); suite.CancelAll(); await flow.RaiseAsync(breach);")]
    public Task Stays_silent(string statements) => Test(statements).RunAsync();

    [Fact]
    public Task Leaves_the_broker_its_own_business() => new AnalyzerTest<AlertBeforeAction>("""
        class Watched(ITradingSuite inner, RiskFlow flow, BreachDetected breach) : ITradingSuite
        {
            public async ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default)
            {
                await flow.RaiseAsync(breach);
                return await inner.ClosePositionDirectAsync(contractId, cancellationToken);
            }

            public void CancelAll() => inner.CancelAll();

            public int Ping() => inner.Ping();
        }
        """).RunAsync();

    [Theory]
    [InlineData("await flow.RaiseAsync(; suite.CancelAll();")]
    [InlineData("await flow.RaiseAsync(missing); suite.Missing();")]
    [InlineData("await flow.RaiseAsync(breach); suite.")]
    public Task Survives_half_typed_code(string statements) => Test(statements).Broken().RunAsync();

    private static AnalyzerTest<AlertBeforeAction> Test(string statements) => new($$"""
        static class Desk
        {
            public static event Action? Later;
            public static Action? Close { get; set; }
            public static Task FlattenAsync(TracedTradingSuite suite) => Task.CompletedTask;
            public static string Flatten(TracedTradingSuite suite) => "";
            public static Task<int> GetPositionsAsync(TracedTradingSuite suite) => Task.FromResult(1);
        }

        class Guard
        {
            async Task RunAsync(RiskFlow flow, TracedTradingSuite suite, ITradingSuite broker, BreachDetected breach, bool big)
            {
                {{statements}}
            }
        }
        """);
}
