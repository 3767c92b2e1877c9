using Microsoft.Extensions.Configuration;
using TradingBot.Configuration;
using TradingBot.Hosting;

namespace TradingBot.Tests.Settings;

public sealed class SettingsTests
{
    [Fact]
    public void TheSettingsThatComeWithTheBotAreGood()
    {
        BotSettings settings = SettingsReader.Read(Shipped().Build());

        Assert.Equal((5, 50), (settings.Limits.MaxContractsPerInstrument.Minis, settings.Limits.MaxContractsPerInstrument.Micros));
        Assert.Equal(1_000m, settings.Limits.DailyTotalLoss.Limit);
    }

    [Theory]
    [InlineData("50K", 50_000, 5, 1_000, 2_000, 3_000)]
    [InlineData("100K", 100_000, 10, 2_000, 3_000, 6_000)]
    [InlineData("150K", 150_000, 15, 3_000, 4_500, 9_000)]
    public void EveryPresetIsAnEvaluationAccount(string preset, int balance, int contracts, int dailyLoss, int drawdown, int target)
    {
        BotSettings settings = SettingsReader.Read(Shipped().AddInMemoryCollection([new("Limits:Preset", preset)]).Build());
        LimitSettings limits = settings.Limits;

        Assert.Equal(($"EVAL-{preset}", balance), (settings.Account.Id, settings.Account.StartingBalance));
        Assert.Equal((contracts, contracts * 10), (limits.MaxContractsPerInstrument.Minis, limits.MaxContractsPerInstrument.Micros));
        Assert.Equal((contracts, contracts), (limits.MaxContractsAccount.Lots, limits.ScalingPlan.Tiers[0]));
        Assert.Equal((dailyLoss, drawdown), (limits.DailyTotalLoss.Limit, limits.TrailingDrawdown.Amount));
        Assert.Equal((target, target / 2), (limits.ConsistencyCap.FromProfit, limits.DailyProfitLock.Target));
    }

    [Fact]
    public void ASettingComesBeforeItsPreset()
    {
        BotSettings settings = SettingsReader.Read(Shipped().AddInMemoryCollection(
            [new("Limits:DailyTotalLoss:Limit", "900"), new("Limits:ScalingPlan:Tiers:0", "2"), new("Limits:ScalingPlan:Tiers:1500", "3")]).Build());

        Assert.Equal(900, settings.Limits.DailyTotalLoss.Limit);
        Assert.Equal(1_000, settings.Limits.DailyRealizedLoss.Limit);
        Assert.Equal([(0, 2), (1_500, 3)], settings.Limits.ScalingPlan.Tiers.Select(tier => (tier.Key, tier.Value)).Order());
    }

    [Fact]
    public void EveryKeyIsChecked()
    {
        // Those of a gateway are read where there is one.
        string[] keys = [.. Leaves().Where(key => !key.StartsWith("Gateway:", StringComparison.Ordinal))];
        Assert.Contains("Limits:DailyTotalLoss:Limit", keys);
        Assert.Contains("Strategy:MicroAdd", keys);
        Assert.All(keys, key =>
        {
            string bad = key.EndsWith(":Name", StringComparison.Ordinal) || key == "Account:Id" ? " " : "-1";
            IConfiguration configuration = Shipped().AddInMemoryCollection([new(key, bad)]).Build();
            var exception = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(configuration));

            string named = key.StartsWith("Limits:PermittedProducts:Roots", StringComparison.Ordinal) ? "Limits:PermittedProducts:Roots" : key;
            Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void AnEmptySettingIsNamed()
    {
        string[] keys = [.. Leaves().Where(key => !key.StartsWith("Gateway:", StringComparison.Ordinal))];
        Assert.All(keys, key =>
        {
            IConfiguration configuration = Shipped().AddInMemoryCollection([new(key, "")]).Build();
            var exception = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(configuration));

            Assert.Contains(key, exception.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void AListOfWindowsMayBeEmpty()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(
            Shipped().Build().AsEnumerable().Where(pair => !pair.Key.StartsWith("Limits:BlackoutWindow:Holidays", StringComparison.Ordinal)))
            .AddJsonStream(new MemoryStream("{ \"Limits\": { \"BlackoutWindow\": { \"Holidays\": [] } } }"u8.ToArray())).Build();

        Assert.Empty(SettingsReader.Read(configuration).Limits.BlackoutWindow.Holidays);
    }

    [Fact]
    public void ALimitThatIsChangedChangesTheHashOfItsRuleAlone()
    {
        IReadOnlyDictionary<string, string> before = SettingsReader.Read(Shipped().Build()).LimitHashes;
        IReadOnlyDictionary<string, string> after = SettingsReader.Read(Shipped().AddInMemoryCollection([new("Limits:SpreadLimit:Ticks", "4")]).Build()).LimitHashes;

        Assert.Equal(32, before.Count);
        Assert.Equal(["spread_limit"], before.Keys.Where(rule => before[rule] != after[rule]));
        Assert.Equal(before, SettingsReader.Read(Shipped().AddInMemoryCollection([new("Limits:SpreadLimit:Ticks", "3")]).Build()).LimitHashes);
    }

    [Fact]
    public void EveryRuleHasASectionOfItsOwn()
    {
        IEnumerable<string> sections = Leaves().Where(key => key.StartsWith("Limits:", StringComparison.Ordinal) && key != "Limits:Preset").Select(key => key.Split(':')[1]);

        Assert.Equal(BotHost.Module.Rules.Select(rule => LimitHashes.SectionOf(rule.Name)).Distinct().Order(StringComparer.Ordinal), sections.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Limits:DailyTotalLoss:Limit", "0", "Limits:DailyTotalLoss:Limit is 0; expected a number from 0.01")]
    [InlineData("Limits:DailyTotalLoss:Limit", "-1000", "Limits:DailyTotalLoss:Limit is -1000")]
    [InlineData("Limits:DailyTotalLoss:Limit", "much", "Limits:DailyTotalLoss:Limit")]
    [InlineData("Limits:MaxContractsPerInstrument:Minis", "5.5", "Limits:MaxContractsPerInstrument:Minis")]
    [InlineData("Limits:MaxContractsPerInstrument:Minis", "0", "Limits:MaxContractsPerInstrument:Minis is 0")]
    [InlineData("Limits:SessionEndFlatten:MinutesBeforeClose", "0", "Limits:SessionEndFlatten:MinutesBeforeClose is 0")]
    [InlineData("Limits:DailyTotalLos:Limit", "1000", "DailyTotalLos")]
    [InlineData("Limits:Preset", "25K", "Limits:Preset is '25K'; expected one of 100K, 150K, 50K.")]
    [InlineData("Limits:PriceCollar:Tick", "3", "Tick")]
    [InlineData("Limits:MaxContractsAccount:Count", "Both", "Limits:MaxContractsAccount:Count")]
    [InlineData("Limits:MaxContractsAccount:Count", "7", "Limits:MaxContractsAccount:Count is 7; expected Gross or Net")]
    [InlineData("Limits:MarginCredit:MarginByProduct:CL", "100", "Limits:MarginCredit:MarginByProduct names CL; expected ES, NQ, MES, MNQ, GC.")]
    [InlineData("Limits:CorrelatedExposure:Groups:Indices:ES", "0", "Limits:CorrelatedExposure:Groups:Indices:ES is 0")]
    [InlineData("Limits:BlackoutWindow:News:0:End", "2025-09-17T17:58:00Z", "Limits:BlackoutWindow:News:0 starts at 2025-09-17 17:58:00Z and ends at 2025-09-17 17:58:00Z")]
    [InlineData("Limits:BlackoutWindow:Daily:0:To", "08:30", "Limits:BlackoutWindow:Daily:0 is empty, from 08:30 to 08:30")]
    [InlineData("Limits:BlackoutWindow:Holidays:0", "Christmas", "Limits:BlackoutWindow:Holidays:0")]
    [InlineData("Limits:DailyTotalLoss", "100", "Limits:DailyTotalLoss is '100', but it is a section; set what is in it, such as Limits:DailyTotalLoss:Limit.")]
    [InlineData("Limits:DailyTotalLoss", "", "Limits:DailyTotalLoss is '', but it is a section")]
    [InlineData("Limits:ScalingPlan:Tiers", "5", "Limits:ScalingPlan:Tiers is '5', but it is a section")]
    [InlineData("Strategy:MaxAdds:Minis", "5", "Strategy:MaxAdds is '")]
    [InlineData("Account:Id", " ", "Account:Id is missing")]
    [InlineData("Strategy:MaxAdds", "-1", "Strategy:MaxAdds is -1")]
    public void ABadSettingIsNamed(string key, string value, string message)
    {
        IConfiguration configuration = Shipped().AddInMemoryCollection([new(key, value)]).Build();
        var exception = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(configuration));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAPresetTheBotDoesNotStart()
    {
        var exception = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(new ConfigurationBuilder().Build()));

        Assert.Equal("Limits:Preset is missing; expected one of 100K, 150K, 50K.", exception.Message);
    }

    [Fact]
    public void AMissingLimitIsNamed()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(
            Shipped().Build().AsEnumerable().Where(pair => pair.Value is not null && pair.Key != "Limits:StaleMarketData:MaxSeconds")).Build();
        var exception = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(configuration));

        Assert.StartsWith("Limits:StaleMarketData:MaxSeconds is missing; expected a number", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Every key of the settings that come with the bot, those of its preset included.</summary>
    private static IEnumerable<string> Leaves() => Presets.Under(Shipped().Build()).AsEnumerable().Where(pair => pair.Value is not null).Select(pair => pair.Key);

    private static IConfigurationBuilder Shipped() => new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json");
}
