using RiskTraceGen.CodeFixes.Tracing;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary><c>using RiskTraceGen;</c> is added where it is missing, in its place, and nowhere else.</summary>
public sealed class UsingTests
{
    private const string Body = "class Guard { void Run(ITradingSuite suite, TracedTradingSuite other) { suite.[|CancelAll|](); } }";
    private const string FixedBody = "class Guard { void Run(ITradingSuite suite, TracedTradingSuite other) { var tracedSuite = suite.Traced(other.Flow); tracedSuite.CancelAll(); } }";

    [Theory]
    [InlineData("using TradingBot;\n\n", "using RiskTraceGen;\nusing TradingBot;\n\n")]
    [InlineData("using System;\nusing TradingBot;\nusing Alias = System.Int32;\n\n", "using System;\nusing RiskTraceGen;\nusing TradingBot;\nusing Alias = System.Int32;\n\n")]
    [InlineData("using System;\nusing RiskTraceGen;\nusing TradingBot;\n\n", "using System;\nusing RiskTraceGen;\nusing TradingBot;\n\n")]
    [InlineData("namespace TradingBot;\n\n", "using RiskTraceGen;\n\nnamespace TradingBot;\n\n")]
    [InlineData("// Copyright\n\nnamespace TradingBot;\n\n", "// Copyright\n\nusing RiskTraceGen;\n\nnamespace TradingBot;\n\n")]
    [InlineData("namespace Deep\n{\n    using TradingBot;\n\n    ", "namespace Deep\n{\n    using RiskTraceGen;\n    using TradingBot;\n\n    ")]
    [InlineData("namespace RiskTraceGen.Rules;\nusing TradingBot;\n\n", "namespace RiskTraceGen.Rules;\nusing TradingBot;\n\n")]
    [InlineData("using TradingBot;\r\n\r\n", "using RiskTraceGen;\r\nusing TradingBot;\r\n\r\n")]
    public Task Is_added_when_needed(string before, string after)
    {
        string end = before.Contains('{', StringComparison.Ordinal) ? "\n}" : "";
        CodeFixTest<IntroduceTracedLocal> test = new(before + Body + end, after + FixedBody + end);
        return test.WithoutUsings().RunAsync();
    }
}
