using System.Text.Json;
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

    [Theory]
    [InlineData("UserName", null, "Gateway:UserName is missing; expected the name that logs in, in appsettings.json or as environment variable Gateway__UserName.")]
    [InlineData("UserName", " ", "Gateway:UserName (appsettings.json) is empty; expected the name that logs in.")]
    [InlineData("ApiKey", null, "Gateway:ApiKey is missing; expected the key of that name; a real one belongs into the environment, never into a file, in appsettings.json or as environment variable Gateway__ApiKey.")]
    [InlineData("ApiKey", "", "Gateway:ApiKey (appsettings.json) is empty; expected the key of that name; a real one belongs into the environment, never into a file.")]
    [InlineData("Products", null, "Gateway:Products is missing; expected root symbols such as ES, in appsettings.json or as environment variables Gateway__Products__0, Gateway__Products__1.")]
    [InlineData("Products", "", "Gateway:Products (appsettings.json) is empty; expected root symbols such as ES, in appsettings.json or as environment variables Gateway__Products__0, Gateway__Products__1.")]
    [InlineData("Products", "XX", "Gateway:Products (appsettings.json) names XX, which the bot does not know; expected ES, NQ, MES, MNQ, GC.")]
    [InlineData("Hubs", "ftp://there", "Gateway:Hubs (appsettings.json) is 'ftp://there'; expected an http or https address.")]
    public void WhatIsMissingOrEmptySaysWhereAndWhatToDo(string key, string? value, string expected)
    {
        string directory = Directory.CreateTempSubdirectory("tradingbot-").FullName;
        try
        {
            var gateway = new Dictionary<string, object> { ["UserName"] = "demo", ["ApiKey"] = "key", ["Products"] = (string[])["ES"] };
            if (value is null)
                gateway.Remove(key);
            else
                gateway[key] = key == "Products" ? (string[])[value] : value;
            File.WriteAllText(Path.Combine(directory, "appsettings.json"), JsonSerializer.Serialize(new Dictionary<string, object> { ["Gateway"] = gateway }));
            IConfiguration configuration = new ConfigurationBuilder().SetBasePath(directory).AddJsonFile("appsettings.json").Build();

            Assert.Equal(expected, Assert.Throws<InvalidSettingException>(() => GatewaySettings.Read(configuration)).Message);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
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
