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
        Assert.StartsWith(expected, Assert.Throws<InvalidSettingException>(() => GatewaySettings.Read(Settings(products))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyProductIsTakenOutOfTheList() => Assert.Equal(["ES", "GC"], GatewaySettings.Read(Settings("ES", "", "GC")).Products);

    [Fact]
    public void AnUnknownKeyIsNamedAndNoSecretIs()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddConfiguration(Settings("ES")).AddInMemoryCollection([new("Gateway:ApiKye", "s3cret")]).Build();
        string message = Assert.Throws<InvalidSettingException>(() => GatewaySettings.Read(configuration)).Message;

        Assert.Equal("Gateway:ApiKye is no setting; did you mean Gateway:ApiKey? Gateway has UserName, ApiKey, Account, Hubs, Products.", message);
    }

    private static IConfiguration Settings(params string[] products) => new ConfigurationBuilder().AddInMemoryCollection(
    [
        new("Gateway:UserName", "demo"),
        new("Gateway:ApiKey", "key"),
        .. products.Select((root, place) => KeyValuePair.Create($"Gateway:Products:{place}", (string?)root)),
    ]).Build();
}
