using System.Text.RegularExpressions;

namespace TradingBot.Tests.Process;

public sealed class DefaultRunTests
{
    [Fact]
    public async Task ADayIsTradedAndRulesOfEveryFamilyBreach()
    {
        BotProcess.Result run = await BotProcess.RunAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("simulated ES and MNQ, seed 1, 60,000 price updates", run.Output, StringComparison.Ordinal);
        foreach (string rule in (string[])["per_trade_risk", "max_contracts_account", "position_unrealized_loss", "loss_streak_cooldown", "volatility_halt", "session_end_flatten"])
            Assert.Matches($"{rule} [1-9]", run.Summary("breaches"));
        Assert.EndsWith(" written, 0 dropped", run.Summary("records"), StringComparison.Ordinal);
        Assert.Contains("60,000 price updates", run.Summary("market"), StringComparison.Ordinal);
        Assert.Contains(" 0 error", run.Summary("evaluations"), StringComparison.Ordinal);
        Assert.Contains(" 0 failed, 0 abandoned, 0 skipped", run.Summary("hooks"), StringComparison.Ordinal);
        Assert.Contains(" 0 abandoned", run.Summary("flows"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABreachIsPrintedAsATree()
    {
        BotProcess.Result run = await BotProcess.RunAsync();

        string[] steps = [.. run.Output.Split('\n').Where(line => line.Contains(" | ", StringComparison.Ordinal))];
        int check = Array.FindIndex(steps, line => line.Contains("EVAL_DETAIL | Lots held: 5.5 > 5", StringComparison.Ordinal));
        Assert.Contains("FLOW_START  | Starting RISK_RULE_EVALUATION (POSITION_UPDATED)", steps[check - 2], StringComparison.Ordinal);
        Assert.Contains("RISK_EVAL   | max_contracts_account", steps[check - 1], StringComparison.Ordinal);
        Assert.Contains("API_CALL    | place_order", steps[check + 1], StringComparison.Ordinal);
        Assert.Contains("HOOK_EXEC   | on_breach", steps[check + 2], StringComparison.Ordinal);
        Assert.Contains("contract_id: CON.F.US.MNQ.Z25", run.Output, StringComparison.Ordinal);
        Assert.Contains("reduce_only: true", run.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("not defined", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneSeedIsOneDay()
    {
        string[] arguments = ["--seed", "4", "--events", "20000", "--quiet"];
        BotProcess.Result first = await BotProcess.RunAsync(arguments);
        BotProcess.Result second = await BotProcess.RunAsync(arguments);
        BotProcess.Result other = await BotProcess.RunAsync("--seed", "5", "--events", "20000", "--quiet");

        foreach (string subject in (string[])["trading", "breaches", "flows", "evaluations", "broker calls", "told"])
            Assert.Equal(first.Summary(subject), second.Summary(subject));
        Assert.NotEqual(first.Summary("trading"), other.Summary("trading"));
    }

    [Fact]
    public async Task QuietPrintsTheSummaryAlone()
    {
        BotProcess.Result run = await BotProcess.RunAsync("--quiet", "--events", "5000");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("[Flow-", run.Output, StringComparison.Ordinal);
        Assert.Contains("end of the day", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerbosePrintsEveryFlow()
    {
        BotProcess.Result run = await BotProcess.RunAsync("--verbose", "--events", "200");

        Assert.Equal(0, run.ExitCode);
        Assert.True(run.Output.Split("FLOW_START").Length > 1_500, "a tick of the clock each minute, and every quote");
        Assert.EndsWith(" 0 dropped", run.Summary("records"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheRulesAreListed()
    {
        BotProcess.Result run = await BotProcess.RunAsync("--list-rules");

        Assert.Equal(0, run.ExitCode);
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches("^RULE +CATEGORY +VERSION +LIMITS +WAKES ON +EVALUATED BY$", lines[0]);
        Assert.Equal(32, lines.Skip(1).Select(line => line.Split(' ')[0]).Distinct().Count());
        Assert.All(lines.Skip(1), line => Assert.Matches(@"^\w+ +\w+ +\d+\.\d+\.\d+(\+[0-9a-f]{8})? +[0-9a-f]{16} +[A-Z_]+ +\w+\.Check(Async)?$", line));
        Assert.Contains(lines, line => Regex.IsMatch(line, "^session_end_flatten +behaviour .* CLOCK_TICK +SessionEndFlattenRule.CheckAsync"));
    }

    [Fact]
    public async Task TheListTellsTheLimitsThatARunWouldHave()
    {
        string shipped = HashOf("daily_total_loss", await BotProcess.RunAsync("--list-rules"));
        BotProcess.Result other = await BotProcess.RunAsync([("Limits__DailyTotalLoss__Limit", "900")], ["--list-rules"]);

        Assert.NotEqual(shipped, HashOf("daily_total_loss", other));
        Assert.Equal(HashOf("spread_limit", await BotProcess.RunAsync("--list-rules")), HashOf("spread_limit", other));
    }

    [Fact]
    public async Task RulesWithoutLimitsAreNotListed()
    {
        BotProcess.Result run = await BotProcess.RunAsync([("Limits__DailyTotalLoss__Limit", "much")], ["--list-rules"]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("DailyTotalLoss:Limit", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InAPipeThereIsNoStatusLine()
    {
        BotProcess.Result run = await BotProcess.RunAsync("--events", "5000");

        Assert.DoesNotContain("updates |", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', run.Output);
    }

    private static string HashOf(string rule, BotProcess.Result run)
        => Regex.Match(run.Output, $"^{rule} .* ([0-9a-f]{{16}}) ", RegexOptions.Multiline).Groups[1].Value;
}
