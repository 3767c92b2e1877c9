using RiskTraceGen.Generator.Mapping;

namespace RiskTraceGen.Generator.Tests;

/// <summary>Files are named as seen from the project, wherever that is.</summary>
public sealed class ProjectPathsTests
{
    [Theory]
    [InlineData("/home/trader/bot/", "/home/trader/bot/Rules/Size.cs", "Rules/Size.cs")]
    [InlineData("/home/trader/bot", "/home/trader/bot/Program.cs", "Program.cs")]
    [InlineData("/home/trader/bot/", "/home/trader/shared/Size.cs", "../shared/Size.cs")]
    [InlineData("/home/trader/bot/", "/home/trader/botany/Size.cs", "../botany/Size.cs")]
    [InlineData("/home/trader/bot/", "/opt/shared/Size.cs", "Size.cs")]
    [InlineData(@"C:\Trader\Bot\", @"c:\trader\bot\Rules\Size.cs", "Rules/Size.cs")]
    [InlineData(@"C:\Trader\Bot\", @"D:\Shared\Size.cs", "Size.cs")]
    [InlineData("/home/trader/bot/", "Rules/Size.cs", "Rules/Size.cs")]
    [InlineData(null, "/home/trader/bot/Rules/Size.cs", "Size.cs")]
    [InlineData("/home/trader/bot/", "", "")]
    public void APathIsRelativeToTheProject(string? directory, string path, string expected)
        => Assert.Equal(expected, new ProjectPaths(directory).Relative(path));
}
