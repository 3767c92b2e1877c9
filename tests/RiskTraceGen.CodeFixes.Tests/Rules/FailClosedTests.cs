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

    [Fact]
    public Task Adds_the_using_and_names_the_exception_in_full_where_it_must()
    {
        const string before = """
            class PriceRule
            {
                public RiskTraceGen.RuleResult Check(int size)
                {
                    try
                    {
                        if (size > 5)
                            return RiskTraceGen.RuleResult.Breach("");
                    }
                    [|catch|]
                    {
                        size = 0;
                    }

                    return RiskTraceGen.RuleResult.Pass;
                }
            }
            """;
        string after = "using RiskTraceGen;\n\n" + before
            .Replace("[|catch|]", "catch (System.Exception exception)", StringComparison.Ordinal)
            .Replace("size = 0;", "size = 0;\n            return RuleResult.Error(exception.Message);", StringComparison.Ordinal);
        return new CodeFixTest<FailOpenCatch, FailClosed>(before, after).WithoutUsings().RunAsync();
    }

    [Fact]
    public Task Is_not_offered_where_the_catch_does_not_end_there_or_the_function_returns_a_task()
    {
        const string source = """
            class PriceRule
            {
                public RuleResult Check(PositionUpdated position, int[] sizes)
                {
                    foreach (int size in sizes)
                    {
                        try
                        {
                            if (size > 5)
                                return RuleResult.Breach("");
                        }
                        [|catch|]
                        {
                            break;
                        }
                    }

                    return RuleResult.Pass;
                }

                public Task<RuleResult> CheckLater(PositionUpdated position)
                {
                    try
                    {
                        if (position.Size > 5)
                            return Task.FromResult(RuleResult.Breach(""));
                    }
                    [|catch|]
                    {
                    }

                    return Task.FromResult(RuleResult.Pass);
                }
            }
            """;
        return Test(source, source);
    }

    private static Task Test(string before, string after) => new CodeFixTest<FailOpenCatch, FailClosed>(before, after).RunAsync();
}
