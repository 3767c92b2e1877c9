using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>The sample bot gives no rule anything to say, not even for information.</summary>
public sealed class SampleTests
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>What the compiler says where one of the framework's own generators (regular expressions, JSON) would write the rest.</summary>
    private static readonly string[] MissingParts = ["CS8795", "CS0534", "CS7036", "CS0117"];

    [Fact]
    public async Task The_bot_compiles_and_nothing_is_reported()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string folder = Path.Combine(RulePage.Repository, "samples", "TradingBot");
        string[] files = [.. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))];
        Compilation bot = GeneratedBot.Compile([ImplicitUsings, .. files.Select(File.ReadAllText)], cancellationToken);

        IReadOnlyList<Diagnostic> found = await GeneratedBot.DiagnosticsAsync(bot, cancellationToken);
        Assert.Equal(OutputKind.ConsoleApplication, bot.Options.OutputKind);
        Assert.DoesNotContain(found, static diagnostic => (diagnostic.Severity == DiagnosticSeverity.Error && !MissingParts.Contains(diagnostic.Id)) || diagnostic.Id.StartsWith("RTG", StringComparison.Ordinal));
    }
}
