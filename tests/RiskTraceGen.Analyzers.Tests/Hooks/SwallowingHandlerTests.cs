using RiskTraceGen.Analyzers.Hooks;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class SwallowingHandlerTests
{
    [Theory]
    [InlineData("try { Send(breach); } [|catch|] { }")]
    [InlineData("try { Send(breach); } [|catch|] (Exception) { }")]
    [InlineData("try { Send(breach); } [|catch|] (Exception exception) { Console.Error.WriteLine(exception); }")]
    [InlineData("try { Send(breach); } [|catch|] (Exception exception) { System.Diagnostics.Trace.WriteLine(exception); }")]
    [InlineData("try { Send(breach); } [|catch|] (Exception exception) { _log.Error(exception.ToString()); }")]
    [InlineData("try { Send(breach); } [|catch|] (Exception) { AuditLogger.Note(); }")]
    [InlineData("try { Send(breach); } [|catch|] (Exception) { _file.Write(); }")] // a log, whoever writes
    [InlineData("try { Send(breach); } [|catch|] (Exception) { _log.Note(); }")]
    [InlineData("try { Send(breach); } catch (OperationCanceledException) { throw; } [|catch|] (Exception) { }")]
    [InlineData("try { Send(breach); } [|catch|] { } finally { Sent = true; }")]
    [InlineData("lock (this) { try { Send(breach); } [|catch|] { } }")]
    [InlineData("string text = breach.Rule + \"!\"; try { Send(breach); } [|catch|] { }")]
    [InlineData("_log.Error(\"sending\"); try { Send(breach); } [|catch|] { }")]
    [InlineData("ArgumentNullException.ThrowIfNull(breach.Rule); try { Send(breach); } [|catch|] (Exception) { }")]
    [InlineData("try { Send(breach); } [|catch|] (Exception exception) { Console.WriteLine(exception); } Console.WriteLine(breach.Rule);")]
    public Task Reports_a_catch_of_everything_that_only_writes_it_down(string body) => Test(body).RunAsync();

    [Fact]
    public Task Reports_asynchronous_and_failure_handlers() => new AnalyzerTest<SwallowingHandler>("""
        class Alerts
        {
            [Hook("on_breach")] public async ValueTask OnAsync(BreachDetected breach) { try { await Task.Yield(); } [|catch|] { } }
            [Hook("on_breach")] public async ValueTask WriteAsync(BreachDetected breach) { try { await Task.Yield(); } [|catch|] (Exception exception) { await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false); } }
            [Hook("on_breach")] public async ValueTask AskAsync(BreachDetected breach) { try { await Task.Yield(); } catch { await Again(); } }
            [Hook("on_breach")] public async ValueTask WaitAsync(BreachDetected breach, CancellationToken token) { Task other = Task.Delay(1, token); try { await Task.Yield(); } catch { await other; } }
            private Task Again() => Task.CompletedTask;
            [HookFailure] public ValueTask FailedAsync(HookFailure failure) { try { Console.Beep(); return default; } [|catch|] (Exception) { return default; } }
        }
        """).RunAsync();

    [Fact]
    public Task Reports_method_groups_that_are_attached() => new AnalyzerTest<SwallowingHandler>("""
        class Program
        {
            void Start(RiskTracer tracer)
            {
                tracer.Hooks.Attach<BreachDetected>("on_breach", OnBreachAsync);
                tracer.Hooks.AttachFailureHandler(OnFailureAsync);
            }

            private async ValueTask OnBreachAsync(BreachDetected breach, RiskFlow flow, CancellationToken token) { try { await Task.Yield(); } [|catch|] { } }
            private async ValueTask OnFailureAsync(HookFailure failure, RiskFlow flow, CancellationToken token) { try { await Task.Yield(); } [|catch|] (Exception) { } }
            private async ValueTask NotAttachedAsync(BreachDetected breach, RiskFlow flow, CancellationToken token) { try { await Task.Yield(); } catch { } }
        }
        """).RunAsync();

    [Fact]
    public Task Reports_an_extension_that_is_attached() => new AnalyzerTest<SwallowingHandler>("""
        class Desk { public void Start(RiskTracer tracer) => tracer.Hooks.Attach<BreachDetected>("on_breach", this.OnBreachAsync); }
        static class Handlers
        {
            public static async ValueTask OnBreachAsync(this Desk desk, BreachDetected breach, RiskFlow flow, CancellationToken token) { try { await Task.Yield(); } [|catch|] { } }
        }
        """).RunAsync();

    [Fact]
    public Task Names_the_handler()
    {
        AnalyzerTest<SwallowingHandler> test = new("""
            class Alerts
            {
                void Start(HookSet hooks) => hooks.Attach<BreachDetected>("on_breach", async (breach, flow, token) => { try { await Task.Yield(); } {|#0:catch|} { } });
                [Hook("on_breach")] public void On(BreachDetected breach) { try { Console.Beep(); } {|#1:catch|} { } }
            }
            """);
        test.ExpectedDiagnostics.Add(AnalyzerTest<SwallowingHandler>.Reported().WithLocation(0).WithArguments("the attached handler"));
        test.ExpectedDiagnostics.Add(AnalyzerTest<SwallowingHandler>.Reported().WithLocation(1).WithArguments("Alerts.On(BreachDetected)"));
        return test.RunAsync();
    }

    [Fact]
    public Task Reports_attached_handlers() => new AnalyzerTest<SwallowingHandler>("""
        class Program
        {
            void Start(RiskTracer tracer) => tracer.Hooks.Attach<BreachDetected>("on_breach", async (breach, flow, token) => { try { await Task.Yield(); } [|catch|] { } });
        }
        """).RunAsync();

    [Theory]
    [InlineData("try { Send(breach); } catch { throw; }")]
    [InlineData("try { Send(breach); } catch (Exception exception) { throw new InvalidOperationException(\"\", exception); }")]
    [InlineData("try { Send(breach); } catch (TimeoutException) { }")]
    [InlineData("try { Send(breach); } catch (Exception) when (Sent) { }")]
    [InlineData("try { Send(breach); } catch { SendBySms(breach); }")] // the other way to do the work
    [InlineData("try { Send(breach); } catch { LoginSession.Reconnect(); }")] // a word of its own
    [InlineData("try { Send(breach); } catch { LogOn.Again(); }")]
    [InlineData("try { Send(breach); } catch { Sent = false; }")] // somebody is told
    [InlineData("try { Send(breach); } catch (Exception) { _failed++; return; }")]
    [InlineData("try { Send(breach); } catch (Exception) { _failed += 1; }")]
    [InlineData("try { Send(breach); } catch { if (Sent) throw; }")]
    [InlineData("try { Prepare(); } catch { } Send(breach);")] // not all of the work
    [InlineData("foreach (char each in breach.Rule) { try { Send(breach); } catch { } }")] // one of many
    [InlineData("_ = breach.Rule.Select(each => { try { Send(breach); return 1; } catch { return 0; } }).Sum();")] // one of many
    [InlineData("Action send = () => { try { Send(breach); } catch { } }; send();")] // not the handler's own
    [InlineData("try { Send(breach); } finally { Sent = true; }")]
    public Task Stays_silent(string body) => Test(body).RunAsync();

    [Fact]
    public Task Stays_silent_outside_handlers() => new AnalyzerTest<SwallowingHandler>("""
        class Alerts { public void On(BreachDetected breach) { try { Console.Beep(); } catch { } } }
        """).RunAsync();

    [Theory]
    [InlineData("class Alerts { [Hook(\"on_breach\")] public void On(BreachDetected breach) { try { } catch (Missing) { } } }")]
    [InlineData("class Alerts { [Hook(\"on_breach\")] public void On(BreachDetected breach) { try { Missing(); } catch (Exception exception) { exception. } } }")]
    [InlineData("class Alerts { [Hook(\"on_breach\")] public void On(BreachDetected breach) { try { ")]
    [InlineData("class Alerts { [Hook(\"on_breach\")] public void On(BreachDetected breach) { catch { } } }")]
    [InlineData("class Alerts { [Hook(\"on_breach\")] public void On(BreachDetected breach) { Missing(breach); try { Console.Beep(); } catch { } } }")] // what does not compile may be the work
    public Task Survives_half_typed_code(string source) => new AnalyzerTest<SwallowingHandler>(source).Broken().RunAsync();

    private static AnalyzerTest<SwallowingHandler> Test(string body) => new($$"""
        interface ILog { void Error(string text); }
        static class AuditLogger { public static void Note() { } }
        static class Notes { public static void Note(this ILog log) { } }
        class Store { public void Write() { } }
        class FileLog : Store;
        static class LoginSession { public static void Reconnect() { } }
        static class LogOn { public static void Again() { } }

        class Alerts(ILog log)
        {
            private readonly ILog _log = log;
            private readonly FileLog _file = new();
            private int _failed;

            public bool Sent { get; set; }

            [Hook("on_breach")]
            public void On(BreachDetected breach)
            {
                {{body}}
            }

            private void Prepare() => _log.Error($"{_failed}");
            private void Send(BreachDetected breach) { }
            private void SendBySms(BreachDetected breach) { }
        }
        """);
}
