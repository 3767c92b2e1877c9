using TradingBot.Configuration;

namespace TradingBot.Tests.Settings;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("Tick", "Ticks")]
    [InlineData("TIKCS", "Ticks")]
    [InlineData("tikks", "Ticks")]
    [InlineData("MaxSecond", "MaxSeconds")]
    [InlineData("MaxSecnods", "MaxSeconds")]
    [InlineData("Wings", null)]
    [InlineData("", null)]
    public void TheNameWithTheFewestOtherLettersIsMeant(string written, string? meant)
        => Assert.Equal(meant, NearestName.Of(written, ["Ticks", "MaxSeconds"]));

    [Fact]
    public void AnExactNameIsNearerThanAnother() => Assert.Equal("Minis", NearestName.Of("minis", ["Micros", "Minim", "Minis"]));
}
