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
        string[] mayBeEmpty = ["Gateway:", "Limits:PermittedProducts:Roots:"];
        string[] keys = [.. Leaves().Where(key => !mayBeEmpty.Any(list => key.StartsWith(list, StringComparison.Ordinal)))];
        Assert.All(keys, key =>
        {
            IConfiguration configuration = Shipped().AddInMemoryCollection([new(key, "")]).Build();
            var exception = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(configuration));

            Assert.Contains(key, exception.Message, StringComparison.Ordinal);
        });
    }

    // What lies under it would hold without a word: the preset's limit, a list without the holiday.
    [Theory]
    [InlineData("{ \"Limits\": { \"DailyTotalLoss\": { \"Limit\": null } } }", "Limits:DailyTotalLoss:Limit")]
    [InlineData("{ \"Limits\": { \"DailyTotalLoss\": null } }", "Limits:DailyTotalLoss")]
    [InlineData("{ \"Limits\": { \"DailyTotalLoss\": {} } }", "Limits:DailyTotalLoss")]
    [InlineData("{ \"Limits\": { \"BlackoutWindow\": { \"Holidays\": [ null, \"2026-01-01\" ] } } }", "Limits:BlackoutWindow:Holidays:0")]
    [InlineData("{ \"Limits\": { \"PermittedProducts\": { \"Roots\": [ \"ES\", null ] } } }", "Limits:PermittedProducts:Roots:1")]
    [InlineData("{ \"Account\": null }", "Account")]
    [InlineData("{ \"Gateway\": { \"Products\": [ null ] } }", "Gateway:Products:0")]
    public void WhatIsNullIsNamed(string written, string key)
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(file, written);
        try
        {
            var exception = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(Shipped().AddJsonFile(file).Build()));

            Assert.Equal($"{key} ({Path.GetFileName(file)}) is null, or has nothing in it; expected a value.", exception.Message);
        }
        finally
        {
            File.Delete(file);
        }
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
    [InlineData("Limits:DailyTotalLoss:Limit", "much", "Limits:DailyTotalLoss:Limit is 'much'; expected a number.")]
    [InlineData("Limits:MaxContractsPerInstrument:Minis", "5.5", "Limits:MaxContractsPerInstrument:Minis is '5.5'; expected a whole number.")]
    [InlineData("Limits:MaxContractsPerInstrument:Minis", "0", "Limits:MaxContractsPerInstrument:Minis is 0")]
    [InlineData("Limits:SessionEndFlatten:MinutesBeforeClose", "0", "Limits:SessionEndFlatten:MinutesBeforeClose is 0")]
    [InlineData("Limits:DailyTotalLos:Limit", "1000", "Limits:DailyTotalLos is no setting; did you mean Limits:DailyTotalLoss? Limits has Preset, MaxOrderSize, ")]
    [InlineData("Limits:Preset", "25K", "Limits:Preset is '25K'; expected one of 100K, 150K, 50K.")]
    [InlineData("Limits:PriceCollar:Tick", "3", "Limits:PriceCollar:Tick is no setting; did you mean Limits:PriceCollar:Ticks? Limits:PriceCollar has Ticks.")]
    [InlineData("Limits:PriceCollar:Wings", "3", "Limits:PriceCollar:Wings is no setting; Limits:PriceCollar has Ticks.")]
    [InlineData("Limits:ScalingPlan:Tiers:01500", "3", "Limits:ScalingPlan:Tiers:01500 is no setting; the key '01500' should be written 1500.")]
    [InlineData("Limits:ScalingPlan:Tiers:+1500", "3", "Limits:ScalingPlan:Tiers:+1500 is no setting; the key '+1500' should be written 1500.")]
    [InlineData("Limits:ScalingPlan:Tiers:much", "3", "Limits:ScalingPlan:Tiers:much is no setting; the key 'much' should be a whole number.")]
    [InlineData("Limits:BlackoutWindow:News:0:Begin", "3", "Limits:BlackoutWindow:News:0:Begin is no setting; Limits:BlackoutWindow:News:0 has Name, Start, End.")]
    [InlineData("Limits:MaxContractsAccount:Count", "Both", "Limits:MaxContractsAccount:Count is 'Both'; expected Gross or Net.")]
    [InlineData("Limits:MaxContractsAccount:Count", "1", "Limits:MaxContractsAccount:Count is '1'; expected Gross or Net.")]
    [InlineData("Limits:MaxContractsAccount:Count", "Gross, Net", "Limits:MaxContractsAccount:Count is 'Gross, Net'; expected Gross or Net.")]
    [InlineData("Limits:ScalingPlan:Count", "0", "Limits:ScalingPlan:Count is '0'; expected Gross or Net.")]
    [InlineData("Limits:TrailingDrawdown:Mode", "1", "Limits:TrailingDrawdown:Mode is '1'; expected EndOfDay or Intraday.")]
    [InlineData("Limits:TrailingDrawdown:Mode", "EndOfDay,Intraday", "Limits:TrailingDrawdown:Mode is 'EndOfDay,Intraday'; expected EndOfDay or Intraday.")]
    [InlineData("Limits:BlackoutWindow:News:0:Start", "2025-09-17T17:58:00", "Limits:BlackoutWindow:News:0:Start is '2025-09-17T17:58:00'; expected a date and a time with the offset from UTC")]
    [InlineData("Limits:BlackoutWindow:News:0:Start", "17:58", "Limits:BlackoutWindow:News:0:Start is '17:58'; expected a date and a time with the offset from UTC")]
    [InlineData("Limits:BlackoutWindow:News:0:End", "18:05Z", "Limits:BlackoutWindow:News:0:End is '18:05Z'; expected a date and a time with the offset from UTC")]
    [InlineData("Limits:BlackoutWindow:News:0:End", "09/10/2026 18:00Z", "Limits:BlackoutWindow:News:0:End is '09/10/2026 18:00Z'; expected a date and a time with the offset from UTC")]
    [InlineData("Limits:BlackoutWindow:Holidays:0", "17 Sep", "Limits:BlackoutWindow:Holidays:0 is '17 Sep'; expected a date such as 2025-12-25.")]
    [InlineData("Limits:BlackoutWindow:Holidays:0", "12-25", "Limits:BlackoutWindow:Holidays:0 is '12-25'; expected a date such as 2025-12-25.")]
    [InlineData("Limits:BlackoutWindow:Holidays:0", "2025-12", "Limits:BlackoutWindow:Holidays:0 is '2025-12'; expected a date such as 2025-12-25.")]
    [InlineData("Limits:BlackoutWindow:Holidays:0", "01/02/2026", "Limits:BlackoutWindow:Holidays:0 is '01/02/2026'; expected a date such as 2025-12-25.")]
    [InlineData("Limits:BlackoutWindow:Daily:0:To", "half past eight", "Limits:BlackoutWindow:Daily:0:To is 'half past eight'; expected a time such as 08:30.")]
    [InlineData("Limits:MarginCredit:MarginByProduct:CL", "100", "Limits:MarginCredit:MarginByProduct names CL; expected ES, NQ, MES, MNQ, GC.")]
    [InlineData("Limits:CorrelatedExposure:Groups:Indices:ES", "0", "Limits:CorrelatedExposure:Groups:Indices:ES is 0")]
    [InlineData("Limits:BlackoutWindow:News:0:End", "2025-09-17T17:58:00Z", "Limits:BlackoutWindow:News:0 starts at 2025-09-17 17:58:00Z and ends at 2025-09-17 17:58:00Z")]
    [InlineData("Limits:BlackoutWindow:Daily:0:To", "08:30", "Limits:BlackoutWindow:Daily:0 is empty, from 08:30 to 08:30")]
    [InlineData("Limits:BlackoutWindow:Holidays:0", "Christmas", "Limits:BlackoutWindow:Holidays:0 is 'Christmas'; expected a date such as 2025-12-25.")]
    [InlineData("Limits:DailyTotalLoss", "100", "Limits:DailyTotalLoss is '100', but it is a section; set what is in it, such as Limits:DailyTotalLoss:Limit.")]
    [InlineData("Limits:DailyTotalLoss", "", "Limits:DailyTotalLoss is '', but it is a section")]
    [InlineData("Limits:ScalingPlan:Tiers", "5", "Limits:ScalingPlan:Tiers is '5', but it is a section")]
    [InlineData("Limits", "5", "Limits is '5', but it is a section; set what is in it, such as Limits:")]
    [InlineData("Account", "", "Account is '', but it is a section")]
    [InlineData("Limits:DailyTotalLoss:Limit:X", "5", "Limits:DailyTotalLoss:Limit:X is no setting; Limits:DailyTotalLoss:Limit is a single value.")]
    [InlineData("Strategy:MaxAdds:Minis", "5", "Strategy:MaxAdds:Minis is no setting; Strategy:MaxAdds is a single value.")]
    [InlineData("Limit:DailyTotalLoss:Limit", "900", "Limit:DailyTotalLoss is no setting; did you mean Limits:DailyTotalLoss?")]
    [InlineData("Acount:StartingBalance", "900", "Acount:StartingBalance is no setting; did you mean Account:StartingBalance?")]
    [InlineData("Account:Id", " ", "Account:Id is empty; expected a name.")]
    [InlineData("Strategy:MaxAdds", "-1", "Strategy:MaxAdds is -1")]
    public void ABadSettingIsNamed(string key, string value, string message)
    {
        IConfiguration configuration = Shipped().AddInMemoryCollection([new(key, value)]).Build();
        var exception = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(configuration));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("intraday")]
    [InlineData("Intraday")]
    public void AChoiceIsMadeByItsName(string written)
        => Assert.Equal(HighWaterMark.Intraday, SettingsReader.Read(Shipped().AddInMemoryCollection([new("Limits:TrailingDrawdown:Mode", written)]).Build()).Limits.TrailingDrawdown.Mode);

    [Theory]
    [InlineData("2025-09-17T12:58:00-05:00")]
    [InlineData("2025-09-17 17:58:00Z")]
    [InlineData("2025-09-17T17:58Z")]
    [InlineData("2025-09-17T17:58:00.000+00:00")]
    public void AMomentHasItsOffset(string written)
        => Assert.Equal(new DateTimeOffset(2025, 9, 17, 17, 58, 0, TimeSpan.Zero), SettingsReader.Read(Shipped().AddInMemoryCollection([new("Limits:BlackoutWindow:News:0:Start", written)]).Build()).Limits.BlackoutWindow.News[0].Start);

    [Fact]
    public void WhereABadSettingWasWrittenIsSaid()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(file, """{ "Limits": { "PriceCollar": { "Ticks": "few" } } }""");
        Environment.SetEnvironmentVariable("SETTINGS_TESTS_Limits__SpreadLimit__Tick", "3");
        try
        {
            string written = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(Shipped().AddJsonFile(file).Build())).Message;
            string inherited = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(Shipped().AddEnvironmentVariables("SETTINGS_TESTS_").Build())).Message;

            Assert.Equal($"Limits:PriceCollar:Ticks ({Path.GetFileName(file)}) is 'few'; expected a whole number.", written);
            Assert.StartsWith("Limits:SpreadLimit:Tick (environment variable Limits__SpreadLimit__Tick) is no setting; did you mean Limits:SpreadLimit:Ticks?", inherited, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("SETTINGS_TESTS_Limits__SpreadLimit__Tick", null);
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("Limits__DailyTotalLoss__Limit", "-5", "Limits:DailyTotalLoss:Limit (environment variable Limits__DailyTotalLoss__Limit) is -5; expected a number from 0.01 to 100000000.")]
    [InlineData("Limits__DailyTotalLoss__Limit", "", "Limits:DailyTotalLoss:Limit (environment variable Limits__DailyTotalLoss__Limit) is empty; expected a value.")]
    [InlineData("Limits__BlackoutWindow__Holidays__0", "", "Limits:BlackoutWindow:Holidays:0 (environment variable Limits__BlackoutWindow__Holidays__0) is empty; expected a value. An entry is taken out of a list in the file that names it.")]
    [InlineData("Limits", "5", "Limits (environment variable Limits) is '5', but it is a section; set what is in it, such as Limits:")]
    [InlineData("Account__Id", " ", "Account:Id (environment variable Account__Id) is empty; expected a name.")]
    [InlineData("Limits__DailyTotalLos__Limit", "3", "Limits:DailyTotalLos (environment variable Limits__DailyTotalLos__Limit) is no setting; did you mean Limits:DailyTotalLoss?")]
    [InlineData("Limits__Preset", "50K:Account", "Limits:Preset (environment variable Limits__Preset) is '50K:Account'; expected one of 100K, 150K, 50K.")]
    [InlineData("Limit__DailyTotalLoss", "5", "Limit:DailyTotalLoss (environment variable Limit__DailyTotalLoss) is no setting; did you mean Limits:DailyTotalLoss?")]
    public void TheVariableThatHoldsABadValueIsNamed(string variable, string value, string message)
    {
        // A prefix of its own, so that nothing else in the process sees it.
        string prefix = $"SETTINGS_TESTS_{Guid.NewGuid():N}_";
        Environment.SetEnvironmentVariable(prefix + variable, value);
        try
        {
            var exception = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(Shipped().AddEnvironmentVariables(prefix).Build()));

            Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(prefix + variable, null);
        }
    }

    // What is left permits less, so nothing is lost by it.
    [Fact]
    public void TheEnvironmentTakesAProductOutOfTheList()
    {
        List<string> shipped = SettingsReader.Read(Shipped().Build()).Limits.PermittedProducts.Roots;
        List<string> left = SettingsReader.Read(Shipped().AddInMemoryCollection([new("Limits:PermittedProducts:Roots:1", "")]).Build()).Limits.PermittedProducts.Roots;
        Assert.Equal([shipped[0], .. shipped[2..]], left);

        InvalidSettingException none = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(
            Shipped().AddInMemoryCollection(shipped.Select((_, i) => KeyValuePair.Create($"Limits:PermittedProducts:Roots:{i}", (string?)""))).Build()));
        Assert.Contains("expected at least one product", none.Message, StringComparison.Ordinal);
    }

    // The binding would pass over it, and what is in the section would be said to be missing.
    [Theory]
    [InlineData("\"StaleMarketData\": 30", "Limits:StaleMarketData", "30", "MaxSeconds", "\"StaleMarketData\": { \"MaxSeconds\": ... }")]
    [InlineData("\"ScalingPlan\": { \"Tiers\": 5 }", "Limits:ScalingPlan:Tiers", "5", "0", "\"Tiers\": { \"0\": ... }")]
    [InlineData("\"PermittedProducts\": { \"Roots\": \"ES\" }", "Limits:PermittedProducts:Roots", "ES", "0", "\"Roots\": [ ... ]")]
    [InlineData("\"MarginCredit\": { \"MarginByProduct\": true }", "Limits:MarginCredit:MarginByProduct", "True", "NAME", "\"MarginByProduct\": { \"NAME\": ... }")]
    public void AValueWhereASectionIsExpectedIsSaidToBeOneAlsoWhereNothingElseIsInTheSection(string written, string key, string value, string inner, string example)
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(file, $"{{ \"Limits\": {{ {written} }} }}");
        try
        {
            IEnumerable<KeyValuePair<string, string?>> others = Shipped().Build().AsEnumerable().Where(pair => pair.Value is not null && !pair.Key.StartsWith(key, StringComparison.Ordinal));
            IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(others).AddJsonFile(file).Build();
            var exception = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(configuration));

            Assert.Equal($"{key} ({Path.GetFileName(file)}) is '{value}', but it is a section; set what is in it, such as {key}:{inner}. In a file: {example}.", exception.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void TheFileThatHoldsABadValueIsNamedAndOtherProgramsSettingsAreLeftAlone()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(file, """{ "Logging": { "Level": "none" }, "Limits": { "PriceCollar": { "Ticks": 0 } } }""");
        try
        {
            var exception = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(Shipped().AddJsonFile(file).Build()));

            Assert.Equal($"Limits:PriceCollar:Ticks ({Path.GetFileName(file)}) is 0; expected a number from 1 to 100000.", exception.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    // docs/gateway.md says so: what the bot does not know is closed.
    [Fact]
    public void OnlyAProductThatTheBotKnowsCanBePermitted()
    {
        var exception = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(Shipped().AddInMemoryCollection([new("Limits:PermittedProducts:Roots:0", "CL")]).Build()));

        Assert.Equal("Limits:PermittedProducts:Roots names CL; expected ES, NQ, MES, MNQ, GC.", exception.Message);
    }

    [Fact]
    public void WithoutAPresetTheBotDoesNotStart()
    {
        var exception = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(new ConfigurationBuilder().Build()));

        Assert.Equal("Limits:Preset is missing; expected one of 100K, 150K, 50K.", exception.Message);
    }

    [Theory]
    [InlineData("Account:StartingBalance", "presets.json")]
    [InlineData("Limits:MessageThrottle", "appsettings.json")]
    public void WhereASettingWasWrittenIsKnownUnderItsPresetToo(string key, string file)
        => Assert.Equal($"{key} ({file})", SettingOrigin.Named(Presets.Under(Shipped().Build()), key));

    [Fact]
    public void APresetThatDoesNotExistIsNamedWithItsFile()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{ "Limits": { "Preset": "75K" } }""");
            var exception = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(Shipped().AddJsonFile(file).Build()));

            Assert.Equal($"Limits:Preset ({Path.GetFileName(file)}) is '75K'; expected one of 100K, 150K, 50K.", exception.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void AMissingLimitIsNamed()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(
            Shipped().Build().AsEnumerable().Where(pair => pair.Value is not null && pair.Key != "Limits:StaleMarketData:MaxSeconds")).Build();
        var exception = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(configuration));

        Assert.Equal(
            "Limits:StaleMarketData:MaxSeconds is missing; expected a number from 1 to 86400, in appsettings.json or as environment variable Limits__StaleMarketData__MaxSeconds.",
            exception.Message);
    }

    /// <summary>Every key of the settings that come with the bot, those of its preset included.</summary>
    private static IEnumerable<string> Leaves() => Presets.Under(Shipped().Build()).AsEnumerable().Where(pair => pair.Value is not null).Select(pair => pair.Key);

    private static IConfigurationBuilder Shipped() => new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json");
}
