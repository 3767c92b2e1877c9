using System.Reflection;
using RiskTraceGen;
using TradingBot.CommandLine;

namespace TradingBot.Tests.Mapping;

/// <summary>The map that was generated for the bot agrees with what is written in it.</summary>
public sealed class ExecutionMapTests
{
    private static ExecutionMap Map
        => ((RiskModule)typeof(BotCommand).Assembly.GetCustomAttribute<RiskModuleAttribute>()!.ModuleType.GetProperty("Instance")!.GetValue(null)!).ExecutionMap;

    [Fact]
    public void ThePathsOfTheRulesLeadToTheirBrokerCalls()
    {
        Assert.Equal(["cancel_order", "close_position_direct", "find_close", "find_order", "flatten_by_market_order", "get_positions", "place_order"], CallsOf("daily_total_loss"));
        Assert.Equal(["cancel_order", "close_position_direct", "find_close", "find_order", "flatten_by_market_order", "get_positions", "place_order"], CallsOf("session_end_flatten"));
        Assert.Equal(["find_order", "place_order"], CallsOf("max_contracts_per_instrument"));
        Assert.Empty(CallsOf("volatility_halt"));
    }

    [Fact]
    public void AFlattenGoesThroughTheLiquidator()
    {
        IReadOnlyList<PathStep> steps = RulesOf("session_end_flatten").Single().Steps;
        int close = steps.ToList().FindIndex(step => step.Name == "close_position_direct");
        Assert.Equal(("Liquidator.SendCloseAsync", 6), steps.Take(close).Where(step => step.Depth == steps[close].Depth - 1).Select(step => (step.Name, step.Depth)).Last());
        Assert.Equal("BreachActions.FlattenAsync", steps.Take(close).Last(step => step.Depth == 0).Name);
        Assert.Equal("Risk/Liquidator.cs", steps[close].File);
        Assert.Equal(3, steps[close].Call!.Retries);
        Assert.Equal(
            [(PathStepKind.Reconciliation, "find_close"), (PathStepKind.Fallback, "flatten_by_market_order")],
            steps.Skip(close + 1).Take(2).Select(step => (step.Kind, step.Name)));
    }

    // Where a line has moved, the page takes what `paths` prints.
    [Fact]
    public void ThePageShowsAPathAsItIs()
    {
        string page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(SourceFile())!, "..", "..", "..", "docs", "execution-map.md")).ReplaceLineEndings("\n");

        Assert.Equal(Between(Map.ToText(80).ReplaceLineEndings("\n"), "\n\nmax_contracts_per_instrument ", "\n\n"), Between(page, "```text\nmax_contracts_per_instrument ", "\n```"));
    }

    [Fact]
    public void EveryLineSaysWhatTheStepSays()
    {
        string project = Path.Combine(Path.GetDirectoryName(SourceFile())!, "..", "..", "..", "samples", "TradingBot");
        PathStep[] placed = [.. Map.Rules.SelectMany(rule => rule.Steps).Where(step => step.File.Length > 0 && step.Kind is PathStepKind.Method or PathStepKind.Handler)];
        Assert.NotEmpty(placed);
        Assert.All(placed, step =>
        {
            string method = step.Member.Split('(')[0].Split('.')[^1];
            Assert.Contains(method, File.ReadLines(Path.Combine(project, step.File)).ElementAt(step.Line - 1), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void NothingIsForgottenAndNothingIsLost()
    {
        // The strategy moves its stops and enters, and the books ask the gateway for its news: no rule does.
        Assert.Equal(
            ["OnMismatch", "ModifyOrderAsync", "PlaceOrderOnceAsync", "PositionMismatch", "SearchAccountsAsync", "SearchAccountsOnceAsync", "SearchContractAsync", "SearchOpenOrdersAsync", "SearchOrdersAsync", "SearchOrdersOnceAsync", "SearchPositionsAsync", "SearchTradesAsync"],
            Map.Unreached.Select(step => step.Member.Split('.')[^1]).Distinct().OrderBy(member => member == "OnMismatch" ? "" : member, StringComparer.Ordinal));
        Assert.Empty(Map.Unmapped);
        // One generator does not see what another writes: here that of JSON.
        Assert.All(Map.Rules.SelectMany(rule => rule.Steps).Where(step => step.Kind == PathStepKind.NotFollowed), step => Assert.Equal("Risk/HoldFile.cs", step.File));
    }

    private static IEnumerable<RulePath> RulesOf(string name) => Map.Rules.Where(rule => rule.Rule == name);

    private static IEnumerable<string> CallsOf(string rule)
        => RulesOf(rule).SelectMany(path => path.Steps).Where(step => step.Kind is PathStepKind.BrokerCall or PathStepKind.Fallback or PathStepKind.Reconciliation)
            .Select(step => step.Name).Distinct().Order(StringComparer.Ordinal);

    private static string Between(string text, string start, string end)
    {
        int begin = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[begin..text.IndexOf(end, begin, StringComparison.Ordinal)];
    }

    private static string SourceFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
}
