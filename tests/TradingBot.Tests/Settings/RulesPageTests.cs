using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Hosting;

namespace TradingBot.Tests.Settings;

/// <summary>docs/rules-of-the-bot.md says what the registry and the settings say.</summary>
public sealed partial class RulesPageTests
{
    private static readonly string[][] Rows = [.. File.ReadLines(Page())
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .Where(cells => cells.Length == 9 && int.TryParse(cells[1], out _))];

    [Fact]
    public void EveryRuleIsOnThePageOnceAndInItsFamily()
    {
        Assert.Equal(Enumerable.Range(1, 32).Select(i => $"{i}"), Rows.Select(row => row[1]));
        Assert.Equal(
            BotHost.Module.Rules.Select(rule => rule.Name).Distinct().Order(StringComparer.Ordinal),
            Rows.Select(row => row[2].Trim('`')).Order(StringComparer.Ordinal));
        Assert.Equal(5, BotHost.Module.Rules.Select(rule => rule.Category).Distinct().Count());
    }

    [Fact]
    public void WhatWakesARuleIsWhatThePageSays() => Assert.All(Rows, row => Assert.Equal(
        BotHost.Module.Rules.Where(rule => rule.Name == row[2].Trim('`')).Select(rule => rule.Event).Order(StringComparer.Ordinal),
        row[3].Split(", ").Order(StringComparer.Ordinal)));

    [Fact]
    public void EverySettingIsOnThePage()
    {
        IConfiguration shipped = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json").Build();
        IEnumerable<string> settings = Presets.Under(shipped).GetSection("Limits").GetChildren()
            .SelectMany(rule => rule.GetChildren().Select(setting => $"{rule.Key}:{setting.Key}"));

        Assert.Equal(settings.Order(StringComparer.Ordinal), Rows.SelectMany(row => Code().Matches(row[4]).Select(match => match.Groups[1].Value)).Order(StringComparer.Ordinal));
    }

    private static string Page([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "rules-of-the-bot.md");

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
