using Microsoft.Extensions.Configuration;
using TradingBot.Configuration;
using TradingBot.Market;
using TradingBot.Reporting;
using TradingBot.Simulation;

namespace TradingBot.Tests.Reporting;

public sealed class RunHeaderTests
{
    [Theory]
    [InlineData(true, "account EVAL-50K, 50,000.00 USD on paper")]
    [InlineData(false, "account EVAL-50K, 50,000.00 USD at the gateway")]
    public void WhereTheMoneyIsIsSaid(bool onPaper, string line)
    {
        BotSettings settings = SettingsReader.Read(new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json").Build());
        string header = RunHeader.Of(new MarketSimulator(new TradingCalendar(), seed: 1, events: 1), settings, onPaper);

        Assert.Contains(line, header.ReplaceLineEndings("\n").Split('\n'));
    }
}
