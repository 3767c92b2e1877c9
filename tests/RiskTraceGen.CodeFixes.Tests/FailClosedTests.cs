using RiskTraceGen.Analyzers.Rules;
using RiskTraceGen.CodeFixes.Rules;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0307.</summary>
public sealed class FailClosedTests
{
    [Fact]
    public Task Says_the_error_and_names_the_exception_where_it_has_no_name() => Test("""
        using static RiskTraceGen.RuleResult;

        class PriceRule
        {
            public RuleResult Check(PositionUpdated position)
            {
                try { return Judge(); } catch (Exception caught) { Console.WriteLine(caught); return [|RuleResult.Pass|]; } // open
            }

            public ValueTask<RuleResult> Check(OrderResult exception)
            {
                try { return new(Judge()); } catch (TimeoutException) { return new([|Pass|]); }
            }

            public async Task<RuleResult> CheckAsync(string price)
            {
                try
                {
                    await Task.Yield();
                    if (price.Length > 5)
                        return Judge();
                }
                [|catch|] // everything
                {
                    Console.WriteLine(price);
                }

                return RuleResult.Pass;
            }

            public RuleResult Check(int size)
            {
                RuleResult result;
                try { result = Judge(); } catch { result = [|RuleResult.Pass|]; }
                return result;
            }

            // What follows could not be reached any more.
            public RuleResult Check(decimal price)
            {
                try { return Judge(); } [|catch|] { }
                return RuleResult.Pass;
            }

            private RuleResult Judge() => RuleResult.Breach("");
        }
        """, """
        using static RiskTraceGen.RuleResult;

        class PriceRule
        {
            public RuleResult Check(PositionUpdated position)
            {
                try { return Judge(); } catch (Exception caught) { Console.WriteLine(caught); return RuleResult.Error(caught.Message); } // open
            }

            public ValueTask<RuleResult> Check(OrderResult exception)
            {
                try { return new(Judge()); } catch (TimeoutException exception2) { return new(Error(exception2.Message)); }
            }

            public async Task<RuleResult> CheckAsync(string price)
            {
                try
                {
                    await Task.Yield();
                    if (price.Length > 5)
                        return Judge();
                }
                catch (Exception exception) // everything
                {
                    Console.WriteLine(price);
                    return RuleResult.Error(exception.Message);
                }

                return RuleResult.Pass;
            }

            public RuleResult Check(int size)
            {
                RuleResult result;
                try { result = Judge(); } catch (Exception exception) { result = RuleResult.Error(exception.Message); }
                return result;
            }

            // What follows could not be reached any more.
            public RuleResult Check(decimal price)
            {
                try { return Judge(); } [|catch|] { }
                return RuleResult.Pass;
            }

            private RuleResult Judge() => RuleResult.Breach("");
        }
        """);

    private static Task Test(string before, string after) => new CodeFixTest<FailOpenCatch, FailClosed>(before, after).RunAsync();
}
