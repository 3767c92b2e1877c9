using Microsoft.CodeAnalysis.CodeFixes;
using RiskTraceGen.Analyzers;
using RiskTraceGen.Analyzers.Calls;
using RiskTraceGen.Analyzers.Rules;
using RiskTraceGen.Analyzers.Tasks;
using RiskTraceGen.Analyzers.Tracing;
using RiskTraceGen.CodeFixes.Calls;
using RiskTraceGen.CodeFixes.Rules;
using RiskTraceGen.CodeFixes.Tasks;
using RiskTraceGen.CodeFixes.Tracing;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>A using is added where it is missing, in its place, and nowhere else.</summary>
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

    [Fact]
    public Task Of_tasks_for_a_delay() => Alone<BlockingWait, AwaitInstead>(
        "using System.Threading;\nusing RiskTraceGen;\n\nclass Rule { public async System.Threading.Tasks.ValueTask<RuleResult> CheckAsync(TradingBot.PositionUpdated position) { await System.Threading.Tasks.Task.Yield(); [|Thread.Sleep(5)|]; return RuleResult.Pass; } }",
        "using System.Threading;\nusing System.Threading.Tasks;\nusing RiskTraceGen;\n\nclass Rule { public async System.Threading.Tasks.ValueTask<RuleResult> CheckAsync(TradingBot.PositionUpdated position) { await System.Threading.Tasks.Task.Yield(); await Task.Delay(5); return RuleResult.Pass; } }");

    [Fact]
    public Task Of_the_system_for_an_exception() => Alone<UncheckedResult, CheckResult>(
        "using System.Threading.Tasks;\nusing TradingBot;\n\nclass Guard\n{\n    async Task Run(TracedTradingSuite suite)\n    {\n        await suite.[|ClosePositionDirectAsync|](\"MNQ\");\n    }\n}",
        "using System;\nusing System.Threading.Tasks;\nusing TradingBot;\n\nclass Guard\n{\n    async Task Run(TracedTradingSuite suite)\n    {\n        if (await suite.ClosePositionDirectAsync(\"MNQ\") is not { Success: true })\n            throw new InvalidOperationException(\"ClosePositionDirectAsync was refused.\");\n    }\n}");

    [Fact]
    public Task Of_the_package_for_a_delegate() => Alone<UntracedMethodGroup, TraceMethodGroup>(
        "using System;\nusing TradingBot;\n\nclass Guard { Action Run(ITradingSuite suite, TracedTradingSuite other) => suite.[|CancelAll|]; }",
        "using System;\nusing RiskTraceGen;\nusing TradingBot;\n\nclass Guard { Action Run(ITradingSuite suite, TracedTradingSuite other) => suite.Traced(other.Flow).CancelAll; }");

    [Fact]
    public Task Of_the_package_for_an_evaluation() => Alone<RuleWithoutEvaluation, AddEvaluation>(
        "using TradingBot;\n\n[RiskTraceGen.RiskRule(\"size\")]\nclass [|SizeRule|]\n{\n    bool Check(PositionUpdated position) => position.Size > 1;\n}",
        "using RiskTraceGen;\nusing TradingBot;\n\n[RiskTraceGen.RiskRule(\"size\")]\nclass SizeRule\n{\n    bool Check(PositionUpdated position) => position.Size > 1;\n\n    public RuleResult Evaluate(PositionUpdated positionUpdated, RiskFlow flow)\n        => RuleResult.Error(\"the evaluation of size is not written yet\");\n}");

    private static Task Alone<TRule, TFix>(string before, string after)
        where TRule : RiskTraceAnalyzer, new()
        where TFix : CodeFixProvider, new()
        => new CodeFixTest<TRule, TFix>(before, after).WithoutUsings().RunAsync();
}
