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
    [InlineData("try { return Judge(); } [|catch|] { } return _last > 0 ? RuleResult.Pass : RuleResult.Pass;")]
    [InlineData("try { return Judge(); } catch { return [|Fine|]; }")]
    [InlineData("try { return Judge(); } catch { return [|Passed()|]; }")]
    [InlineData("try { return Judge(); } catch { var result = RuleResult.Pass; return [|result|]; }")]
    [InlineData("try { return Judge(); } catch (Exception exception) { return [|exception is TimeoutException ? RuleResult.Pass : RuleResult.Pass|]; }")]
    [InlineData("return Task.Run(() => { try { return Judge(); } catch { return [|RuleResult.Pass|]; } }).Result;")]
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
    [InlineData("return Task.Run(() => { try { return Judge(); } catch { return RuleResult.Error(\"x\"); } }).Result;")]
    public Task Stays_silent(string body) => Test(body).RunAsync();

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

    private static AnalyzerTest<FailOpenCatch> Test(string body) => new($$"""
        [RiskRule("price")]
        class PriceRule
        {
            private static readonly RuleResult Fine = RuleResult.Pass, Worst = RuleResult.Breach("");
            private int _last;

            private static RuleResult Passed() => RuleResult.Pass;

            public RuleResult Check(PositionUpdated position)
            {
                {{body}}
            }

            private RuleResult Judge() => ++_last > 5 ? RuleResult.Breach("") : RuleResult.Pass;
        }
        """);
}
