using Microsoft.Extensions.Configuration;
using TradingBot.Configuration;
using TradingBot.Gateway;

namespace GatewaySimulator.Tests.Bot;

public sealed class GatewaySettingsTests
{
    [Theory]
    [InlineData("Gateway:Products names MNQ twice.", "MNQ", "MNQ")]
    [InlineData("Gateway:Products names XX, which the bot does not know", "XX", "MNQ")]
    public void AProductThatCannotBeTradedIsNamed(string expected, params string[] products)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Gateway:UserName", "demo"),
            new("Gateway:ApiKey", "key"),
            .. products.Select((root, place) => KeyValuePair.Create($"Gateway:Products:{place}", (string?)root)),
        ]).Build();

        Assert.StartsWith(expected, Assert.Throws<InvalidSettingException>(() => GatewaySettings.Read(configuration)).Message, StringComparison.Ordinal);
    }
}
