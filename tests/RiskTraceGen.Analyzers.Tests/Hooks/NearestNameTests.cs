using RiskTraceGen.Analyzers.Hooks;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("ab", "ax")] // a letter of two or three
    [InlineData("ab", "a")]
    [InlineData("a", "ab")]
    [InlineData("abc", "abcd")]
    [InlineData("abcde", "abc")] // two of five
    [InlineData("abc", "abcde")]
    [InlineData("abcde", "xbcdy")]
    [InlineData("abcde", "ABCXY")] // letters of the other case are the same
    [InlineData("sunday", "saturday")] // three of eight: two more, and one other
    [InlineData("LogIn2", "LogIn2Async")] // one word
    [InlineData("closeAsync", "Close")]
    public void Finds_a_name_of_which_no_more_than_a_third_differs(string written, string meant) => Assert.Equal(meant, NearestName.To(written, [meant]));

    [Theory]
    [InlineData("", "a")]
    [InlineData("ab", "xy")]
    [InlineData("ab", "abcd")]
    [InlineData("LogIn", "LogOutAsync")]
    [InlineData("abcd", "ab")]
    [InlineData("abcdef", "xbcdyz")]
    [InlineData("xxxabc", "abc")]
    [InlineData("kitten", "sitting")] // three of seven
    public void Takes_none_for_another(string written, string other) => Assert.Null(NearestName.To(written, [other]));

    [Fact]
    public void Takes_the_nearest_and_the_first_of_equals()
    {
        Assert.Equal("cancel_all", NearestName.To("cancel_al", ["cancel", "cancel_all", "cancel_any"]));
        Assert.Equal("close", NearestName.To("Close", ["CloseAsync", "close"]));
        Assert.Equal("bat", NearestName.To("cat", ["bat", "hat"]));
        Assert.Equal("CloseAsync", NearestName.To("Close", ["Clear", "CloseAsync", "Closed"]));
        Assert.Null(NearestName.To("cat", []));
    }
}
