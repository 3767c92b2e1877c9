using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>The C# code of the documents under docs compiles, and no rule has anything to say about it. The pages of the rules have tests of their own.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Folder = Path.Combine(RulePage.Repository, "docs");

    private const string Rule = """
        using Microsoft.Extensions.DependencyInjection;
        public sealed record Tick(int Size);
        [RiskRule("max_size")] public sealed class MaxSizeRule { public RuleResult Check(Tick tick) => RuleResult.Pass; }
        """;

    /// <summary>What the readers of a document have in front of them without being told.</summary>
    private static readonly Dictionary<string, string> Assumed = new(StringComparer.Ordinal)
    {
        ["analysis.md"] = "",
        ["execution-map.md"] = Rule,
        ["several-projects.md"] = Rule,
        ["broker-calls.md"] = """
            using Microsoft.Extensions.DependencyInjection;
            using Polly;
            using Polly.Retry;
            public sealed record OrderResult(bool Success, string? Code = null);
            public sealed class BrokerException(string code) : Exception { public string Code => code; }
            """,
    };

    // getting-started.md shows warnings on purpose; GettingStartedTests builds what it shows, step by step.
    public static TheoryData<string> Documents => [.. Directory.GetFiles(Folder, "*.md")
        .Where(static file => Path.GetFileName(file) != "getting-started.md" && CSharp().IsMatch(Read(file)))
        .Select(static file => Path.GetFileName(file))
        .Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Documents))]
    public async Task The_code_compiles_without_a_warning(string document)
    {
        Assert.True(Assumed.TryGetValue(document, out string? assumed), $"Say what the code of docs/{document} is compiled with.");
        string[] blocks = [.. CSharp().Matches(Read(Path.Combine(Folder, document))).Select(static match => match.Groups["code"].Value)];
        string source = assumed + "\n" + string.Join('\n', blocks.Select(Whole));
        var bot = GeneratedBot.Compile([Bot.Usings, source], TestContext.Current.CancellationToken);
        Assert.Empty(await GeneratedBot.DiagnosticsAsync(bot, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_bot_of_the_examples_is_that_of_the_tests()
        => Assert.Contains($"```csharp\n{Bot.Broker.ReplaceLineEndings("\n")}\n```", Read(Path.Combine(Folder, "analysis.md")), StringComparison.Ordinal);

    // Statements stand in the middle of a method, which has what they need.
    private static string Whole(string code, int place)
        => ((CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken)).Members.Any(static member => member is GlobalStatementSyntax)
            ? $"static class Block{place} {{ static void Run(IServiceCollection services) {{ {code} }} }}"
            : code;

    private static string Read(string file) => File.ReadAllText(file).ReplaceLineEndings("\n");

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();
}
