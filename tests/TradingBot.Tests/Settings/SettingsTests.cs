using Microsoft.Extensions.Configuration;
using TradingBot.Configuration;

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
    [InlineData("Limits:DailyTotalLoss:Limit", "0", "Limits:DailyTotalLoss:Limit is 0; expected a number from 0.01")]
    [InlineData("Limits:DailyTotalLoss:Limit", "-1000", "Limits:DailyTotalLoss:Limit is -1000")]
    [InlineData("Limits:DailyTotalLoss:Limit", "much", "Limits:DailyTotalLoss:Limit")]
    [InlineData("Limits:MaxContractsPerInstrument:Minis", "5.5", "Limits:MaxContractsPerInstrument:Minis")]
    [InlineData("Limits:MaxContractsPerInstrument:Minis", "0", "Limits:MaxContractsPerInstrument:Minis is 0")]
    [InlineData("Limits:SessionEndFlatten:MinutesBeforeClose", "0", "Limits:SessionEndFlatten:MinutesBeforeClose is 0")]
    [InlineData("Limits:DailyTotalLos:Limit", "1000", "DailyTotalLos")]
    [InlineData("Account:Id", " ", "Account:Id is missing")]
    [InlineData("Strategy:MaxAdds", "-1", "Strategy:MaxAdds is -1")]
    public void ABadSettingIsNamed(string key, string value, string message)
    {
        IConfiguration configuration = Shipped().AddInMemoryCollection([new(key, value)]).Build();
        var exception = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(configuration));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingLimitIsNamed()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(
            Shipped().Build().AsEnumerable().Where(pair => pair.Value is not null && pair.Key != "Limits:DailyTotalLoss:Limit")).Build();
        var exception = Assert.Throws<InvalidSettingException>(() => SettingsReader.Read(configuration));

        Assert.StartsWith("Limits:DailyTotalLoss:Limit is missing; expected a number", exception.Message, StringComparison.Ordinal);
    }

    private static IConfigurationBuilder Shipped() => new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json");
}
