using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.CodeFixes.Hooks;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0203.</summary>
public sealed class LetThroughTests
{
    [Fact]
    public Task Ends_the_catch_with_a_throw_and_keeps_what_it_wrote() => Test("""
        class Alerts
        {
            [Hook("on_breach")]
            public void On(BreachDetected breach)
            {
                try
                {
                    Console.Beep();
                }
                [|catch|] (Exception exception) // all
                {
                    // write it down
                    Console.WriteLine(exception); // here
                    // done
                }
            }

            [Hook("on_breach")] public async ValueTask OnAsync(BreachDetected breach) { try { await Task.Yield(); } [|catch|] { } }

            [HookFailure] public void Failed(HookFailure failure) { try { Console.Beep(); } [|catch|] {} }

            [HookFailure("on_breach")]
            public ValueTask FailedAsync(HookFailure failure)
            {
                try { Console.Beep(); return default; }
                [|catch|]
                {
                    Console.WriteLine("failed");
                    return default; // quiet
                }
            }

            [HookFailure("critical_failure")]
            public void Again(HookFailure failure)
            {
                try { Console.Beep(); }
                [|catch|]
                {
                }
            }
        }
        """, """
        class Alerts
        {
            [Hook("on_breach")]
            public void On(BreachDetected breach)
            {
                try
                {
                    Console.Beep();
                }
                catch (Exception exception) // all
                {
                    // write it down
                    Console.WriteLine(exception); // here
                    // done
                    throw;
                }
            }

            [Hook("on_breach")] public async ValueTask OnAsync(BreachDetected breach) { try { await Task.Yield(); } catch { throw; } }

            [HookFailure] public void Failed(HookFailure failure) { try { Console.Beep(); } catch { throw; } }

            [HookFailure("on_breach")]
            public ValueTask FailedAsync(HookFailure failure)
            {
                try { Console.Beep(); return default; }
                catch
                {
                    Console.WriteLine("failed");
                    throw; // quiet
                }
            }

            [HookFailure("critical_failure")]
            public void Again(HookFailure failure)
            {
                try { Console.Beep(); }
                catch
                {
                    throw;
                }
            }
        }
        """);

    [Fact]
    public Task Is_not_offered_where_the_return_does_something()
    {
        const string source = """
            class Log { public ValueTask Write() => default; }
            class Alerts(Log log) { [Hook("on_breach")] public ValueTask On(BreachDetected breach) { try { Console.Beep(); return default; } [|catch|] { return log.Write(); } } }
            """;
        return Test(source, source);
    }

    // The code after it would be unreachable.
    [Theory]
    [InlineData("public int On(BreachDetected breach) { try { Console.Beep(); return 1; } [|catch|] { } return 0; }")]
    [InlineData("public int On(BreachDetected breach) { lock (this) { try { Console.Beep(); return 1; } catch (TimeoutException) { throw; } [|catch|] { } } return 0; }")]
    public Task Is_not_offered_where_the_catch_is_the_only_way_on(string handler)
    {
        string source = $$"""class Alerts { [Hook("on_breach")] {{handler}} }""";
        return Test(source, source);
    }

    [Fact]
    public Task Is_not_offered_where_a_throw_would_end_the_process()
    {
        const string source = """class Alerts { [Hook("on_breach")] public async void On(BreachDetected breach) { try { await Task.Yield(); } [|catch|] { } } }""";
        return Test(source, source);
    }

    [Theory]
    [InlineData("public int On(BreachDetected breach) { try { Console.Beep(); } [|catch|] { } return 0; }")]
    [InlineData("public int On(BreachDetected breach) { try { Console.Beep(); return 1; } catch (TimeoutException) { } [|catch|] { } return 0; }")]
    [InlineData("public void On(BreachDetected breach) { try { Console.Beep(); return; } [|catch|] { } }")]
    public Task Is_offered_where_another_way_leads_on(string handler)
    {
        string source = $$"""class Alerts { [Hook("on_breach")] {{handler}} }""";
        return Test(source, source.Replace("[|catch|] { }", "catch { throw; }", StringComparison.Ordinal));
    }

    private static Task Test(string before, string after) => new CodeFixTest<SwallowingHandler, LetThrough>(before, after).RunAsync();
}
