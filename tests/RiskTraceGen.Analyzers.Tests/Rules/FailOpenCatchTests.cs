using RiskTraceGen.Analyzers.Rules;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class FailOpenCatchTests
{
    [Theory]
    [InlineData("try { return Judge(); } catch { return [|RuleResult.Pass|]; }")]
    [InlineData("try { return Judge(); } catch (Exception) { Console.Beep(); return [|RuleResult.Pass|]; }")]
    [InlineData("try { return Judge(); } catch (TimeoutException) { return [|RuleResult.Pass|]; }")]
    [InlineData("try { return Judge(); } catch (Exception exception) { if (exception is TimeoutException) return [|RuleResult.Pass|]; throw; }")]
    [InlineData("RuleResult result; try { result = Judge(); } catch { result = [|RuleResult.Pass|]; } return result;")]
    [InlineData("try { return Judge(); } [|catch|] { } return RuleResult.Pass;")]
    [InlineData("try { return Judge(); } [|catch|] (Exception exception) { Console.WriteLine(exception); } Console.Beep(); return RuleResult.Pass;")]
    [InlineData("return Local(); RuleResult Local() { try { return Judge(); } catch { return [|RuleResult.Pass|]; } }")]
    [InlineData("RuleResult result = RuleResult.Pass; try { result = Judge(); } [|catch|] { } return result;")]
    [InlineData("RuleResult result = RuleResult.Pass; try { if (_last > 5) result = RuleResult.Breach(\"x\"); } [|catch|] (Exception exception) { Console.WriteLine(exception); } return result;")]
    [InlineData("foreach (int size in new[] { 1, 2 }) { try { if (size > _last) return RuleResult.Breach(\"x\"); } [|catch|] { } } return RuleResult.Pass;")]
    [InlineData("foreach (int size in new[] { 1, 2 }) { try { if (size > _last) return RuleResult.Breach(\"x\"); } [|catch|] { break; } } return RuleResult.Pass;")]
    [InlineData("for (int i = 0; i < 3; i++) { try { return Judge(); } [|catch|] { continue; } } return RuleResult.Pass;")]
    [InlineData("if (_last > 0) { try { if (_last > 5) return RuleResult.Breach(\"x\"); } [|catch|] { } } return RuleResult.Pass;")]
    [InlineData("try { return Judge(); } [|catch|] { goto done; } done: return RuleResult.Pass;")]
    [InlineData("try { return Judge(); } [|catch|] { goto done; } done: ; return RuleResult.Pass;")]
    [InlineData("try { return Judge(); } [|catch|] { } return _last > 0 ? RuleResult.Pass : RuleResult.Pass;")]
    [InlineData("try { return Judge(); } catch { return [|Fine|]; }")]
    [InlineData("try { return Judge(); } catch { return [|Passed()|]; }")]
    [InlineData("try { return Judge(); } catch { return [|AllWell|]; }")]
    [InlineData("try { return Judge(); } catch { return [|Settled|]; }")]
    [InlineData("try { return Judge(); } catch { var result = RuleResult.Pass; return [|result|]; }")]
    [InlineData("try { return Judge(); } catch (Exception exception) { return [|exception is TimeoutException ? RuleResult.Pass : RuleResult.Pass|]; }")]
    [InlineData("return Task.Run(() => { try { return Judge(); } catch { return [|RuleResult.Pass|]; } }).Result;")]
    [InlineData("Func<RuleResult> look = () => { try { return Judge(); } catch { return [|RuleResult.Pass|]; } }; return look();")]
    [InlineData("return new Lazy<RuleResult>(() => { try { return Judge(); } catch { return [|RuleResult.Pass|]; } }).Value;")]
    [InlineData("RuleResult result = default; new List<int> { 1 }.ForEach(size => { try { result = Judge(); } catch { result = [|RuleResult.Pass|]; } }); return result;")]
    [InlineData("try { return Judge(); } catch (Exception exception) { return [|exception switch { TimeoutException => RuleResult.Pass, _ => RuleResult.Pass }|]; }")]
    [InlineData("bool isBlind = false; try { _last++; } [|catch|] { isBlind = true; } return isBlind ? RuleResult.Pass : Judge();")]
    [InlineData("bool isBlind = false; try { _last++; } [|catch|] { isBlind = true; } if (isBlind) return RuleResult.Pass; return Judge();")]
    [InlineData("bool isFine; try { isFine = _last > 5; } [|catch|] { isFine = true; } return isFine ? RuleResult.Pass : RuleResult.Breach(\"x\");")]
    [InlineData("bool isFine; try { isFine = _last > 5; } [|catch|] { isFine = true; } if (!isFine) return RuleResult.Breach(\"x\"); return RuleResult.Pass;")]
    [InlineData("bool isBad = true; try { isBad = _last > 5; } [|catch|] { isBad = false; } if (isBad) { return RuleResult.Breach(\"x\"); } else { return RuleResult.Pass; }")]
    public Task Reports_a_catch_that_passes(string body) => Test(body).RunAsync();

    [Fact]
    public Task Reports_tasks_asynchronous_methods_and_names_in_scope() => new AnalyzerTest<FailOpenCatch>("""
        using static RiskTraceGen.RuleResult;
        using Verdict = RiskTraceGen.RuleResult;

        class Rule
        {
            public ValueTask<RuleResult> Check(PositionUpdated position) { try { return new(Error("")); } catch { return new([|Pass|]); } }
            public Task<Verdict> Check(OrderResult order) { try { return Task.FromResult(Error("")); } catch { return Task.FromResult([|Verdict.Pass|]); } }
            public async Task<RuleResult> CheckAsync(OrderResult order) { try { await Task.Yield(); return Error(""); } catch { return [|Pass|]; } }
            public Func<RuleResult> Later() { return Local; RuleResult Local() { try { return Error(""); } catch { return [|Pass|]; } } }
        }
        """).RunAsync();

    [Theory]
    [InlineData("try { return Judge(); } catch (Exception exception) { return RuleResult.Error(exception.Message); }")]
    [InlineData("try { return Judge(); } catch { return RuleResult.InsufficientData(\"price\"); }")]
    [InlineData("try { return Judge(); } catch { return default; }")] // no verdict is an error
    [InlineData("try { return Judge(); } catch { return _last > 5 ? RuleResult.Breach(\"\") : RuleResult.Pass; }")] // judged by something else
    [InlineData("try { return Judge(); } catch { if (_last > 5) return RuleResult.Breach(\"\"); return RuleResult.Pass; }")]
    [InlineData("try { return Judge(); } catch { throw; }")]
    [InlineData("try { Console.Beep(); } catch { } return RuleResult.Pass;")] // nothing was judged there
    [InlineData("try { return Judge(); } catch { } if (_last > 5) return RuleResult.Breach(\"\"); return RuleResult.Pass;")] // a second look
    [InlineData("try { return Judge(); } catch { } return Judge();")]
    [InlineData("try { return Judge(); } finally { Console.Beep(); }")]
    [InlineData("try { try { return Judge(); } catch { } } finally { if (_last > 0) throw new TimeoutException(); } return RuleResult.Pass;")]
    [InlineData("try { return Judge(); } catch { if (RuleResult.Pass == default) Console.Beep(); throw; }")]
    [InlineData("RuleResult result = RuleResult.Error(\"x\"); try { result = Judge(); } catch { } return result;")] // closed from the beginning
    [InlineData("RuleResult result = RuleResult.Pass; try { result = Judge(); } catch { result = RuleResult.Error(\"x\"); } return result;")]
    [InlineData("RuleResult result = RuleResult.Pass; try { result = Judge(); } catch { } if (_last > 5) result = RuleResult.Breach(\"x\"); return result;")]
    [InlineData("RuleResult result = RuleResult.Pass; try { Console.Beep(); } catch { } return result;")] // nothing was judged there
    [InlineData("foreach (int size in new[] { 1, 2 }) { try { if (size > _last) return RuleResult.Breach(\"x\"); } catch { return RuleResult.Error(\"x\"); } } return RuleResult.Pass;")]
    [InlineData("for (int i = 0; i < 3; i++) { try { return Judge(); } catch { continue; } } return RuleResult.Error(\"x\");")]
    [InlineData("while (true) { try { return Judge(); } catch { _last++; } }")] // tries until it could look
    [InlineData("bool isBlind = false; for (int i = 0; i < 3; i++) { try { return Judge(); } catch { isBlind = true; } } if (isBlind) return RuleResult.Error(\"x\"); return RuleResult.Pass;")]
    [InlineData("try { return Judge(); } catch { goto failed; } failed: return RuleResult.Error(\"x\");")]
    [InlineData("try { return Judge(); } catch { return Worst; }")]
    [InlineData("try { return Judge(); } catch { return Bad; }")]
    [InlineData("try { return Judge(); } catch { return Failed(); }")]
    [InlineData("try { return Judge(); } catch { var result = RuleResult.Breach(\"x\"); return result; }")]
    [InlineData("try { return Judge(); } catch { var result = RuleResult.Pass; (result, _last) = (RuleResult.Breach(\"x\"), 1); return result; }")]
    [InlineData("RuleResult result = Bad; try { result = Judge(); } catch { } return result;")]
    [InlineData("try { return Judge(); } catch { } if (_last > 5) { return RuleResult.Pass; } return Judge();")] // a second look
    [InlineData("return Task.Run(() => { try { return Judge(); } catch { return RuleResult.Error(\"x\"); } }).Result;")]
    [InlineData("Func<RuleResult> look = () => { try { return Judge(); } catch { return RuleResult.Error(\"x\"); } }; return look();")]
    [InlineData("Func<bool> look = () => { try { return _last > 5; } catch { return false; } }; return look() ? Judge() : RuleResult.Pass;")]
    [InlineData("RuleResult result = default; new List<int> { 1 }.ForEach(size => { try { result = Judge(); } catch { result = RuleResult.Error(\"x\"); } }); return result;")]
    [InlineData("try { return Judge(); } catch (Exception exception) { return exception switch { TimeoutException => RuleResult.Pass, _ => RuleResult.Error(\"x\") }; }")]
    [InlineData("bool isBlind = false; try { _last++; } catch { isBlind = true; } return isBlind ? RuleResult.Error(\"x\") : RuleResult.Pass;")]
    [InlineData("bool isFine; try { isFine = _last > 5; } catch { isFine = false; } return isFine ? RuleResult.Pass : RuleResult.Breach(\"x\");")]
    [InlineData("bool isBlind = false; try { _last++; } catch { isBlind = true; } if (isBlind) Console.Beep(); return Judge();")]
    [InlineData("bool isBlind = false; try { Console.Beep(); } catch { isBlind = true; } Console.WriteLine(isBlind); return RuleResult.Pass;")] // nothing is made of it
    [InlineData("bool isBlind = false; try { _last++; } catch { isBlind = true; } return isBlind && _last > 5 ? RuleResult.Pass : Judge();")] // judged by something else
    [InlineData("bool isBlind = false, isLate = _last > 3; try { _last++; } catch { isBlind = true; } Console.WriteLine(isBlind); return isLate ? RuleResult.Pass : Judge();")] // another flag
    [InlineData("bool isFine; try { isFine = _last > 5; } catch { isFine = true; } isFine = _last > 6; return isFine ? RuleResult.Pass : RuleResult.Breach(\"x\");")]
    [InlineData("bool isFine; try { isFine = _last > 5; } catch { isFine = true; } if (!isFine) Console.Beep(); if (_last > 5) return RuleResult.Breach(\"\"); return RuleResult.Pass;")]
    public Task Stays_silent(string body) => Test(body).RunAsync();

    [Theory]
    [InlineData("void Check(out RuleResult result) { try { result = Judge(); } catch { result = [|RuleResult.Pass|]; } }")]
    [InlineData("bool TryCheck(out RuleResult result) { try { result = Judge(); return true; } catch { result = [|RuleResult.Pass|]; return true; } }")]
    [InlineData("void Check(ref RuleResult result) { try { result = Judge(); } catch (Exception) { result = [|RuleResult.Pass|]; } }")]
    [InlineData("void Check(out RuleResult result) { result = RuleResult.Pass; try { result = Judge(); } [|catch|] { } }")]
    [InlineData("bool TryCheck(out RuleResult result) { result = RuleResult.Pass; try { result = Judge(); } [|catch|] { } return true; }")]
    [InlineData("void Check(int size, out RuleResult result) { result = RuleResult.Pass; try { if (size > _last) result = Judge(); } [|catch|] { } }")]
    [InlineData("bool TryCheck(out RuleResult result) { result = RuleResult.Pass; if (_last > 0) { try { result = Judge(); } [|catch|] { } return true; } return false; }")]
    [InlineData("bool TryCheck(out RuleResult result) { result = RuleResult.Pass; while (_last > 0) { try { result = Judge(); } [|catch|] { } goto done; } return false; done: return true; }")]
    [InlineData("bool TryCheck(out RuleResult result) { result = RuleResult.Pass; while (true) { if (_last > 0) { try { result = Judge(); } [|catch|] { } break; } return false; } return true; }")]
    [InlineData("bool TryCheck(out RuleResult result) { try { result = Judge(); return true; } catch { new List<int>().RemoveAll(_ => false); result = [|RuleResult.Pass|]; return true; } }")] // a lambda says it
    [InlineData("bool TryCheck(out RuleResult result) { try { result = Judge(); return true; } catch { result = [|RuleResult.Pass|]; return !Never(); bool Never() => false; } }")]
    public Task Reports_a_parameter_that_is_given_a_pass(string method) => Members(method).RunAsync();

    [Theory]
    [InlineData("void Check(out RuleResult result) { try { result = Judge(); } catch { result = RuleResult.Error(\"x\"); } }")]
    [InlineData("bool TryCheck(out RuleResult result) { try { result = Judge(); return true; } catch { result = RuleResult.Pass; return false; } }")] // the caller is told
    [InlineData("bool TryCheck(out RuleResult result) { result = RuleResult.Pass; try { result = Judge(); return true; } catch { return false; } }")]
    [InlineData("void Check(out RuleResult result) { bool isBlind = false; result = RuleResult.Pass; try { result = Judge(); } catch { isBlind = true; } if (isBlind) throw new TimeoutException(); }")]
    [InlineData("bool TryCount(out int count) { try { count = 1; return true; } catch { count = 0; return true; } }")]
    [InlineData("void Check(out RuleResult result) { try { result = Judge(); } catch { result = default; } }")]
    [InlineData("void Check(out RuleResult result) { result = RuleResult.Error(\"x\"); try { result = Judge(); } catch { } }")]
    [InlineData("RuleResult Check() { try { Console.Beep(); } catch { } return RuleResult.Pass; }")] // no parameter at all
    [InlineData("void Check(out RuleResult result) { bool isBlind = false; result = RuleResult.Error(\"x\"); try { _last++; } catch { isBlind = true; } Console.WriteLine(isBlind); }")] // nothing is made of it
    [InlineData("void Check(RuleResult result) { try { Judge(); } catch { result = RuleResult.Pass; } Console.WriteLine(result); }")] // nobody's verdict
    public Task Stays_silent_on_parameters(string method) => Members(method).RunAsync();

    [Theory]
    [InlineData("judging.ContinueWith(task => task.IsFaulted ? [|RuleResult.Pass|] : task.Result)")]
    [InlineData("judging.ContinueWith(task => task.IsCompletedSuccessfully ? task.Result : [|RuleResult.Pass|])")]
    [InlineData("judging.ContinueWith(task => { if (task.Exception is not null) return [|RuleResult.Pass|]; return task.Result; })")]
    [InlineData("judging.ContinueWith(task => { if (!task.IsFaulted) return task.Result; return [|RuleResult.Pass|]; })")]
    [InlineData("judging.ContinueWith(task => task.Exception == null ? task.Result : [|RuleResult.Pass|], TaskScheduler.Default)")]
    [InlineData("judging.ContinueWith(task => task.Exception is null ? task.Result : [|RuleResult.Pass|])")]
    [InlineData("judging.ContinueWith(_ => [|RuleResult.Pass|])")]
    [InlineData("judging.ContinueWith(task => { Console.WriteLine(task.Exception); return [|RuleResult.Pass|]; }, TaskContinuationOptions.OnlyOnFaulted)")]
    public Task Reports_a_continuation_that_passes(string continuation) => Members($"Task<RuleResult> Check(Task<RuleResult> judging) => {continuation};").RunAsync();

    [Theory]
    [InlineData("judging.ContinueWith(task => task.IsFaulted ? RuleResult.Error(\"x\") : task.Result)")]
    [InlineData("judging.ContinueWith(task => task.Result)")]
    [InlineData("judging.ContinueWith(task => task.Result.IsPass ? RuleResult.Pass : RuleResult.Breach(\"x\"))")]
    [InlineData("judging.ContinueWith(task => RuleResult.Pass, TaskContinuationOptions.OnlyOnRanToCompletion)")]
    [InlineData("judging.ContinueWith(task => RuleResult.Error(\"x\"), TaskContinuationOptions.OnlyOnFaulted)")]
    [InlineData("judging.ContinueWith(task => { if (task.IsFaulted) throw task.Exception!; return task.Result; })")]
    [InlineData("judging.ContinueWith(task => { if (task.IsFaulted) Console.Beep(); return task.Result; })")]
    [InlineData("judging.ContinueWith(task => Task.CompletedTask.IsFaulted ? RuleResult.Pass : task.Result)")] // of another task
    [InlineData("judging.ContinueWith(task => Task.CompletedTask.IsCompletedSuccessfully ? task.Result : RuleResult.Pass)")]
    [InlineData("judging.ContinueWith(task => Console.In == null ? task.Result : RuleResult.Pass)")] // of something else
    [InlineData("judging.ContinueWith(task => Console.In is null ? task.Result : RuleResult.Pass)")]
    [InlineData("judging.ContinueWith(task => task.Exception is { InnerException: null } ? task.Result : RuleResult.Error(\"x\"))")]
    [InlineData("ContinueWith(task => task.IsFaulted ? RuleResult.Pass : task.Result); Task<RuleResult> ContinueWith(Func<Task<RuleResult>, RuleResult> next) => Task.FromResult(next(null!))")] // no task's
    [InlineData("Task.Delay(1).ContinueWith(_ => RuleResult.Pass)")] // nothing was judged there
    [InlineData("judging.ContinueWith(task => !task.IsFaulted && task.Result.IsPass ? RuleResult.Pass : RuleResult.Breach(\"x\"))")]
    public Task Stays_silent_on_continuations(string continuation) => Members($"Task<RuleResult> Check(Task<RuleResult> judging) => {continuation};").RunAsync();

    [Fact]
    public Task Stays_silent_where_no_verdict_is_given() => new AnalyzerTest<FailOpenCatch>("""
        class Store { private RuleResult _last; public void Run() { try { Console.Beep(); } catch { _last = RuleResult.Pass; } Console.WriteLine(_last); } }
        """).RunAsync();

    [Theory]
    [InlineData("try { return Judge(); } catch { return RuleResult.; }")]
    [InlineData("try { return Judge(); } catch (Missing) { }")]
    [InlineData("catch { return RuleResult.Pass; }")]
    [InlineData("try { return Judge( } catch { ")]
    public Task Survives_half_typed_code(string body) => Test(body).Broken().RunAsync();

    private static AnalyzerTest<FailOpenCatch> Members(string member) => new($$"""
        class PriceRule
        {
            private int _last;
            {{member}}
            private RuleResult Judge() => ++_last > 5 ? RuleResult.Breach("") : RuleResult.Pass;
        }
        """);

    private static AnalyzerTest<FailOpenCatch> Test(string body) => new($$"""
        [RiskRule("price")]
        class PriceRule
        {
            private static readonly RuleResult Fine = RuleResult.Pass, Worst = RuleResult.Breach("");
            private int _last;

            private static RuleResult AllWell => RuleResult.Pass;
            private static RuleResult Settled { get; } = RuleResult.Pass;
            private static RuleResult Bad => RuleResult.Breach("");

            private static RuleResult Passed() => RuleResult.Pass;
            private static RuleResult Failed() => RuleResult.Breach("");

            public RuleResult Check(PositionUpdated position)
            {
                {{body}}
            }

            private RuleResult Judge() => ++_last > 5 ? RuleResult.Breach("") : RuleResult.Pass;
        }
        """);
}
