using System.Runtime.CompilerServices;

namespace TradingBot.Tests.Hosting;

/// <summary>The bot knows a broker, and no gateway: only what puts the bot together, and the gateway's own settings, name it.</summary>
public sealed class DependencyTests
{
    private static readonly string[] MayNameIt = ["Gateway", "CommandLine", "Configuration"];

    [Fact]
    public void NothingThatTradesJudgesOrReportsNamesTheGateway()
    {
        string project = Project();
        string[] sources = [.. Directory.EnumerateDirectories(project)
            .Where(folder => !MayNameIt.Contains(Path.GetFileName(folder)))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(project, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("bin/", StringComparison.Ordinal) && !file.StartsWith("obj/", StringComparison.Ordinal))];
        Assert.Contains("Hosting/TradingLoop.cs", sources);

        Assert.Equal(["Hosting/BotHost.cs"], sources.Where(file => Names(Path.Combine(project, file))));
    }

    private static bool Names(string file) => File.ReadLines(file).Any(line => line.Contains("TradingBot.Gateway", StringComparison.Ordinal) || line.Contains("using ProjectX", StringComparison.Ordinal));

    private static string Project([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "samples", "TradingBot"));
}
